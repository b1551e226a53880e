package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"mockserver/cmd/mockserver/lossy"
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
	terminal       io.Writer // standard error itself, for what only a terminal shows
}

// run is the whole program. It returns the exit status.
func run(ctx context.Context, args, environment []string, stdout, stderr io.Writer) int {
	quiet := lossy.New(stderr, droppedText)
	defer quiet.Flush(lastWords)
	p := &program{environment: environment, stdout: stdout, stderr: quiet, terminal: stderr}
	if explain(stdout, args) {
		return 0
	}
	err := p.root().Run(ctx, p.spelledOut(helped(args)))
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(quiet, err)
	var asked failure
	if errors.As(err, &asked) {
		return asked.status
	}
	return exitUsage // the command line library's own errors are all about usage
}

// lastWords is how long the end of the log may take to be read once the program is done.
const lastWords = 500 * time.Millisecond

func droppedText(dropped int) []byte {
	return fmt.Appendf(nil, "mockserver: %d lines of this output could not be written and were dropped\n", dropped)
}

func droppedJSON(dropped int) []byte {
	return fmt.Appendf(nil, "{\"level\":\"WARN\",\"msg\":\"lines of this output could not be written and were dropped\",\"lines\":%d}\n", dropped)
}

// with makes an action of a function that wants the settings.
func (p *program) with(action func(context.Context, *options) error) cli.ActionFunc {
	return p.withArguments(func(ctx context.Context, o *options, _ *cli.Command) error { return action(ctx, o) })
}

// withArguments makes an action of a function that wants its own flags and arguments, too.
func (p *program) withArguments(action func(context.Context, *options, *cli.Command) error) cli.ActionFunc {
	return func(ctx context.Context, command *cli.Command) error {
		if command.Bool("version") {
			return p.printVersion(ctx, command)
		}
		environment, unknown := fromEnvironment(p.environment)
		flags := fromFlags(command)
		if command.Name == "healthcheck" {
			flags = flags.over(containerFlags("/proc/1"))
		}
		settled, err := resolve(flags, environment)
		if err != nil {
			return failure{err, exitUsage}
		}
		settled.unknown = unknown
		if err = action(ctx, settled, command); err == nil || errors.As(err, new(failure)) {
			return err
		}
		return failure{err, exitFailure}
	}
}
