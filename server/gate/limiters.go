package gate

import (
	"maps"
	"slices"
	"sync"

	"mockserver/server/limit"
	"mockserver/server/provider"
	"mockserver/store"
)

// sandboxLimits is the limiters of one sandbox's credentials and what it overrides of their limits.
type sandboxLimits struct {
	mu           sync.RWMutex
	byCredential map[*store.Credential]limiter
	overrides    map[string]provider.LimitPolicy // by provider; replaced, never edited
	tidyAt       int                             // how many limiters there may be before those of removed credentials are dropped
}

// limiter counts the requests of one credential under one policy.
type limiter struct {
	policy provider.LimitPolicy
	limit.Limiter
}

func (s *sandboxLimits) override(provider string) (provider.LimitPolicy, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	own, ok := s.overrides[provider]
	return own, ok
}

func (s *sandboxLimits) setOverride(name string, policy *provider.LimitPolicy) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := maps.Clone(s.overrides)
	if changed == nil {
		changed = map[string]provider.LimitPolicy{}
	}
	if policy == nil {
		delete(changed, name)
	} else {
		changed[name] = *policy
	}
	s.overrides = changed
}

// policy is the limit in force for a credential.
func (s *sandboxLimits) policy(p *provider.Provider, sandbox *store.Sandbox, credential *store.Credential) provider.LimitPolicy {
	policy := p.Limit(sandbox, credential)
	if own, ok := s.override(p.Name); ok {
		policy = overridden(policy, own)
	}
	return policy
}

// limiter finds a credential's limiter. One of another policy is replaced: the limit starts afresh.
func (s *sandboxLimits) limiter(sandbox *store.Sandbox, credential *store.Credential, policy provider.LimitPolicy) limit.Limiter {
	s.mu.RLock()
	found, ok := s.byCredential[credential]
	s.mu.RUnlock()
	if ok && found.policy == policy {
		return found.Limiter
	}
	return s.add(sandbox, credential, policy)
}

func (s *sandboxLimits) add(sandbox *store.Sandbox, credential *store.Credential, policy provider.LimitPolicy) limit.Limiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found, ok := s.byCredential[credential]; ok && found.policy == policy {
		return found.Limiter // another request was faster
	}
	fresh := limiter{policy, newLimiter(policy)}
	if s.byCredential == nil {
		s.byCredential = map[*store.Credential]limiter{}
	}
	s.tidy(sandbox)
	s.byCredential[credential] = fresh
	return fresh.Limiter
}

// tidy drops the limiters of credentials that were taken away, every time their number has doubled.
func (s *sandboxLimits) tidy(sandbox *store.Sandbox) {
	const few = 64
	if len(s.byCredential) < max(few, s.tidyAt) {
		return
	}
	maps.DeleteFunc(s.byCredential, func(c *store.Credential, _ limiter) bool {
		return !slices.Contains(sandbox.Credentials(c.Provider), c)
	})
	s.tidyAt = 2 * len(s.byCredential)
}

func (s *sandboxLimits) held() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.byCredential)
}

func newLimiter(policy provider.LimitPolicy) limit.Limiter {
	switch policy.Algorithm {
	case provider.TokenBucket:
		return limit.NewTokenBucket(policy.Rate, policy.Burst)
	case provider.FixedWindow:
		return limit.NewWindow(policy.Requests, policy.Window)
	default:
		panic("gate: a limit policy names an unknown algorithm")
	}
}

func (s *sandboxLimits) snapshot() *LimitsSnapshot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return &LimitsSnapshot{copyLimiters(s.byCredential), s.overrides}
}

func (s *sandboxLimits) restore(sandbox *store.Sandbox, from *LimitsSnapshot) {
	limiters, now := copyLimiters(from.limiters), momentOf(sandbox)
	for _, l := range limiters {
		l.Rejoin(now)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byCredential, s.overrides = limiters, from.overrides
}

func (s *sandboxLimits) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byCredential, s.overrides = nil, nil
}

func copyLimiters(from map[*store.Credential]limiter) map[*store.Credential]limiter {
	copied := make(map[*store.Credential]limiter, len(from))
	for credential, l := range from {
		copied[credential] = limiter{l.policy, l.Copy()}
	}
	return copied
}
