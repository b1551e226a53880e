package store

import "sync"

// Snapshot is the rows of a sandbox at one moment, never changed. It shares its nodes with the sandbox.
type Snapshot struct {
	mu      sync.Mutex // copying a tree marks it, so one copies at a time
	state   state
	origin  state // what the rows are known to differ from
	counter uint64
	emitted int64
}

// Snapshot keeps the present rows.
func (s *Sandbox) Snapshot() *Snapshot {
	s.mu.Lock() // a copy marks the copied too
	defer s.mu.Unlock()
	return &Snapshot{state: s.state.copy(), origin: s.origin, counter: s.counter, emitted: s.emitted}
}

// Restore brings back the rows of a snapshot of this sandbox. Its origin stays what it was, and events that nobody has
// taken are dropped.
func (s *Sandbox) Restore(snapshot *Snapshot) {
	rows := snapshot.copy()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !snapshot.origin.is(s.origin) {
		rows.forgetOrigin()
	}
	s.state, s.counter, s.emitted = rows, snapshot.counter, snapshot.emitted
	s.outbox.Take()
}

// Sizes counts the rows of every table that is not derived, in the order of the schema.
func (s *Snapshot) Sizes() []TableSize { return s.state.sizes() }

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

// is tells whether two states are the very same.
func (st state) is(other state) bool {
	return len(st) == len(other) && (len(st) == 0 || st[0] == other[0])
}

// forgetOrigin has every table compared row by row with the origin.
func (st state) forgetOrigin() {
	for _, table := range st {
		table.forgetOrigin()
	}
}
