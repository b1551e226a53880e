package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/urfave/cli/v3"

	"mockserver/server"
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

// meant is the server that a script has started, as far as it says which: by the instance of its ready line, or by its
// process.
type meant struct {
	instance string
	pid      int
}

// is reports whether the server that answers is the one that is meant.
func (m meant) is(h server.Health) error {
	switch {
	case m.instance != "" && m.instance != h.Instance:
		return fmt.Errorf("another server answers there: its instance is %q, not %q", h.Instance, m.instance)
	case m.pid != 0 && m.pid != h.PID:
		return fmt.Errorf("another server answers there: its process is %d, not %d", h.PID, m.pid)
	}
	return nil
}

// alive fails when the process that is meant has ended.
func (m meant) alive() error {
	if m.pid == 0 {
		return nil
	}
	process, err := os.FindProcess(m.pid)
	if err == nil {
		err = process.Signal(syscall.Signal(0))
	}
	if errors.Is(err, os.ErrProcessDone) || errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("the process %d has ended", m.pid)
	}
	return nil
}

// wait asks the server at the address setting until it is healthy: what a CI script does between starting it and using it.
func (p *program) wait(ctx context.Context, o *options, command *cli.Command) error {
	which := meant{command.String("instance"), command.Int("pid")}
	timeout := command.Duration("timeout")
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	for {
		health, err := askHealth(ctx, o)
		if err == nil {
			err = which.is(health)
		}
		if err == nil || o.address.port == 0 {
			return err
		}
		if ended := which.alive(); ended != nil {
			return ended
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not healthy after %s: %w", timeout, err)
		case <-time.After(between):
		}
	}
}
