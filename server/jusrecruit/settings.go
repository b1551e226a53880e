package jusrecruit

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// Settings are what a user may change about the imitation.
type Settings struct {
	RateLimit   provider.LimitMode
	LimitHeader LimitHeader
	ResetFormat ResetFormat
}

// LimitHeader says which number stands in X-RateLimit-Limit: the page calls it the limit of requests a second, while
// it lets bursts go beyond that (reference, B5).
type LimitHeader string

// The numbers for X-RateLimit-Limit.
const (
	LimitSteady LimitHeader = "steady" // the rate: 10 a second
	LimitBurst  LimitHeader = "burst"  // the bucket: 20
)

// ResetFormat says how X-RateLimit-Reset tells the time, which the page leaves open (reference, B5).
type ResetFormat string

// The formats of X-RateLimit-Reset.
const (
	ResetEpoch ResetFormat = "epoch" // Unix seconds
	ResetDelta ResetFormat = "delta" // seconds from now
)

// DefaultSettings are the vendor's ways as far as known.
func DefaultSettings() Settings {
	return Settings{RateLimit: provider.LimitEnforce, LimitHeader: LimitSteady, ResetFormat: ResetEpoch}
}

// The limit of a key that has no other (page, "Rate Limits").
const (
	defaultRate  = 10 // requests a second
	defaultBurst = 20
)

// limit is a key's token bucket; see provider.Provider.Limit. A key with a rate of 0 has none.
func (s Settings) limit(_ *store.Sandbox, credential *store.Credential) provider.LimitPolicy {
	key := keyOf(credential)
	policy := provider.LimitPolicy{Mode: s.RateLimit, Algorithm: provider.TokenBucket, Rate: key.Rate, Burst: key.Burst}
	if key.Rate == 0 {
		policy.Mode = provider.LimitOff
	}
	return policy
}
