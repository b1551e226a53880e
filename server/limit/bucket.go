package limit

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// TokenBucket holds up to a burst of tokens and is refilled steadily; a request takes one. It starts full. Safe for
// concurrent use.
type TokenBucket struct {
	perSecond, burst int

	mu   sync.Mutex
	time timeline
	held *rate.Limiter
}

// NewTokenBucket returns a full bucket. Both numbers must be positive.
func NewTokenBucket(perSecond, burst int) *TokenBucket {
	b := &TokenBucket{perSecond: perSecond, burst: burst}
	b.fill()
	return b
}

// Take takes a token if there is one.
func (b *TokenBucket) Take(at Moment) Verdict {
	b.mu.Lock()
	defer b.mu.Unlock()
	now, setBack := b.time.move(at)
	if setBack {
		b.fill()
	}
	allowed := b.held.AllowN(now, 1)
	tokens := b.held.TokensAt(now)
	return Verdict{
		Allowed: allowed, Remaining: whole(tokens),
		Reset: now.Add(b.timeFor(float64(b.burst) - tokens)), Wait: b.timeFor(1 - tokens),
	}
}

func (b *TokenBucket) fill() { b.held = rate.NewLimiter(rate.Limit(b.perSecond), b.burst) }

// timeFor is how long it takes until so many tokens have been added, to the nanosecond above.
func (b *TokenBucket) timeFor(tokens float64) time.Duration {
	if tokens < insignificant {
		return 0
	}
	return time.Duration(math.Ceil((tokens - insignificant) / float64(b.perSecond) * float64(time.Second)))
}

// insignificant is less of a token than the library cares for: it counts in nanoseconds.
const insignificant = 1e-9

func whole(tokens float64) int { return max(0, int(math.Floor(tokens+insignificant))) }
