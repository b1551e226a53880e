package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Default is the name of the sandbox that always exists.
const Default = "default"

// ErrNoSandbox says that no sandbox has the name.
var ErrNoSandbox = errors.New("no such sandbox")

// ErrSandboxExists says that a sandbox has the name already.
var ErrSandboxExists = errors.New("the sandbox exists already")

// Store is all sandboxes and the index of credentials that select them.
type Store struct {
	schema *Schema
	ring   func(*Sandbox) // see Listen

	mu        sync.RWMutex // covers what follows, never held together with a sandbox's lock
	sandboxes map[string]*Sandbox
	accounts  map[credentialKey]account
	former    formers
}

// New returns a store without sandboxes. The schema must be complete.
func New(schema *Schema) *Store {
	return &Store{schema: schema, sandboxes: map[string]*Sandbox{}, accounts: map[credentialKey]account{}}
}

// Create adds an empty sandbox.
func (s *Store) Create(name string, clock *Clock) (*Sandbox, error) {
	return s.add(name, clock, s.schema.newState())
}

// Fork adds a sandbox with the rows of a snapshot, which become its origin. Credentials are not copied.
func (s *Store) Fork(from *Snapshot, name string, clock *Clock) (*Sandbox, error) {
	from.mu.Lock()
	rows := from.state.fork()
	from.mu.Unlock()
	return s.add(name, clock, rows)
}

func (s *Store) add(name string, clock *Clock, rows state) (*Sandbox, error) {
	sandbox := &Sandbox{name: name, clock: clock, schema: s.schema, ids: NewIDSource(name), origin: rows, state: rows.fork()}
	sandbox.outbox.ring = s.ring
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.sandboxes[name]; taken {
		return nil, fmt.Errorf("%w: %s", ErrSandboxExists, name)
	}
	s.sandboxes[name] = sandbox
	return sandbox, nil
}

// Sandbox finds a sandbox by name.
func (s *Store) Sandbox(name string) (*Sandbox, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if sandbox, ok := s.sandboxes[name]; ok {
		return sandbox, nil
	}
	return nil, fmt.Errorf("%w: %s", ErrNoSandbox, name)
}

// Sandboxes lists all sandboxes by name.
func (s *Store) Sandboxes() []*Sandbox {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]*Sandbox, 0, len(s.sandboxes))
	for _, sandbox := range s.sandboxes {
		all = append(all, sandbox)
	}
	slices.SortFunc(all, func(a, b *Sandbox) int { return cmp.Compare(a.name, b.name) })
	return all
}

// Delete removes a sandbox and its credentials, which are unknown from then on. It fails with ErrNoSandbox.
func (s *Store) Delete(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sandbox, ok := s.sandboxes[name]
	if !ok {
		return fmt.Errorf("%w: %s", ErrNoSandbox, name)
	}
	for _, c := range sandbox.allCredentials() {
		delete(s.accounts, c.key())
		s.former.add(c, OfDeleted)
	}
	delete(s.sandboxes, name)
	return nil
}
