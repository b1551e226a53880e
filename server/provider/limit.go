package provider

import (
	"fmt"
	"time"
)

// LimitMode says what becomes of a rate limit. The values are those of the settings.
type LimitMode string

// The modes of a rate limit.
const (
	LimitEnforce     LimitMode = "enforce"      // requests above the limit are refused
	LimitHeadersOnly LimitMode = "headers-only" // requests are counted and told of the limit, never refused
	LimitOff         LimitMode = "off"          // nothing is counted or told
)

// LimitModes lists the modes, the default first.
func LimitModes() []LimitMode { return []LimitMode{LimitEnforce, LimitHeadersOnly, LimitOff} }

// LimitAlgorithm says how requests are counted.
type LimitAlgorithm int

// The algorithms. The zero value is none of them.
const (
	_           LimitAlgorithm = iota
	TokenBucket                // Rate tokens a second, at most Burst of them
	FixedWindow                // Requests in each Window of time
)

// String says how requests are counted.
func (a LimitAlgorithm) String() string {
	switch a {
	case TokenBucket:
		return "a token bucket with rate and burst"
	case FixedWindow:
		return "a fixed window with limit and window"
	default:
		return "none"
	}
}

// LimitPolicy is the rate limit of one credential. Policies can be compared: a credential whose policy changes starts
// afresh.
type LimitPolicy struct {
	Mode      LimitMode
	Algorithm LimitAlgorithm
	Requests  int           // of a fixed window
	Window    time.Duration // of a fixed window
	Rate      int           // of a token bucket, tokens a second
	Burst     int           // of a token bucket, tokens
}

// String says the limit in words.
func (p LimitPolicy) String() string {
	if p.Algorithm == TokenBucket {
		return fmt.Sprintf("%d requests a second and bursts of %d", p.Rate, p.Burst)
	}
	return fmt.Sprintf("%d requests in %s", p.Requests, p.Window)
}

// Most is how many requests it can leave at once, 0 when it is no limit.
func (p LimitPolicy) Most() int {
	switch {
	case p.Algorithm == TokenBucket && p.Rate > 0:
		return p.Burst
	case p.Algorithm == FixedWindow && p.Window > 0:
		return p.Requests
	default:
		return 0
	}
}

// Allowance is what a credential has left of its limit after a request.
type Allowance struct {
	Policy     LimitPolicy
	Allowed    bool
	Remaining  int
	Reset      time.Time     // when the limit is whole again, on the sandbox's clock
	RetryAfter time.Duration // until the next request is allowed
}

// WholeSeconds rounds a duration up, as headers want it.
func WholeSeconds(d time.Duration) int64 {
	return int64((d + time.Second - 1) / time.Second)
}
