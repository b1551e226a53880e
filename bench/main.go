// Command bench measures mockserver beside a bare net/http program that writes the same bytes. README.md says what
// each figure means.
//
//	go run ./bench load      requests (the default): throughput, p99, server CPU per request, peak memory
//	go run ./bench start     start-up time, idle memory, the memory that records take
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags of both sub-commands.
type options struct {
	binary      string
	only        string
	slot        time.Duration
	rounds      int
	connections int
	runs        int
}

// bench is one run of the program: the two programs under measurement and a directory for its files.
type bench struct {
	options
	out        io.Writer
	dir        string
	mock, bare string // paths of the executables
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	command := "load"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		command, args = args[0], args[1:]
	}
	b := &bench{out: out}
	if err := b.parse(args); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "mockserver-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	if err := b.build(ctx); err != nil {
		return err
	}
	switch command {
	case "load":
		return b.load(ctx)
	case "start":
		return b.start(ctx)
	default:
		return fmt.Errorf("unknown sub-command %q; there are load and start", command)
	}
}

func (b *bench) parse(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&b.binary, "binary", "", "measure this mockserver instead of building ./cmd/mockserver")
	flags.StringVar(&b.only, "only", "", "load: only the scenarios whose name contains this text")
	flags.DurationVar(&b.slot, "slot", 2*time.Second, "load: how long each program is loaded in a round")
	flags.IntVar(&b.rounds, "rounds", 3, "load: how often each program gets its turn")
	flags.IntVar(&b.connections, "connections", 16, "load: kept-alive connections")
	flags.IntVar(&b.runs, "runs", 15, "start: how often each program is started")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if b.rounds < 1 || b.connections < 1 || b.runs < 1 || b.slot <= 0 {
		return errors.New("-slot, -rounds, -connections and -runs must be greater than 0")
	}
	return nil
}

// build compiles both programs alike.
func (b *bench) build(ctx context.Context) error {
	b.bare, b.mock = filepath.Join(b.dir, "bare"), b.binary
	if err := compile(ctx, b.bare, "mockserver/bench/bare"); err != nil {
		return err
	}
	if b.mock != "" {
		return nil
	}
	b.mock = filepath.Join(b.dir, "mockserver")
	return compile(ctx, b.mock, "mockserver/cmd/mockserver")
}
