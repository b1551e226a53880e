package gate

import (
	"net/http"
	"sync"

	"mockserver/server/limit"
	"mockserver/server/provider"
	"mockserver/store"
)

// limits is the limiters of all sandboxes. A limiter is made when its credential is first used.
type limits struct {
	bySandbox sync.Map // *store.Sandbox → *sandboxLimits
}

func (l *limits) of(sandbox *store.Sandbox) *sandboxLimits {
	if found, ok := l.bySandbox.Load(sandbox); ok {
		return found.(*sandboxLimits)
	}
	fresh, _ := l.bySandbox.LoadOrStore(sandbox, new(sandboxLimits))
	return fresh.(*sandboxLimits)
}

// sandboxLimits is the limiters of one sandbox's credentials.
type sandboxLimits struct {
	mu           sync.RWMutex
	byCredential map[*store.Credential]limiter
}

// limiter counts the requests of one credential under one policy.
type limiter struct {
	policy provider.LimitPolicy
	taker  taker
}

type taker interface {
	Take(at limit.Moment) limit.Verdict
}

// of finds a credential's limiter. One of another policy is replaced: the limit starts afresh.
func (s *sandboxLimits) of(credential *store.Credential, policy provider.LimitPolicy) taker {
	s.mu.RLock()
	found, ok := s.byCredential[credential]
	s.mu.RUnlock()
	if ok && found.policy == policy {
		return found.taker
	}
	return s.add(credential, policy)
}

func (s *sandboxLimits) add(credential *store.Credential, policy provider.LimitPolicy) taker {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found, ok := s.byCredential[credential]; ok && found.policy == policy {
		return found.taker // another request was faster
	}
	fresh := limiter{policy, newTaker(policy)}
	if s.byCredential == nil {
		s.byCredential = map[*store.Credential]limiter{}
	}
	s.byCredential[credential] = fresh
	return fresh.taker
}

func newTaker(policy provider.LimitPolicy) taker {
	switch policy.Algorithm {
	case provider.TokenBucket:
		return limit.NewTokenBucket(policy.Rate, policy.Burst)
	case provider.FixedWindow:
		return limit.NewWindow(policy.Requests, policy.Window)
	default:
		panic("gate: a limit policy names an unknown algorithm")
	}
}

// limit counts the request against its credential's limit and tells the client how it stands.
func (x *exchange) limit(header http.Header) *provider.Error {
	if x.provider.Limit == nil {
		return nil
	}
	policy := x.provider.Limit(x.Sandbox, x.Credential)
	if policy.Mode == provider.LimitOff {
		return nil
	}
	verdict := x.gates.limits.of(x.Sandbox).of(x.Credential, policy).Take(limit.Moment{Now: x.Now, Turn: x.turn})
	allowance := provider.Allowance{
		Policy: policy, Allowed: verdict.Allowed || policy.Mode == provider.LimitHeadersOnly,
		Remaining: verdict.Remaining, Reset: verdict.Reset, RetryAfter: verdict.Wait,
	}
	// Not by Set: it would spell the names in Go's way, and scripts look for the vendor's.
	lines := x.provider.Dialect.LimitHeaders(x.Sandbox, allowance, x.Now)
	values := make([]string, len(lines))
	for i, line := range lines {
		values[i] = line.Value
		header[line.Name] = values[i : i+1 : i+1]
	}
	if allowance.Allowed {
		return nil
	}
	return provider.Refuse(x.refusals.TooMany, "the credential may make %s; the next one is allowed in %s on the sandbox's clock", policy, verdict.Wait)
}
