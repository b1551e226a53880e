package store

import (
	"sync"
	"sync/atomic"
	"time"
)

// Sandbox is one private world: rows, ids and a clock that no other sandbox shares.
type Sandbox struct {
	name   string
	clock  *Clock
	schema *Schema
	ids    IDSource

	credentials atomic.Pointer[[]*Credential] // replaced, never edited, under the lock of the store

	mu      sync.RWMutex // covers everything below
	state   state
	origin  state
	counter uint64
}

// Name is the sandbox's name, "default" for the one that always exists.
func (s *Sandbox) Name() string { return s.name }

// Clock is the sandbox's own clock.
func (s *Sandbox) Clock() *Clock { return s.clock }

// Credentials lists a provider's credentials in the sandbox, in the order in which they were added.
func (s *Sandbox) Credentials(provider string) []*Credential {
	var some []*Credential
	for _, c := range s.allCredentials() {
		if c.Provider == provider {
			some = append(some, c)
		}
	}
	return some
}

func (s *Sandbox) allCredentials() []*Credential {
	if all := s.credentials.Load(); all != nil {
		return *all
	}
	return nil
}

func (s *Sandbox) addCredential(c *Credential) {
	more := append(s.allCredentials(), c) // behind the end of what readers see; the store's lock keeps writers apart
	s.credentials.Store(&more)
}

// Read runs a function on one consistent state of the rows. now is the instant of the request.
func (s *Sandbox) Read(now time.Time, read func(*Tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return read(&Tx{sandbox: s, state: s.state, now: now})
}

// Write runs a function that may change rows. When it returns an error or panics, nothing has changed.
func (s *Sandbox) Write(now time.Time, write func(*Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx := &Tx{sandbox: s, state: s.state, now: now, writable: true}
	done := false
	defer func() {
		if !done {
			tx.rollBack()
		}
	}()
	err := write(tx)
	done = err == nil
	return err
}

// Load replaces all rows with what the function puts, and makes that the origin. When the function returns an error,
// nothing has changed. The function works on a state of its own, so readers go on until it is done.
func (s *Sandbox) Load(now time.Time, fill func(*Tx) error) error {
	fresh := s.schema.newState()
	tx := &Tx{sandbox: s, state: fresh, now: now, writable: true, loading: true}
	if err := fill(tx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.origin, s.state, s.counter = fresh, fresh.fork(), 0
	return nil
}

// Reset brings the rows back to the origin and tells what it took away, a table that differed an entry.
func (s *Sandbox) Reset() []Leftover {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.leftoversLocked()
	s.state, s.counter = s.origin.fork(), 0
	return left
}

func (s *Sandbox) leftoversLocked() []Leftover {
	var left []Leftover
	for i, kind := range s.schema.kinds {
		if kind.isDerived() {
			continue
		}
		if l := s.state[i].leftover(s.origin[i]); l.Added+l.Changed+l.Removed > 0 {
			left = append(left, l)
		}
	}
	return left
}

// forkState shares the sandbox's present rows with a new owner.
func (s *Sandbox) forkState() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.fork()
}

// TableSize is the number of rows of a table.
type TableSize struct {
	Table string
	Rows  int
}

// Sizes counts the rows of every table that is not derived, in the order of the schema.
func (s *Sandbox) Sizes() []TableSize {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var sizes []TableSize
	for i, kind := range s.schema.kinds {
		if !kind.isDerived() {
			sizes = append(sizes, TableSize{Table: kind.tableName(), Rows: s.state[i].size()})
		}
	}
	return sizes
}
