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

	credentials atomic.Pointer[[]*Credential]  // replaced, never edited, under the lock of the store
	settings    atomic.Pointer[map[string]any] // replaced, never edited
	outbox      Outbox

	mu      sync.RWMutex // covers everything below
	state   state
	origin  state
	counter uint64
	began   uint64 // the counter at the origin
	emitted int64  // events so far
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

// Outbox is where the sandbox's events wait to be told.
func (s *Sandbox) Outbox() *Outbox { return &s.outbox }

// Settings is the settings that the sandbox has of its own for a provider, nil when it has none. The value is the
// provider's and never changed.
func (s *Sandbox) Settings(provider string) any {
	if own := s.settings.Load(); own != nil {
		return (*own)[provider]
	}
	return nil
}

// SetSettings gives the sandbox settings of its own for some providers, and takes those away that it had. The map must
// not be changed afterwards.
func (s *Sandbox) SetSettings(byProvider map[string]any) { s.settings.Store(&byProvider) }

// Read runs a function on one consistent state of the rows. now is the instant of the request.
func (s *Sandbox) Read(now time.Time, read func(*Tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return read(&Tx{sandbox: s, state: s.state, now: now})
}

// Write runs a function that may change rows. When it returns an error or panics, nothing has changed. The events that
// it emitted are told after the lock is given back.
func (s *Sandbox) Write(now time.Time, write func(*Tx) error) error {
	tx := &Tx{sandbox: s, now: now, writable: true}
	if err := s.write(tx, write); err != nil {
		return err
	}
	if len(tx.events) > 0 && s.outbox.ring != nil {
		s.outbox.ring(s)
	}
	return nil
}

func (s *Sandbox) write(tx *Tx, write func(*Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx.state = s.state
	done := false
	defer func() {
		if !done {
			tx.rollBack()
		}
	}()
	err := write(tx)
	done = err == nil
	if done && len(tx.events) > 0 {
		s.outbox.put(tx.events)
	}
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
	s.origin, s.state, s.counter, s.emitted = fresh, fresh.fork(), tx.counter, 0
	s.began = tx.counter
	s.outbox.Take()
	return nil
}

// Origin is what a reset brings a sandbox back to, to be kept while it has another.
type Origin struct {
	rows  state
	began uint64
}

// Origin is the present one.
func (s *Sandbox) Origin() Origin {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return Origin{s.origin, s.began}
}

// ResetTo is Reset, but to an origin that the sandbox had before, which is its origin again.
func (s *Sandbox) ResetTo(earlier Origin) []Leftover {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.leftoversLocked()
	s.origin, s.began = earlier.rows, earlier.began
	s.state, s.counter, s.emitted = s.origin.fork(), s.began, 0
	s.outbox.Take()
	return left
}

// Reset brings the rows back to the origin and tells what it took away, a table that differed an entry.
func (s *Sandbox) Reset() []Leftover {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.leftoversLocked()
	s.state, s.counter, s.emitted = s.origin.fork(), s.began, 0
	s.outbox.Take()
	return left
}

// Leftovers tells what a reset would take away, and takes nothing.
func (s *Sandbox) Leftovers() []Leftover {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.leftoversLocked()
}

func (s *Sandbox) leftoversLocked() []Leftover {
	left := []Leftover{}
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

// TableSize is the number of rows of a table.
type TableSize struct {
	Table string
	Rows  int
}

// Sizes counts the rows of every table that is not derived, in the order of the schema.
func (s *Sandbox) Sizes() []TableSize {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state.sizes()
}
