package limit_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"mockserver/server/limit"
)

// TestACopyGoesOnAsItsOriginal: whatever was taken when, and parts of tokens too.
func TestACopyGoesOnAsItsOriginal(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)
	for _, original := range []limit.Limiter{limit.NewWindow(7, 10*time.Second), limit.NewTokenBucket(10, 7)} {
		at := func(step int) limit.Moment {
			return limit.Moment{Now: start.Add(time.Duration(step) * 37 * time.Millisecond)}
		}
		for step := range 50 {
			original.Take(at(step))
			copied := original.Copy()
			assert.Equal(t, original.Read(at(step)), copied.Read(at(step)), step)
			assert.Equal(t, original.Read(at(step+1)), copied.Read(at(step+1)), step)
			again := original.Copy()
			for next := step + 2; next < step+12; next++ {
				assert.Equal(t, copied.Take(at(next)), again.Take(at(next)), next)
			}
		}
	}
}

func TestRejoinForgivesTurnsOfTheClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)
	for _, limiter := range []limit.Limiter{limit.NewWindow(3, time.Minute), limit.NewTokenBucket(1, 3)} {
		limiter.Place(limit.Moment{Now: now}, 1)
		kept := limiter.Copy()
		kept.Rejoin(limit.Moment{Now: now, Turn: 5})
		assert.Equal(t, 1, kept.Read(limit.Moment{Now: now, Turn: 5}).Remaining)
		assert.Equal(t, 3, kept.Read(limit.Moment{Now: now, Turn: 6}).Remaining, "set back after that")
		early := limiter.Copy()
		early.Rejoin(limit.Moment{Now: now.Add(-time.Second), Turn: 5})
		assert.Equal(t, 3, early.Read(limit.Moment{Now: now.Add(-time.Second), Turn: 5}).Remaining)
	}
}
