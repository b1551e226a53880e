package main

import (
	"context"
	_ "embed" // the starter
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v3"
)

//go:embed starter.yaml
var starter string

// seedInit writes the starter.
func (p *program) seedInit(_ context.Context, _ *options, command *cli.Command) error {
	return p.writeNew(command.Args().First(), starter)
}

// writeNew writes a text to a file that must not exist yet, or to standard output without a name.
func (p *program) writeNew(name, text string) error {
	if name == "" {
		_, err := fmt.Fprint(p.stdout, text)
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // the file is the user's own, and no secret
	if err != nil {
		return fmt.Errorf("no file is overwritten: %w", err)
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stderr, "wrote %s; use it: mockserver --seed %s\n", name, name)
	return err
}
