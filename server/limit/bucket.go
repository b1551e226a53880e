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
	now := b.settle(at)
	allowed := b.held.AllowN(now, 1)
	return b.verdict(now, allowed)
}

// Read tells how the bucket stands.
func (b *TokenBucket) Read(at Moment) Verdict {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.settle(at)
	return b.verdict(now, whole(b.held.TokensAt(now)) > 0)
}

// Place leaves so many tokens in the bucket.
func (b *TokenBucket) Place(at Moment, remaining int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.settle(at)
	b.fillTo(now, float64(remaining))
}

// Copy is a bucket of its own that stands as this one does.
func (b *TokenBucket) Copy() Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	copied := NewTokenBucket(b.perSecond, b.burst)
	copied.time = b.time
	copied.fillTo(b.time.latest.Now, b.held.TokensAt(b.time.latest.Now))
	return copied
}

// Rejoin brings a bucket that was kept aside to the present.
func (b *TokenBucket) Rejoin(at Moment) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.time.rejoin(at) {
		b.fill()
	}
}

// settle moves to a moment; the bucket is full when the clock was set back before it.
func (b *TokenBucket) settle(at Moment) (now time.Time) {
	now, setBack := b.time.move(at)
	if setBack {
		b.fill()
	}
	return now
}

func (b *TokenBucket) verdict(now time.Time, allowed bool) Verdict {
	tokens := b.held.TokensAt(now)
	return Verdict{
		Allowed: allowed, Remaining: whole(tokens),
		Reset: now.Add(b.timeFor(float64(b.burst) - tokens)), Wait: b.timeFor(1 - tokens),
	}
}

// fillTo makes the bucket hold so many tokens at an instant. The library takes whole tokens only, so a part of one is
// what has dripped in since a moment before: to the nanosecond, and exactly where the rate divides a second.
func (b *TokenBucket) fillTo(now time.Time, tokens float64) {
	b.fill()
	full := whole(tokens)
	part := max(0, tokens-float64(full))
	since := time.Duration(math.Round(part / float64(b.perSecond) * float64(time.Second)))
	b.held.AllowN(now.Add(-since), b.burst-full)
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
