// Package servertest runs the mock for Go tests: on a free port, with the default seed and a clock that stands still.
//
// A test gets a server of its own with [Run], or shares one with others and gets a [World] of its own: a sandbox with
// rows, clock, limits, faults and journal that no other test sees, reached by its credentials. What the control API does
// by HTTP is done here by methods; what goes wrong fails the test.
package servertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/control"
	"mockserver/store"
)

// Start is the instant at which the clock of a test server stands.
func Start() time.Time { return time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC) }

// Server is a running mock, and its default sandbox.
type Server struct {
	*World
	server *server.Server
}

// Option changes how a test server is made.
type Option func(*server.Options)

// Seed fills the server from the text of a seed file instead of the default seed.
func Seed(text string) Option {
	return func(o *server.Options) { o.Seed = seeds.Parse("seed.yaml", []byte(text)) }
}

// Settings changes the providers' settings.
func Settings(change func(*server.Settings)) Option {
	return func(o *server.Options) {
		settings := server.DefaultSettings()
		if o.Settings != nil {
			settings = *o.Settings
		}
		change(&settings)
		o.Settings = &settings
	}
}

// Wrap puts middleware around the server, to look at what passes.
func Wrap(middleware func(http.Handler) http.Handler) Option {
	return func(o *server.Options) { o.Wrap = middleware }
}

// New makes a server that is mounted nowhere. It fails the test when the seed has faults, and is closed when the test
// ends.
func New(tb testing.TB, options ...Option) *server.Server {
	tb.Helper()
	text, _ := seeds.Embedded("default")
	o := server.Options{
		Version: "test", Seed: seeds.Parse("default.yaml", text),
		Clock: store.NewClock(Start(), store.Still),
	}
	for _, option := range options {
		option(&o)
	}
	made, err := server.New(o)
	if err != nil {
		tb.Fatalf("the mock does not start:\n%v", err)
	}
	tb.Cleanup(func() { made.Close(context.Background()) })
	return made
}

// Run starts a server on a free port; it stops when the test ends.
func Run(tb testing.TB, options ...Option) *Server {
	tb.Helper()
	made := New(tb, options...)
	listening := httptest.NewServer(made)
	made.Listening(listening.Listener.Addr())
	tunnels := made.Tunnels()
	go func() { _ = listening.Config.Serve(tunnels) }()
	tb.Cleanup(func() {
		made.Control().Close() // who waits would hold the listener up
		_ = tunnels.Close()
		listening.Close()
	})
	first, err := made.Control().World(store.Default)
	if err != nil {
		tb.Fatal(err)
	}
	return &Server{&World{URL: listening.URL, tb: tb, world: first}, made}
}

// Sandbox makes a sandbox for one test, with fresh credentials and a copy of the server's own rows; it is deleted when
// the test ends.
func (s *Server) Sandbox(tb testing.TB, options ...SandboxOption) *World {
	tb.Helper()
	var spec control.Spec
	for _, option := range options {
		option(&spec)
	}
	made, err := s.server.Control().Create(context.Background(), spec)
	if err != nil {
		tb.Fatalf("no sandbox: %v", err)
	}
	tb.Cleanup(func() { _ = s.server.Control().Delete(context.Background(), made.Name()) }) // the test may have done so
	return &World{URL: s.URL, tb: tb, world: made}
}

// Server is the server itself, an http.Handler.
func (s *Server) Server() *server.Server { return s.server }
