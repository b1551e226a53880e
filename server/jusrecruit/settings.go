package jusrecruit

import (
	"slices"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// Settings are what a user may change about the imitation.
type Settings struct {
	RateLimit   provider.LimitMode
	LimitHeader LimitHeader
	ResetFormat ResetFormat
	PublicURL   string     // scheme and host of links; empty for those of the request
	EventNames  EventNames // those that are not named here are called as we call them
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

// settingsOf is what holds in a sandbox.
func (j *JusRecruit) settingsOf(sandbox *store.Sandbox) *Settings {
	return provider.SettingsOf(sandbox.Settings(name), &j.settings)
}

// settings lists what a sandbox may have a value of its own for.
func settings() []provider.Setting {
	return []provider.Setting{
		oneOf("rate_limit", provider.LimitModes(), func(s *Settings) *provider.LimitMode { return &s.RateLimit }),
		oneOf("limit_header", []LimitHeader{LimitSteady, LimitBurst}, func(s *Settings) *LimitHeader { return &s.LimitHeader }),
		oneOf("reset_format", []ResetFormat{ResetEpoch, ResetDelta}, func(s *Settings) *ResetFormat { return &s.ResetFormat }),
	}
}

// oneOf is a setting that takes some words.
func oneOf[W ~string](name string, words []W, of func(*Settings) *W) provider.Setting {
	accepted := make([]string, len(words))
	for i, word := range words {
		accepted[i] = string(word)
	}
	return provider.NewSetting(name, strings.Join(accepted, ", "), func(s *Settings, value string) bool {
		*of(s) = W(value)
		return slices.Contains(words, W(value))
	})
}

// The limit of a key that has no other (page, "Rate Limits").
const (
	defaultRate  = 10 // requests a second
	defaultBurst = 20
)

// limit is a key's token bucket; see provider.Provider.Limit. A key with a rate of 0 has none.
func (j *JusRecruit) limit(sandbox *store.Sandbox, credential *store.Credential) provider.LimitPolicy {
	key := keyOf(credential)
	policy := provider.LimitPolicy{Mode: j.settingsOf(sandbox).RateLimit, Algorithm: provider.TokenBucket, Rate: key.Rate, Burst: key.Burst}
	if key.Rate == 0 {
		policy.Mode = provider.LimitOff
	}
	return policy
}
