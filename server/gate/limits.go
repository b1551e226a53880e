package gate

import (
	"net/http"

	"mockserver/server/limit"
	"mockserver/server/provider"
	"mockserver/store"
)

// Limits is the rate limits of all credentials. A limiter is made when its credential is first used. Safe for
// concurrent use.
type Limits struct{ rooms rooms[sandboxLimits] }

func newLimits(s *store.Store) *Limits {
	l := new(Limits)
	l.rooms.store, l.rooms.make, l.rooms.end = s, func() *sandboxLimits { return new(sandboxLimits) }, (*sandboxLimits).reset
	return l
}

// Policy is the limit in force for a credential of a sandbox: the vendor's, with what the sandbox overrides. It is off
// for a vendor without one.
func (l *Limits) Policy(sandbox *store.Sandbox, p *provider.Provider, credential *store.Credential) provider.LimitPolicy {
	if p.Limit == nil {
		return provider.LimitPolicy{Mode: provider.LimitOff}
	}
	return l.rooms.of(sandbox).policy(p, sandbox, credential)
}

// Overridden is what a sandbox overrides of a provider's limit, false for nothing.
func (l *Limits) Overridden(sandbox *store.Sandbox, p *provider.Provider) (provider.LimitPolicy, bool) {
	own, ok := l.rooms.of(sandbox).override(p.Name)
	return own, ok
}

// Override changes the limit of all of a provider's credentials in a sandbox: what is zero in the policy stays as each
// credential has it, its algorithm is the vendor's. nil takes the override away. What cannot be is a
// *provider.FieldError. A credential whose limit changes starts afresh.
func (l *Limits) Override(sandbox *store.Sandbox, p *provider.Provider, policy *provider.LimitPolicy) error {
	if policy != nil {
		if err := checkOverride(sandbox, p, *policy); err != nil {
			return err
		}
	}
	l.rooms.of(sandbox).setOverride(p.Name, policy)
	return nil
}

// Reading is what a credential has left, and counts nothing. It is false when nothing is counted for the credential.
func (l *Limits) Reading(sandbox *store.Sandbox, p *provider.Provider, credential *store.Credential) (provider.Allowance, bool) {
	policy := l.Policy(sandbox, p, credential)
	if policy.Mode == provider.LimitOff {
		return provider.Allowance{Policy: policy, Allowed: true}, false
	}
	verdict := l.rooms.of(sandbox).limiter(sandbox, credential, policy).Read(momentOf(sandbox))
	return allowance(policy, verdict), true
}

// Place leaves a credential so many requests: 0 puts it before the wall. What cannot be is a *provider.FieldError.
func (l *Limits) Place(sandbox *store.Sandbox, p *provider.Provider, credential *store.Credential, remaining int) error {
	policy := l.Policy(sandbox, p, credential)
	if policy.Mode == provider.LimitOff {
		return provider.BadField("remaining", "the credential has no rate limit")
	}
	if most := policy.Most(); remaining < 0 || remaining > most {
		return provider.BadField("remaining", "must be from 0 to %d, the most that the limit leaves, not %d", most, remaining)
	}
	l.rooms.of(sandbox).limiter(sandbox, credential, policy).Place(momentOf(sandbox), remaining)
	return nil
}

// LimitsSnapshot is how the limits of a sandbox stood at a moment.
type LimitsSnapshot struct {
	limiters  map[*store.Credential]limiter
	overrides map[string]provider.LimitPolicy
}

// Snapshot keeps how far every credential has used its limit, and the overrides.
func (l *Limits) Snapshot(sandbox *store.Sandbox) *LimitsSnapshot {
	return l.rooms.of(sandbox).snapshot()
}

// Restore brings back what a snapshot of the same sandbox kept. If the clock is to be set too, set it before.
func (l *Limits) Restore(sandbox *store.Sandbox, snapshot *LimitsSnapshot) {
	l.rooms.of(sandbox).restore(sandbox, snapshot)
}

// Reset makes every limit whole again and takes the overrides away.
func (l *Limits) Reset(sandbox *store.Sandbox) { l.rooms.of(sandbox).reset() }

// Held is how many credentials of a sandbox are counted.
func (l *Limits) Held(sandbox *store.Sandbox) int { return l.rooms.of(sandbox).held() }

// momentOf is the present of a sandbox.
func momentOf(sandbox *store.Sandbox) limit.Moment {
	now, turn := sandbox.Clock().Reading()
	return limit.Moment{Now: now, Turn: turn}
}

func allowance(policy provider.LimitPolicy, verdict limit.Verdict) provider.Allowance {
	return provider.Allowance{
		Policy: policy, Allowed: verdict.Allowed || policy.Mode == provider.LimitHeadersOnly,
		Remaining: verdict.Remaining, Reset: verdict.Reset, RetryAfter: verdict.Wait,
	}
}

// limit counts the request against its credential's limit and tells the client how it stands.
func (x *exchange) limit(header http.Header) *provider.Error {
	if x.provider.Limit == nil {
		return nil
	}
	limits := x.gates.limits.rooms.of(x.Sandbox)
	policy := limits.policy(x.provider, x.Sandbox, x.Credential)
	if policy.Mode == provider.LimitOff {
		return nil
	}
	left := allowance(policy, limits.limiter(x.Sandbox, x.Credential, policy).Take(limit.Moment{Now: x.Now, Turn: x.turn}))
	setHeaders(header, x.provider.Dialect.LimitHeaders(x.Sandbox, left, x.Now))
	if left.Allowed {
		return nil
	}
	return provider.Refuse(x.refusals.TooMany, "the credential may make %s; the next one is allowed in %s on the sandbox's clock", policy, left.RetryAfter)
}

// setHeaders spells the names as the vendor does: http.Header's Set would spell them in Go's way, and scripts look for
// the vendor's.
func setHeaders(header http.Header, lines []provider.Header) {
	values := make([]string, len(lines))
	for i, line := range lines {
		values[i] = line.Value
		header[line.Name] = values[i : i+1 : i+1]
	}
}
