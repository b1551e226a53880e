package servertest

import (
	"context"
	"testing"
	"time"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/control"
	"mockserver/store"
)

// Fault is planned trouble.
type Fault = control.Fault

// Match says which requests a fault is aimed at.
type Match = control.Match

// Effect is what a fault does.
type Effect = control.Effect

// Filter says which exchanges are wanted.
type Filter = control.Filter

// Exchange is one request and its answer.
type Exchange = server.Exchange

// Limit is what is in place of a vendor's rate limit.
type Limit = control.Limit

// Mint says what a new credential is to be.
type Mint = control.Mint

// Report is what was left behind.
type Report = control.Report

// Outcome is what an action has done.
type Outcome = control.Outcome

// Delivery is the history of telling a webhook endpoint of an event.
type Delivery = control.Delivery

// Credential is a vendor's token or key.
type Credential = store.Credential

// World is one sandbox, private to a test. Its methods fail the test when something goes wrong.
type World struct {
	URL   string // http://127.0.0.1:port, the same for all sandboxes of a server
	tb    testing.TB
	world *control.World
}

// SandboxOption says what a new sandbox is to be.
type SandboxOption func(*control.Spec)

// Named gives the sandbox a name: the same name draws the same ids and tokens.
func Named(name string) SandboxOption { return func(s *control.Spec) { s.Name = name } }

// From copies another sandbox ("one") or its snapshot ("one@saved"), or nothing ("empty").
func From(source string) SandboxOption { return func(s *control.Spec) { s.From = source } }

// FromSeed fills the sandbox from the text of a seed file.
func FromSeed(text string) SandboxOption {
	return func(s *control.Spec) { s.Seed = seeds.Parse("seed.yaml", []byte(text)) }
}

// Setting gives a provider's setting a value of the sandbox's own: "huntr", "max_limit", "5".
func Setting(provider, name, value string) SandboxOption {
	return func(s *control.Spec) { s.Settings.Set(provider, name, value) }
}

// Name is the sandbox's name.
func (s *World) Name() string { return s.world.Name() }

// Control is the sandbox as the control API drives it.
func (s *World) Control() *control.World { return s.world }

// Token is a credential of a provider ("huntr"), empty when it has none: the first of the server's own sandbox; of one
// that a test made, the fresh one with all rights, which stands behind those of its seed.
func (s *World) Token(provider string) string {
	token := ""
	for _, c := range s.world.Sandbox().Credentials(provider) {
		if c.Minted || token != "" && s.Name() == store.Default {
			break
		}
		token = c.Token
	}
	return token
}

// Mint makes a further credential.
func (s *World) Mint(m Mint) *Credential {
	s.tb.Helper()
	made, err := s.world.Mint(context.Background(), m)
	s.must(err)
	return made
}

// Reset brings the sandbox back to its origin, and tells what was left behind.
func (s *World) Reset() Report {
	s.tb.Helper()
	report, err := s.world.Reset(context.Background())
	s.must(err)
	return report
}

// Save keeps the sandbox as it is under a name, for Restore and From.
func (s *World) Save(name string) {
	s.tb.Helper()
	_, err := s.world.Save(context.Background(), name)
	s.must(err)
}

// Restore brings back what was saved.
func (s *World) Restore(name string) {
	s.tb.Helper()
	s.must(s.world.Restore(context.Background(), name))
}

// Fault arms a fault and returns its id. A fault that can match nothing fails the test.
func (s *World) Fault(f Fault) string {
	s.tb.Helper()
	armed, err := s.world.Faults().Arm(f)
	s.must(err)
	return armed.ID
}

// SetLimit changes a provider's rate limit until the next reset.
func (s *World) SetLimit(provider string, l Limit) {
	s.tb.Helper()
	s.must(s.world.SetLimit(context.Background(), provider, l))
}

// Act has something done that people do in a vendor's product. The body is JSON or YAML.
func (s *World) Act(provider, action, body string) Outcome {
	s.tb.Helper()
	done, err := s.world.Act(provider, action, seeds.Parse("body", []byte(body)))
	s.must(err)
	return done
}

// Requests is what the sandbox was asked, oldest first: all of it, or what one filter wants.
func (s *World) Requests(wanted ...Filter) []Exchange {
	s.tb.Helper()
	var all Filter
	if len(wanted) > 0 {
		all = wanted[0]
	}
	exchanges, _, err := s.world.Journal().Select(all)
	s.must(err)
	return exchanges
}

// Deliveries is what the sandbox's webhook endpoints were told or are to be told.
func (s *World) Deliveries() []Delivery { return s.world.DeliveryLog() }

// Clock is the sandbox's clock.
func (s *World) Clock() Clock { return Clock{s} }

// Clock is the time of a sandbox.
type Clock struct{ sandbox *World }

// Now is the sandbox's present instant.
func (c Clock) Now() time.Time { return c.sandbox.world.Clock().Now() }

// Advance moves the clock through everything that is due, and returns when all of it has happened: webhooks are
// delivered, retries are made. A negative duration sets the clock back.
func (c Clock) Advance(by time.Duration) {
	c.sandbox.tb.Helper()
	if by < 0 {
		c.Set(c.Now().Add(by))
		return
	}
	c.sandbox.must(c.sandbox.world.Clock().Advance(context.Background(), by))
}

// Set moves the clock at once, forwards or backwards.
func (c Clock) Set(to time.Time) {
	c.sandbox.tb.Helper()
	c.sandbox.must(c.sandbox.world.Clock().Set(context.Background(), to))
}

func (s *World) must(err error) {
	s.tb.Helper()
	if err != nil {
		s.tb.Fatal(err)
	}
}
