package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/store"
)

// seedValidate tells all that is wrong with each file, and which of them are well.
func (p *program) seedValidate(_ context.Context, o *options, command *cli.Command) error {
	bad := 0
	for _, name := range command.Args().Slice() {
		file, _, err := readSeed(value{name, name})
		if err == nil {
			err = check(o, file)
		}
		if err != nil {
			bad++
			_, _ = fmt.Fprintln(p.stderr, err)
			continue
		}
		for _, warning := range file.Warnings() {
			_, _ = fmt.Fprintln(p.stderr, warning)
		}
		_, _ = fmt.Fprintln(p.stdout, name+": valid")
	}
	if bad > 0 {
		return failure{fmt.Errorf("%d of %d cannot be used", bad, command.Args().Len()), exitSeed}
	}
	return nil
}

// check loads a seed into a server that nobody uses.
func check(o *options, file *seeds.File) error {
	_, err := server.New(server.Options{Seed: file, Clock: store.NewClock(o.clock, o.clockMode), Settings: &o.providers})
	if err == nil || errors.As(err, new(seeds.Faults)) {
		return err
	}
	return fmt.Errorf("%s: %w", file.Name, err)
}
