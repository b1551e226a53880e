package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// process is one running program under measurement.
type process struct {
	cmd  *exec.Cmd
	pid  int
	addr string // host:port it listens on
}

// ready is the one line a program prints when it listens.
type ready struct {
	Event string `json:"event"`
	Addr  string `json:"addr"`
}

// compile builds a main package of this module.
func compile(ctx context.Context, executable, pkg string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", executable, pkg) //nolint:gosec // our own packages
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, output)
	}
	return nil
}

// launch starts a program and waits for its ready line. Settings in the environment are kept from it: what is measured
// is the default.
func launch(ctx context.Context, executable string, args ...string) (*process, error) {
	cmd := exec.CommandContext(ctx, executable, args...) //nolint:gosec // what was built, or what -binary names
	cmd.Env = slices.DeleteFunc(os.Environ(), func(setting string) bool { return strings.HasPrefix(setting, "MOCKSERVER_") })
	var messages bytes.Buffer
	cmd.Stderr = &messages
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, pid: cmd.Process.Pid}
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	var said ready
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err != nil || said.Event != "ready" {
		p.stop()
		return nil, fmt.Errorf("%s %s is not ready: %q, %w\n%s", executable, strings.Join(args, " "), line, err, &messages)
	}
	p.addr = said.Addr
	return p, nil
}

// launchMock starts mockserver on a free port.
func (b *bench) launchMock(ctx context.Context, args ...string) (*process, error) {
	return launch(ctx, b.mock, append([]string{"--addr", "127.0.0.1:0"}, args...)...)
}

// stop ends the process and waits for it.
func (p *process) stop() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	_ = p.cmd.Wait()         // "signal: killed" is what was asked for
}
