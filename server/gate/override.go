package gate

import (
	"slices"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// overridden is a credential's policy with what a sandbox sets in its place. A credential without a limit stays without
// one until the override says how many requests there are to be.
func overridden(policy, own provider.LimitPolicy) provider.LimitPolicy {
	if own.Mode != "" {
		policy.Mode = own.Mode
	}
	set := func(to *int, value int) {
		if value > 0 {
			*to = value
		}
	}
	set(&policy.Requests, own.Requests)
	set(&policy.Rate, own.Rate)
	set(&policy.Burst, own.Burst)
	if own.Window > 0 {
		policy.Window = own.Window
	}
	if policy.Algorithm == provider.TokenBucket && policy.Rate > 0 && policy.Burst == 0 {
		policy.Burst = policy.Rate
	}
	if policy.Most() == 0 {
		policy.Mode = provider.LimitOff
	}
	return policy
}

// Bounds of a limit that a sandbox sets.
const (
	mostRequests  = 1_000_000
	longestWindow = 366 * 24 * time.Hour
)

// checkOverride refuses what a provider's limit does not have.
func checkOverride(sandbox *store.Sandbox, p *provider.Provider, own provider.LimitPolicy) error {
	if p.Limit == nil {
		return provider.BadField("provider", "%s has no rate limit", p.Name)
	}
	if own.Mode != "" && !slices.Contains(provider.LimitModes(), own.Mode) {
		return provider.BadField("mode", "must be one of %v, not %q", provider.LimitModes(), own.Mode)
	}
	algorithm, known := algorithmOf(sandbox, p)
	for _, field := range []struct {
		name        string
		value, most int64
		of          provider.LimitAlgorithm
	}{
		{"limit", int64(own.Requests), mostRequests, provider.FixedWindow},
		{"window", int64(own.Window), int64(longestWindow), provider.FixedWindow},
		{"rate", int64(own.Rate), mostRequests, provider.TokenBucket},
		{"burst", int64(own.Burst), mostRequests, provider.TokenBucket},
	} {
		if field.value < 0 || field.value > field.most {
			return provider.BadField(field.name, "must be above 0 and within bounds")
		}
		if field.value > 0 && known && field.of != algorithm {
			return provider.BadField(field.name, "the limit of %s has none: it is %s", p.Name, algorithm)
		}
	}
	return nil
}

// algorithmOf is how a provider counts, as far as the sandbox has a credential to ask for.
func algorithmOf(sandbox *store.Sandbox, p *provider.Provider) (_ provider.LimitAlgorithm, known bool) {
	for _, credential := range sandbox.Credentials(p.Name) {
		return p.Limit(sandbox, credential).Algorithm, true
	}
	return 0, false
}
