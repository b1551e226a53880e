package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"
)

// The exit statuses beside 0.
const (
	exitFailure = 1 // it could not do, or go on doing, what it was asked
	exitUsage   = 2 // it was asked wrongly: a flag, an environment variable, the config file
	exitSeed    = 3 // the seed cannot be used
)

// failure is an error with the exit status it asks for.
type failure struct {
	error
	status int
}

// Unwrap gives the error itself to errors.Is and errors.As.
func (f failure) Unwrap() error { return f.error }

// program is one run of the command and what it may touch of the world.
type program struct {
	environment    []string // as in os.Environ
	stdout, stderr io.Writer
}

// run is the whole program. It returns the exit status.
func run(ctx context.Context, args, environment []string, stdout, stderr io.Writer) int {
	p := &program{environment, stdout, stderr}
	err := p.root().Run(ctx, args)
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(stderr, err)
	var asked failure
	if errors.As(err, &asked) {
		return asked.status
	}
	return exitUsage // the command line library's own errors are all about usage
}

// root is the command and its sub-commands. The flags stand at the root, where every sub-command finds them.
func (p *program) root() *cli.Command {
	return p.prepare(&cli.Command{
		Name: "mockserver", Usage: "stand in for recruiting APIs", ArgsUsage: " ", Action: p.with(p.serve),
		Flags: append(flags(), &cli.BoolFlag{Name: "version", Usage: "print the version and stop"}), HideVersion: true,
		Commands: []*cli.Command{
			p.prepare(&cli.Command{Name: "serve", Usage: "run the server; the same as no command", Action: p.with(p.serve)}),
			p.prepare(&cli.Command{Name: "healthcheck", Usage: "ask the server at the address setting whether it is well; exit status 0 or 1", Action: p.with(p.healthcheck)}),
			p.prepare(&cli.Command{Name: "version", Usage: "print the version", Action: p.printVersion}),
		},
	})
}

// prepare gives a command what all of them have in common.
func (p *program) prepare(command *cli.Command) *cli.Command {
	command.Writer, command.ErrWriter = p.stdout, p.stderr
	command.HideHelpCommand = true
	command.OnUsageError = usageError
	command.ArgValidator = refuseArguments
	command.ExitErrHandler = func(context.Context, *cli.Command, error) {} // the library would end the process itself
	return command
}

// with makes an action of a function that wants the settings.
func (p *program) with(action func(context.Context, *options) error) cli.ActionFunc {
	return func(ctx context.Context, command *cli.Command) error {
		if command.Bool("version") {
			return p.printVersion(ctx, command)
		}
		environment, unknown := fromEnvironment(p.environment)
		settled, err := resolve(fromFlags(command), environment)
		if err != nil {
			return failure{err, exitUsage}
		}
		settled.unknown = unknown
		if err = action(ctx, settled); err == nil || errors.As(err, new(failure)) {
			return err
		}
		return failure{err, exitFailure}
	}
}

// usageError says which flags there are when one was given wrongly.
func usageError(_ context.Context, _ *cli.Command, err error, _ bool) error {
	var names strings.Builder
	for _, s := range settings() {
		names.WriteString(s.flag() + ", ")
	}
	return failure{fmt.Errorf("%w; accepted flags: %s--help, --version", err, &names), exitUsage}
}

// refuseArguments: no command takes any, so what is left is a command that does not exist, or a value without its flag.
func refuseArguments(_ context.Context, command *cli.Command) error {
	if !command.Args().Present() {
		return nil
	}
	err := fmt.Errorf("unknown command or argument %q; commands: serve, healthcheck, version; flags: mockserver --help", command.Args().First())
	return failure{err, exitUsage}
}
