package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
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

	mu        sync.RWMutex // covers the two maps, never held together with a sandbox's lock
	sandboxes map[string]*Sandbox
	accounts  map[credentialKey]account
}

// New returns a store without sandboxes. The schema must be complete.
func New(schema *Schema) *Store {
	return &Store{schema: schema, sandboxes: map[string]*Sandbox{}, accounts: map[credentialKey]account{}}
}

// Create adds an empty sandbox.
func (s *Store) Create(name string, clock *Clock) (*Sandbox, error) {
	return s.add(name, clock, s.schema.newState())
}

// Fork adds a sandbox with the rows that another has at this moment. Credentials are not copied.
func (s *Store) Fork(from *Sandbox, name string, clock *Clock) (*Sandbox, error) {
	return s.add(name, clock, from.forkState())
}

func (s *Store) add(name string, clock *Clock, rows state) (*Sandbox, error) {
	sandbox := &Sandbox{name: name, clock: clock, schema: s.schema, ids: NewIDSource(name), origin: rows, state: rows.fork()}
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

// AddCredential makes a token select its sandbox. It fails with TokenTakenError or ErrNoSandbox.
func (s *Store) AddCredential(credential Credential) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sandbox, ok := s.sandboxes[credential.Sandbox]
	if !ok {
		return fmt.Errorf("%w: %s", ErrNoSandbox, credential.Sandbox)
	}
	key := credentialKey{credential.Provider, credential.Token}
	if owner, taken := s.accounts[key]; taken {
		return TokenTakenError{Provider: credential.Provider, Sandbox: owner.credential.Sandbox}
	}
	credential.lastUse = new(atomic.Int64)
	s.accounts[key] = account{&credential, sandbox}
	sandbox.addCredential(&credential)
	return nil
}

// Identify finds the credential of a provider's token and the sandbox it selects.
func (s *Store) Identify(provider, token string) (*Credential, *Sandbox, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found, ok := s.accounts[credentialKey{provider, token}]
	return found.credential, found.sandbox, ok
}
