package store

import (
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
)

type credentialKey struct{ provider, token string }

type account struct {
	credential *Credential
	sandbox    *Sandbox
}

// TokenTakenError says that a token already selects a sandbox.
type TokenTakenError struct{ Provider, Sandbox, Masked string }

func (e TokenTakenError) Error() string {
	return fmt.Sprintf("the %s token %s already belongs to the sandbox %q", e.Provider, e.Masked, e.Sandbox)
}

// AddCredential makes a token select its sandbox. It fails with TokenTakenError or ErrNoSandbox.
func (s *Store) AddCredential(credential Credential) error {
	_, err := s.ReplaceCredentials(credential.Sandbox, nil, []Credential{credential})
	return err
}

// ReplaceCredentials takes away those credentials of a sandbox that drop names (nil: none) and adds others, all of it
// or nothing. It fails with TokenTakenError, also when two of the added are the same, or ErrNoSandbox.
func (s *Store) ReplaceCredentials(name string, drop func(*Credential) bool, add []Credential) ([]*Credential, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sandbox, ok := s.sandboxes[name]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoSandbox, name)
	}
	kept := slices.Clone(sandbox.allCredentials())
	if drop != nil {
		kept = slices.DeleteFunc(kept, drop)
	}
	if err := s.freeLocked(sandbox, kept, add); err != nil {
		return nil, err
	}
	before := sandbox.allCredentials()
	for _, c := range before {
		delete(s.accounts, c.key())
	}
	added := make([]*Credential, len(add))
	for i := range add {
		added[i] = sandbox.newCredential(add[i])
	}
	sandbox.number(kept, added)
	all := append(kept, added...)
	for _, c := range all {
		s.accounts[c.key()] = account{c, sandbox}
		s.former.forget(c)
	}
	for _, c := range before {
		if _, back := s.accounts[c.key()]; !back {
			s.former.add(c, Revoked)
		}
	}
	sandbox.credentials.Store(&all)
	return added, nil
}

// freeLocked tells whether the tokens to add select nothing else once the sandbox has only its kept credentials.
func (s *Store) freeLocked(sandbox *Sandbox, kept []*Credential, add []Credential) error {
	taken := make(map[credentialKey]bool, len(kept)+len(add))
	for _, c := range kept {
		taken[c.key()] = true
	}
	for i := range add {
		key := add[i].key()
		owner, live := s.accounts[key]
		if live && owner.sandbox != sandbox || taken[key] {
			name := sandbox.name
			if live {
				name = owner.sandbox.name
			}
			return TokenTakenError{Provider: key.provider, Sandbox: name, Masked: add[i].Masked()}
		}
		taken[key] = true
	}
	return nil
}

// newCredential completes a credential that is to be added, but for its number.
func (s *Sandbox) newCredential(c Credential) *Credential {
	c.Sandbox, c.lastUse = s.name, new(atomic.Int64)
	return &c
}

// number gives those that have no id the numbers behind the highest one, so that a sandbox that was reset counts again as
// it did before.
func (s *Sandbox) number(kept, added []*Credential) {
	var highest int64
	for _, c := range slices.Concat(kept, added) {
		if number, err := strconv.ParseInt(c.ID, 10, 64); err == nil {
			highest = max(highest, number)
		}
	}
	for _, c := range added {
		if c.ID == "" {
			highest++
			c.ID = strconv.FormatInt(highest, 10)
		}
	}
}

// Identify finds the credential of a provider's token and the sandbox it selects.
func (s *Store) Identify(provider, token string) (*Credential, *Sandbox, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found, ok := s.accounts[credentialKey{provider, token}]
	return found.credential, found.sandbox, ok
}
