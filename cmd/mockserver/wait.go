package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"
)

// between is how long wait waits between two questions.
const between = 50 * time.Millisecond

// positive accepts a time to wait.
func positive(timeout time.Duration) error {
	if timeout <= 0 {
		return errors.New("accepted: a duration above 0, like 30s")
	}
	return nil
}

// wait asks the server at the address setting until it is well: what a CI script does between starting it and using it.
func (p *program) wait(ctx context.Context, o *options, command *cli.Command) error {
	timeout := command.Duration("timeout")
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	for {
		err := p.healthcheck(ctx, o)
		if err == nil || o.address.port == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not well after %s: %w", timeout, err)
		case <-time.After(between):
		}
	}
}
