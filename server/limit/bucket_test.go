package limit_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mockserver/server/limit"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func start() time.Time { return time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC) }

// after is the moment so much later than the start, on a clock that was never set back.
func after(d time.Duration) limit.Moment { return limit.Moment{Now: start().Add(d)} }

// drain takes as many tokens as there are.
func drain(tb testing.TB, b interface {
	Take(at limit.Moment) limit.Verdict
}, at limit.Moment,
) (taken int) {
	tb.Helper()
	for b.Take(at).Allowed {
		taken++
		require.Less(tb, taken, 1000)
	}
	return taken
}

func TestABucketHoldsItsBurstAndFillsSteadily(t *testing.T) {
	t.Parallel()
	b := limit.NewTokenBucket(10, 20)
	for left := 19; left >= 0; left-- {
		verdict := b.Take(after(0))
		require.True(t, verdict.Allowed)
		require.Equal(t, left, verdict.Remaining)
		require.Equal(t, start().Add(time.Duration(20-left)*100*time.Millisecond), verdict.Reset)
	}
	refused := b.Take(after(0))
	assert.Equal(t, limit.Verdict{Reset: start().Add(2 * time.Second), Wait: 100 * time.Millisecond}, refused)

	assert.False(t, b.Take(after(99*time.Millisecond)).Allowed)
	assert.True(t, b.Take(after(100*time.Millisecond)).Allowed, "one token after 100 ms")
	assert.False(t, b.Take(after(100*time.Millisecond)).Allowed, "and only one")
	assert.Equal(t, 20, drain(t, b, after(2100*time.Millisecond)), "full two seconds later")
	assert.Equal(t, 20, drain(t, b, after(time.Hour)), "never more than full")
}

func TestABucketIsNotCheatedByRequestsThatWereOvertaken(t *testing.T) {
	t.Parallel()
	b := limit.NewTokenBucket(10, 20)
	drain(t, b, after(time.Second))
	assert.False(t, b.Take(after(0)).Allowed, "it arrived late")
	assert.False(t, b.Take(after(time.Second)).Allowed, "what was taken stays taken")
	assert.Equal(t, 1, drain(t, b, after(1100*time.Millisecond)))
}

func TestABucketIsFullAgainWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	b := limit.NewTokenBucket(10, 20)
	drain(t, b, after(time.Hour))
	earlier := limit.Moment{Now: start(), Turn: 1}
	assert.Equal(t, 20, drain(t, b, earlier))
	assert.False(t, b.Take(after(2*time.Hour)).Allowed, "a request from before the clock was set back")
	assert.Equal(t, 1, drain(t, b, limit.Moment{Now: start().Add(100 * time.Millisecond), Turn: 1}))
}

func TestABucketAdmitsExactlyWhatItHoldsToManyAtOnce(t *testing.T) {
	t.Parallel()
	b := limit.NewTokenBucket(10, 20)
	var admitted atomic.Int64
	var all sync.WaitGroup
	for range 1000 {
		all.Go(func() {
			if b.Take(after(0)).Allowed {
				admitted.Add(1)
			}
		})
	}
	all.Wait()
	assert.EqualValues(t, 20, admitted.Load())
}

// A bucket counted in whole nanoseconds must agree with the library's, whatever the steps of the clock.
func TestABucketAgreesWithASlowOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		perSecond, burst := rapid.SampledFrom([]int{1, 2, 5, 10, 50, 100}).Draw(t, "per second"), rapid.IntRange(1, 30).Draw(t, "burst")
		token := int64(time.Second) / int64(perSecond) // nanoseconds that make one
		b := limit.NewTokenBucket(perSecond, burst)
		now, held := int64(0), int64(burst)*token
		for _, step := range rapid.SliceOfN(rapid.Int64Range(0, 300), 1, 100).Draw(t, "milliseconds") {
			passed := step * int64(time.Millisecond)
			now, held = now+passed, min(held+passed, int64(burst)*token)
			verdict := b.Take(after(time.Duration(now)))
			if held >= token {
				held -= token
				require.True(t, verdict.Allowed)
			} else {
				require.False(t, verdict.Allowed)
			}
			require.EqualValues(t, held/token, verdict.Remaining)
			require.WithinDuration(t, start().Add(time.Duration(now+int64(burst)*token-held)), verdict.Reset, time.Microsecond)
		}
	})
}
