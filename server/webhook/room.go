package webhook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/store"
)

// Bounds. No vendor documents its own (inferred).
const (
	maxFlying         = 8        // attempts in flight of a sandbox
	maxEndpointFlying = 4        // those of them to one endpoint: one that hangs does not hold up the others
	maxAllFlying      = 256      // attempts in flight of all sandboxes, beside one of each: hanging receivers do not hold up the others
	maxPending        = 100_000  // deliveries that a sandbox may have waiting; newer ones are dropped
	maxWaiting        = 64 << 20 // bytes of the events that they tell of
	maxSettled        = 1000     // deliveries kept of a sandbox beside those that wait
	maxPreview        = 64 << 10 // bytes kept of a body
	maxLogs           = 64 << 20 // bytes of all delivery logs together

)

// StandardTimeout is what an attempt may take, in real time, where the endpoint does not say.
const StandardTimeout = 10 * time.Second

// What can be asked for in vain.
var (
	ErrNoEndpoint = errors.New("no such webhook endpoint")
	ErrNoDelivery = errors.New("no such delivery")
	ErrPending    = errors.New("the delivery is still pending")
	ErrNoSample   = errors.New("nothing in the sandbox could be told of")
	ErrEnded      = errors.New("the sandbox was reset, or it or the server has ended")
)

// Options are what a room is made from.
type Options struct {
	Store     *store.Store
	Providers []*provider.Provider
	Allow     []string      // hosts that may have public addresses (see outbound.Options)
	Own       *outbound.Own // the mock's own addresses, which are not called
	Log       *slog.Logger  // nil: no log
}

// Room is the webhooks of all sandboxes. Safe for concurrent use. A sandbox that has nothing to tell costs no goroutine.
type Room struct {
	store     *store.Store
	providers []*provider.Provider // those with webhooks
	client    *http.Client
	allow     []string              // Options.Allow
	slow      *http.Client          // the same, but writing with pauses
	pause     func(context.Context) // one of them
	logger    *slog.Logger
	slots     chan struct{}  // holds as many as there are attempts in flight that have no slot of their sandbox
	held      atomic.Int64   // bytes of all delivery logs
	most      atomic.Int64   // of held, before the next reclaim
	reclaims  sync.Mutex     // one reclaim at a time
	probes    atomic.Uint64  // events made up for probes
	work      sync.WaitGroup // every goroutine

	mu     sync.Mutex // covers the rest; the store's lock may be taken under it
	closed bool
	lines  map[*store.Sandbox]*line
}

// New returns the webhooks of a store, which from then on tells it of events. It is called before the first sandbox is
// made.
func New(o Options) *Room {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	r := &Room{
		store: o.Store, allow: o.Allow, client: outbound.NewClient(outbound.Options{Allow: o.Allow, Own: o.Own}), logger: o.Log,
		slots: make(chan struct{}, maxAllFlying), pause: pause, lines: map[*store.Sandbox]*line{},
	}
	r.most.Store(maxLogs)
	r.slow = slowly(r.client, func(ctx context.Context) { r.pause(ctx) })
	for _, p := range o.Providers {
		if p.Webhooks != nil {
			r.providers = append(r.providers, p)
		}
	}
	o.Store.Listen(func(sandbox *store.Sandbox) { r.of(sandbox).take() })
	return r
}

// webhooks finds a provider's webhooks, nil when it has none.
func (r *Room) webhooks(name string) *provider.Webhooks {
	for _, p := range r.providers {
		if p.Name == name {
			return p.Webhooks
		}
	}
	return nil
}

// of is the line of a sandbox. That of one that is gone has ended, and is not kept.
func (r *Room) of(sandbox *store.Sandbox) *line {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.lines[sandbox]; ok {
		return known
	}
	fresh := newLine(r, sandbox)
	if live, err := r.store.Sandbox(sandbox.Name()); r.closed || err != nil || live != sandbox {
		fresh.end()
		return fresh
	}
	r.lines[sandbox] = fresh
	return fresh
}

// Deliveries is the delivery log of a sandbox.
func (r *Room) Deliveries(sandbox *store.Sandbox) *Deliveries { return &Deliveries{r.of(sandbox)} }

// Reset drops what is queued and in flight, clears the log, and counts what it dropped. It is called after the rows
// were reset, so that nothing of the old world comes in behind it.
func (r *Room) Reset(sandbox *store.Sandbox) (dropped int) { return r.of(sandbox).reset() }

// Drop lets go of all that is held for a sandbox, after it was deleted.
func (r *Room) Drop(sandbox *store.Sandbox) {
	r.mu.Lock()
	known := r.lines[sandbox]
	delete(r.lines, sandbox)
	r.mu.Unlock()
	if known != nil {
		known.end()
	}
}

// Close starts no more attempts, lets what is in flight end until the context does, and counts what it dropped.
func (r *Room) Close(ctx context.Context) (dropped int) {
	lines := r.shut()
	for _, l := range lines {
		l.stop()
	}
	for _, l := range lines {
		l.landed(ctx)
		dropped += l.end()
	}
	r.work.Wait()
	return dropped
}

// shut makes no more lines and returns those there are.
func (r *Room) shut() []*line {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	lines := make([]*line, 0, len(r.lines))
	for _, l := range r.lines {
		lines = append(lines, l)
	}
	return lines
}
