package main

import (
	"context"
	"time"

	"github.com/urfave/cli/v3"
)

// root is the command and its sub-commands. The flags of the settings stand at the root, where every sub-command finds
// them.
func (p *program) root() *cli.Command {
	return p.prepare(&cli.Command{
		Name: "mockserver", Usage: "stand in for recruiting APIs", ArgsUsage: " ", Action: p.with(p.serve),
		Description: "mockserver help FLAG says more of a flag, docs/settings.md everything.",
		Flags:       append(flags(), &cli.BoolFlag{Name: "version", Usage: "print the version and stop"}), HideVersion: true,
		EnableShellCompletion: true,
		Commands: []*cli.Command{
			p.prepare(&cli.Command{Name: "serve", Usage: "run the server; so does no command", Action: p.with(p.serve)}),
			p.prepare(&cli.Command{Name: "wait", Usage: "wait until the server at --addr is healthy; exits 0, or 1 on timeout", Flags: []cli.Flag{
				&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "how long at most", Validator: positive},
				&cli.StringFlag{Name: "instance", Usage: "the instance of its ready line: another server is not healthy"},
				&cli.IntFlag{Name: "pid", Usage: "the process that was started: fail when it ends or another answers"},
			}, Action: p.withArguments(p.wait)}),
			p.prepare(&cli.Command{Name: "healthcheck", Usage: "check that the server answers; exits 0 when healthy, 1 when not", Action: p.with(p.healthcheck)}),
			p.prepare(&cli.Command{Name: "env", ArgsUsage: "API", Usage: "print export lines for an API: base URL and token", Action: p.withArguments(p.env), ArgValidator: takes(1, 1, "the name of an API")}),
			p.prepare(&cli.Command{Name: "routes", Usage: "list every route with permission and evidence", Flags: []cli.Flag{
				&cli.StringFlag{Name: "format", Value: "text", Usage: "text or json", Validator: oneWord("text", "json")},
			}, Action: p.withArguments(p.routes)}),
			p.prepare(&cli.Command{Name: "openapi", ArgsUsage: "NAME", Usage: "print an OpenAPI document", Flags: []cli.Flag{
				&cli.StringFlag{Name: "format", Value: "yaml", Usage: "yaml or json", Validator: oneWord("yaml", "json")},
			}, Action: p.withArguments(p.printOpenAPI), ArgValidator: takes(1, 1, "the name of a document")}),
			p.seedCommands(),
			p.prepare(&cli.Command{Name: "ca", Usage: "print the certificate authority of the server, or of --tls-dir", Action: p.with(p.ca)}),
			p.prepare(&cli.Command{Name: "version", Usage: "print the version", Action: p.printVersion}),
		},
	})
}

func (p *program) seedCommands() *cli.Command {
	return p.prepare(&cli.Command{Name: "seed", Usage: "check, begin or generate seed files", ArgsUsage: " ", Action: p.missingCommand, Commands: []*cli.Command{
		p.prepare(&cli.Command{Name: "validate", ArgsUsage: "FILE...", Usage: "report everything wrong with seed files; exits 0 or 3", Action: p.withArguments(p.seedValidate), ArgValidator: takes(1, 1000, "a seed file")}),
		p.prepare(&cli.Command{Name: "init", ArgsUsage: "[FILE]", Usage: "write a commented seed to begin with", Action: p.withArguments(p.seedInit), ArgValidator: takes(0, 1, "a new file")}),
		p.prepare(&cli.Command{Name: "generate", ArgsUsage: "[FILE]", Usage: "write a seed that generates records", Flags: generateFlags(), Action: p.withArguments(p.seedGenerate), ArgValidator: takes(0, 1, "a new file")}),
	}})
}

// prepare gives a command what all of them have in common.
func (p *program) prepare(command *cli.Command) *cli.Command {
	command.Writer, command.ErrWriter = p.stdout, p.stderr
	command.HideHelpCommand = true
	command.OnUsageError = usageError
	if command.ArgValidator == nil {
		command.ArgValidator = refuseArguments
	}
	command.ExitErrHandler = func(context.Context, *cli.Command, error) {} // the library would end the process itself
	return command
}
