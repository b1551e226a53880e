package gate

import (
	"sync"

	"mockserver/store"
)

// rooms keeps one T for each sandbox, made on first use and let go of with the sandbox.
type rooms[T any] struct {
	store *store.Store // nil: every sandbox lives for ever
	make  func() *T
	end   func(*T) // of one whose sandbox is deleted; may be called twice
	all   sync.Map // *store.Sandbox → *T
}

// of finds what a sandbox has. A request that outlives its sandbox gets something that nobody else sees.
func (r *rooms[T]) of(sandbox *store.Sandbox) *T {
	if found, ok := r.all.Load(sandbox); ok {
		return found.(*T)
	}
	found, _ := r.all.LoadOrStore(sandbox, r.make())
	if !r.lives(sandbox) { // looked up after storing: whoever deletes the sandbox later finds it
		r.drop(sandbox)
		r.end(found.(*T))
	}
	return found.(*T)
}

func (r *rooms[T]) lives(sandbox *store.Sandbox) bool {
	if r.store == nil {
		return true
	}
	known, err := r.store.Sandbox(sandbox.Name())
	return err == nil && known == sandbox
}

// peek finds what a sandbox has so far, nil when it has nothing.
func (r *rooms[T]) peek(sandbox *store.Sandbox) *T {
	if found, ok := r.all.Load(sandbox); ok {
		return found.(*T)
	}
	return nil
}

// drop lets go of what a sandbox had.
func (r *rooms[T]) drop(sandbox *store.Sandbox) {
	if found, ok := r.all.LoadAndDelete(sandbox); ok {
		r.end(found.(*T))
	}
}

// each visits all of them, in no order.
func (r *rooms[T]) each(visit func(*T)) {
	r.all.Range(func(_, found any) bool {
		visit(found.(*T))
		return true
	})
}
