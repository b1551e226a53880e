package gate

import (
	"slices"

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
		name  string
		value int64
		of    provider.LimitAlgorithm
	}{
		{"limit", int64(own.Requests), provider.FixedWindow},
		{"window", int64(own.Window), provider.FixedWindow},
		{"rate", int64(own.Rate), provider.TokenBucket},
		{"burst", int64(own.Burst), provider.TokenBucket},
	} {
		if field.value < 0 {
			return provider.BadField(field.name, "must be above 0")
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
