package webhook

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// What can be asked for in vain.
var (
	ErrNoEndpoint = errors.New("no such webhook endpoint")
	ErrNoDelivery = errors.New("no such delivery")
	ErrPending    = errors.New("the delivery is still pending")
	ErrNoSample   = errors.New("nothing in the sandbox could be told of")
	ErrEnded      = errors.New("the sandbox or the server has ended")
)

// Options are what a room is made from.
type Options struct {
	Store     *store.Store
	Providers []*provider.Provider
	Allow     []string     // hosts that may have public addresses (see outbound.Options)
	Log       *slog.Logger // nil: no log
}

// Room is the webhooks of all sandboxes. Safe for concurrent use.
type Room struct{}

// New returns the webhooks of a store, which from then on tells it of events.
func New(o Options) *Room { return &Room{} }

// Endpoints is the webhook endpoints of a sandbox, of all providers.
func (r *Room) Endpoints(sandbox *store.Sandbox) *Endpoints { return &Endpoints{} }

// Endpoints is the webhook endpoints of one sandbox.
type Endpoints struct{}

// Change says what to make of an endpoint: what is nil stays as it is, and has its default in a new one.
type Change struct {
	URL       *string
	Events    *[]string // none: all; nil in a new one: all
	Secret    *string
	Signature *string
	Active    *bool // nil in a new one: true
	Retry     *store.Retry
}

// List is all endpoints, by provider and then by id.
func (e *Endpoints) List() []store.Endpoint { return nil }

// Get finds an endpoint, or fails with ErrNoEndpoint.
func (e *Endpoints) Get(id store.ObjectID) (store.Endpoint, error) { return store.Endpoint{}, nil }

// Add registers an endpoint of a provider. What is wrong with it is a *provider.FieldError.
func (e *Endpoints) Add(providerName string, c Change) (store.Endpoint, error) {
	return store.Endpoint{}, nil
}

// Change changes an endpoint. It fails with ErrNoEndpoint or a *provider.FieldError.
func (e *Endpoints) Change(id store.ObjectID, c Change) (store.Endpoint, error) {
	return store.Endpoint{}, nil
}

// Remove removes an endpoint, or fails with ErrNoEndpoint. Retries that wait for it are dropped when they are due.
func (e *Endpoints) Remove(id store.ObjectID) error { return nil }

// NextDue is when the sandbox's clock reaches the next attempt: now, when one is due already. What is in flight is not
// looked at: Settle first.
func (r *Room) NextDue(sandbox *store.Sandbox) (time.Time, bool) { return time.Time{}, false }

// Settle returns when all that is due now has been attempted, or with the context's error.
func (r *Room) Settle(ctx context.Context, sandbox *store.Sandbox) error { return nil }

// Flush delivers all that is due now, waits for it and counts the attempts.
func (r *Room) Flush(ctx context.Context, sandbox *store.Sandbox) (attempts int64, err error) {
	return 0, nil
}

// Deliveries is the delivery log of a sandbox.
func (r *Room) Deliveries(sandbox *store.Sandbox) *Deliveries { return &Deliveries{} }

// Deliveries is the delivery log of one sandbox.
type Deliveries struct{}

// Select is the deliveries that a filter chooses, by number, and the number to go on after when there are more.
func (d *Deliveries) Select(f Filter) (page []Delivery, next int64) { return nil, 0 }

// Get finds a delivery by its number, or fails with ErrNoDelivery.
func (d *Deliveries) Get(number int64) (Delivery, error) { return Delivery{}, nil }

// Counts counts the deliveries.
func (d *Deliveries) Counts() Counts { return Counts{} }

// Wait returns the deliveries that a filter chooses as soon as there are so many of them. When the context ends before,
// it returns those there are and the context's error.
func (d *Deliveries) Wait(ctx context.Context, f Filter, least int) ([]Delivery, error) {
	return nil, nil
}

// Subscribe tells of every change of a delivery that a filter chooses (its limit is not looked at), until stop is called
// or the reader is so slow that it is dropped: then the channel is closed.
func (d *Deliveries) Subscribe(f Filter) (changes <-chan Delivery, stop func()) {
	return nil, func() {}
}

// Replay tells the endpoint of a delivery's event again: a new delivery with the same event, signed anew. The endpoint
// is taken as it is now. It fails with ErrNoDelivery, ErrPending or ErrNoEndpoint.
func (r *Room) Replay(sandbox *store.Sandbox, number int64) (Delivery, error) {
	return Delivery{}, nil
}

// ReplayFailed replays every failed or dropped delivery that the log still has and that has not been replayed since.
func (r *Room) ReplayFailed(sandbox *store.Sandbox) []Delivery { return nil }

// Probe tries how careful the receiver behind an endpoint is. It fails with ErrNoEndpoint or ErrNoSample.
func (r *Room) Probe(ctx context.Context, sandbox *store.Sandbox, endpoint store.ObjectID) (Report, error) {
	return Report{}, nil
}

// Report is what probes have found out about a receiver.
type Report struct {
	Endpoint store.Endpoint
	Findings []Finding
}

// Grade says how well a receiver did in a probe.
type Grade string

// The grades.
const (
	Good    Grade = "good"
	Bad     Grade = "bad"
	Unclear Grade = "unclear" // cannot be told from outside
	Skipped Grade = "skipped" // there is nothing to try
)

// Finding is one probe.
type Finding struct {
	Probe     string // "unsigned"
	Grade     Grade
	Verdict   string    // "accepted an unsigned event with 200"
	Exchanges []Attempt // what was sent and answered, in order
}

// Reset drops what is queued and in flight, clears the log, and counts what it dropped. It is called after the rows
// were reset.
func (r *Room) Reset(sandbox *store.Sandbox) (dropped int) { return 0 }

// Drop lets go of all that is held for a sandbox, after it was deleted.
func (r *Room) Drop(sandbox *store.Sandbox) {}

// Close starts no more attempts, lets what is in flight end until the context does, and counts what it dropped.
func (r *Room) Close(ctx context.Context) (dropped int) { return 0 }
