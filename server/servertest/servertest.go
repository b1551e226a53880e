// Package servertest runs the mock for Go tests: on a free port, with the default seed and a clock that stands still.
package servertest

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/store"
)

// Start is the instant at which the clock of a test server stands.
func Start() time.Time { return time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC) }

// Server is a running mock.
type Server struct {
	URL    string // http://127.0.0.1:port
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

// New makes a server that is mounted nowhere. It fails the test when the seed has faults.
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
	return made
}

// Run starts a server on a free port; it stops when the test ends.
func Run(tb testing.TB, options ...Option) *Server {
	tb.Helper()
	made := New(tb, options...)
	listening := httptest.NewServer(made)
	tunnels := made.Tunnels()
	go func() { _ = listening.Config.Serve(tunnels) }()
	tb.Cleanup(func() {
		_ = tunnels.Close()
		listening.Close()
	})
	return &Server{URL: listening.URL, server: made}
}

// Clock is the clock of the default sandbox, to set and advance.
func (s *Server) Clock() *store.Clock { return s.server.Clock() }

// Token is the first ready-made credential of a provider ("huntr"), empty when it has none.
func (s *Server) Token(provider string) string {
	for _, account := range s.server.Accounts() {
		if account.Provider == provider {
			return account.Token
		}
	}
	return ""
}

// Requests is what the server was asked, oldest first.
func (s *Server) Requests() []server.Exchange { return s.server.Journal() }
