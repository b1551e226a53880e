package limit_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mockserver/server/limit"

	"github.com/stretchr/testify/assert"
)

func TestAWindowBeginsWithItsFirstRequest(t *testing.T) {
	t.Parallel()
	w := limit.NewWindow(3, 10*time.Second)
	end := start().Add(17 * time.Second)
	assert.Equal(t, limit.Verdict{Allowed: true, Remaining: 2, Reset: end}, w.Take(after(7*time.Second)))
	assert.Equal(t, limit.Verdict{Allowed: true, Remaining: 1, Reset: end}, w.Take(after(8*time.Second)))
	assert.Equal(t, limit.Verdict{Allowed: true, Remaining: 0, Reset: end, Wait: time.Second}, w.Take(after(16*time.Second)))
	assert.Equal(t, limit.Verdict{Reset: end, Wait: time.Nanosecond}, w.Take(after(17*time.Second-1)))
	assert.Equal(t, limit.Verdict{Allowed: true, Remaining: 2, Reset: end.Add(10 * time.Second)}, w.Take(after(17*time.Second)))
}

func TestAWindowDoesNotSlide(t *testing.T) {
	t.Parallel()
	w := limit.NewWindow(3, 10*time.Second)
	w.Take(after(0))
	w.Take(after(9 * time.Second))
	assert.Equal(t, 3, drain(t, w, after(10*time.Second)), "the request a second ago belongs to the window before")
}

func TestAWindowIsFreshWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	w := limit.NewWindow(3, 10*time.Second)
	drain(t, w, after(5*time.Second))
	assert.False(t, w.Take(after(0)).Allowed, "overtaken, not set back")
	assert.Equal(t, 3, drain(t, w, limit.Moment{Now: start().Add(time.Second), Turn: 1}))
}

func TestAWindowAdmitsExactlyItsNumberToManyAtOnce(t *testing.T) {
	t.Parallel()
	w := limit.NewWindow(50, 10*time.Second)
	var admitted atomic.Int64
	var all sync.WaitGroup
	for range 1000 {
		all.Go(func() {
			if w.Take(after(0)).Allowed {
				admitted.Add(1)
			}
		})
	}
	all.Wait()
	assert.EqualValues(t, 50, admitted.Load())
}
