package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"mockserver/server/gate"
	"mockserver/server/host"
	"mockserver/server/provider"
	"mockserver/server/webhook"
	"mockserver/store"
)

// Deps is what the control API drives.
type Deps struct {
	Store        *store.Store // with the default sandbox
	Providers    []*provider.Provider
	Gates        *gate.Gates
	Webhooks     *webhook.Room
	MaxSandboxes int
	Hosts        *host.Names                 // the names that it answers to
	PublicURL    string                      // scheme and host of base URLs; empty for those of the request
	Pages        map[string]http.HandlerFunc // the server's own, read by GET: "/health"
	Log          *slog.Logger
}

// Control is all worlds of a server. Safe for concurrent use.
type Control struct {
	Deps
	handler http.Handler
	closing context.Context // done when the server closes: who waits goes home
	close   context.CancelFunc

	trying sync.Mutex // one trial at a time, see try

	mu     sync.Mutex
	worlds map[string]*World // nil while one is being made
	named  int               // names made up so far
	freed  []int             // of them those of which nothing came, smallest first
}

// New takes over a store with its default sandbox.
func New(deps Deps) (*Control, error) {
	c := &Control{Deps: deps, worlds: map[string]*World{}}
	c.closing, c.close = context.WithCancel(context.Background())
	first, err := deps.Store.Sandbox(store.Default)
	if err != nil {
		return nil, err
	}
	w := newWorld(c, first)
	w.remember(w.Credentials())
	w.keepSeed()
	c.worlds[store.Default] = w
	c.handler = c.router()
	return c, nil
}

// Close sends home whoever waits, and stops what runs by itself.
func (c *Control) Close() {
	c.close()
	for _, w := range c.Worlds() {
		w.idle.stop()
	}
}

// World finds a sandbox by name. It fails with store.ErrNoSandbox.
func (c *Control) World(name string) (*World, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w := c.worlds[name]; w != nil {
		return w, nil
	}
	return nil, fmt.Errorf("%w: %q", store.ErrNoSandbox, shorten(name))
}

// Worlds lists all sandboxes by name.
func (c *Control) Worlds() []*World {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]*World, 0, len(c.worlds))
	for _, w := range c.worlds {
		if w != nil {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b *World) int { return cmp.Compare(a.Name(), b.Name()) })
	return all
}

// Delete lets go of a sandbox and of all that belongs to it. The default one stays.
func (c *Control) Delete(ctx context.Context, name string) error {
	w, err := c.World(name)
	if err != nil {
		return err
	}
	if name == store.Default {
		return conflict("the sandbox %q cannot be deleted; reset it instead", name)
	}
	return w.turn(ctx, func() error {
		if err := w.end(); err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.worlds, name)
		return nil
	})
}

// end lets go of all that the world has but its name. It runs in a turn.
func (w *World) end() error {
	err := w.control.Store.Delete(w.Name())
	if err != nil && !errors.Is(err, store.ErrNoSandbox) {
		return err
	}
	w.gone = true
	w.idle.stop()
	w.drop()
	return nil
}

// provider finds a provider by its name.
func (c *Control) provider(field, name string) (*provider.Provider, error) {
	for _, p := range c.Providers {
		if p.Name == name {
			return p, nil
		}
	}
	return nil, &Problem{Status: http.StatusBadRequest, Field: field, Accepted: c.providerNames(), Detail: fmt.Sprintf("no provider is called %q", shorten(name))}
}

func (c *Control) providerNames() []string {
	names := make([]string, len(c.Providers))
	for i, p := range c.Providers {
		names[i] = p.Name
	}
	return names
}
