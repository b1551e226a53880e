package store

import "sync"

// Snapshot is the rows of a sandbox at one moment, never changed. It shares its nodes with the sandbox.
type Snapshot struct {
	mu      sync.Mutex // copying a tree marks it, so one copies at a time
	state   state
	counter uint64
	emitted int64
}

// Snapshot keeps the present rows.
func (s *Sandbox) Snapshot() *Snapshot {
	s.mu.Lock() // a copy marks the copied too
	defer s.mu.Unlock()
	return &Snapshot{state: s.state.copy(), counter: s.counter, emitted: s.emitted}
}

// Restore brings back the rows of a snapshot of this sandbox. Its origin stays what it was, and events that nobody has
// taken are dropped.
func (s *Sandbox) Restore(snapshot *Snapshot) {
	rows := snapshot.copy()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state, s.counter, s.emitted = rows, snapshot.counter, snapshot.emitted
	s.outbox.Take()
}

func (s *Snapshot) copy() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.copy()
}

// copy is a fork that also remembers which rows were touched since the origin.
func (st state) copy() state {
	copied := make(state, len(st))
	for i, table := range st {
		copied[i] = table.copy()
	}
	return copied
}
