package control

import (
	"context"
	"fmt"
	"sync"

	"mockserver/store"
)

// World is one sandbox and all that belongs to it. Safe for concurrent use.
type World struct {
	control  *Control
	sandbox  *store.Sandbox
	settings Settings
	idle     idler

	born       []store.Credential // what it was created with; the turn covers it and the next
	bornMinted int                // tokens drawn by then
	seed       beginning          // what it was created with, whatever has replaced it since; the turn covers it

	turns chan struct{} // who holds the one token may change more than one thing
	gone  bool          // deleted; the turn covers it

	mu        sync.Mutex
	minted    int // tokens drawn so far; the turn covers it
	snapshots []*snapshot
	named     int // names of snapshots made up so far
}

// beginning is rows and credentials that a sandbox can be brought back to.
type beginning struct {
	rows   store.Origin
	born   []store.Credential
	minted int
}

func newWorld(c *Control, sandbox *store.Sandbox) *World {
	w := &World{control: c, sandbox: sandbox, turns: make(chan struct{}, 1)}
	w.turns <- struct{}{}
	return w
}

// Name is the sandbox's name.
func (w *World) Name() string { return w.sandbox.Name() }

// Sandbox is the sandbox's rows.
func (w *World) Sandbox() *store.Sandbox { return w.sandbox }

// turn waits until no other operation of the world runs, and then runs one.
func (w *World) turn(ctx context.Context, operation func() error) error {
	select {
	case <-w.turns:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.control.closing.Done():
		return errClosing
	}
	defer func() { w.turns <- struct{}{} }()
	if w.gone {
		return fmt.Errorf("%w: %q", store.ErrNoSandbox, w.Name())
	}
	w.idle.touch()
	return operation()
}

// drop lets go of what others hold of the sandbox.
func (w *World) drop() {
	w.control.Gates.Drop(w.sandbox)
	w.control.Webhooks.Drop(w.sandbox)
}
