package webhook

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

func ordered() Change { return Change{Retry: &store.Retry{Ordered: true}} }

// numbers is "1" to "n".
func numbers(n int) (ids []string) {
	for i := range n {
		ids = append(ids, strconv.Itoa(i+1))
	}
	return ids
}

// ringTo has the events from 1 to n happen, ten in a transaction.
func (w *tower) ringTo(n int) {
	w.t.Helper()
	for i := 0; i < n; i += 10 {
		var some []int
		for j := i + 1; j <= min(i+10, n); j++ {
			some = append(some, j)
		}
		w.ring(some...)
	}
}

func TestTenThousandEventsArriveInOrder(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, ordered())
	w.ringTo(10_000)
	w.settle()
	assert.Equal(t, numbers(10_000), r.got())
	assert.Equal(t, Counts{Received: 10_000, Forgotten: 9_000}, w.log().Counts())
}

func TestEventsArriveInAnyOrder(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	w.ringTo(2_000)
	w.settle()
	got := r.got()
	want := numbers(2_000)
	slices.Sort(got)
	slices.Sort(want)
	assert.Equal(t, want, got)
}

func TestAnOrderedEndpointWaitsForTheRetryBefore(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	var calls atomic.Int32
	r := receive(t, func(rw http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) <= 4 {
			rw.WriteHeader(http.StatusInternalServerError)
		}
	})
	w.add(r.URL, Change{Retry: &store.Retry{Attempts: 3, Backoff: []time.Duration{time.Minute}, Ordered: true}})
	other := receive(t, status(200))
	w.add(other.URL, ordered())
	w.ring(1, 2, 3)
	w.settle()
	assert.Equal(t, []string{"1"}, r.got())
	assert.Equal(t, []string{"1", "2", "3"}, other.got(), "another endpoint does not wait")
	w.set(time.Minute)
	assert.Equal(t, []string{"1", "1"}, r.got())
	w.set(2 * time.Minute) // the first is given up
	assert.Equal(t, []string{"1", "1", "1", "2"}, r.got())
	w.set(3 * time.Minute)
	assert.Equal(t, []string{"1", "1", "1", "2", "2", "3"}, r.got())
	assert.Equal(t, Counts{Received: 4 + 1, Failed: 1}, w.log().Counts())
}

func TestHowManyAreInFlight(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	var all, most atomic.Int32
	arrived, leave := make(chan struct{}, 200), make(chan struct{})
	mostOfOne := make([]*atomic.Int32, 3)
	for i := range mostOfOne {
		mostOfOne[i] = new(atomic.Int32)
		var own atomic.Int32
		r := receive(t, func(http.ResponseWriter, *http.Request) {
			raise(&most, all.Add(1))
			raise(mostOfOne[i], own.Add(1))
			arrived <- struct{}{}
			<-leave
			own.Add(-1)
			all.Add(-1)
		})
		w.add(r.URL, Change{})
	}
	w.ringTo(40)
	for range maxFlying {
		<-arrived
	}
	close(leave)
	w.settle()
	assert.Equal(t, Counts{Received: 120}, w.log().Counts())
	assert.LessOrEqual(t, most.Load(), int32(maxFlying))
	for _, own := range mostOfOne {
		assert.LessOrEqual(t, own.Load(), int32(maxEndpointFlying))
	}
}

func raise(most *atomic.Int32, to int32) {
	for at := most.Load(); at < to && !most.CompareAndSwap(at, to); at = most.Load() {
	}
}

func TestAHangingReceiverDelaysNobodyElse(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	leave := make(chan struct{})
	hanging := receive(t, func(http.ResponseWriter, *http.Request) { <-leave })
	t.Cleanup(func() { close(leave) })
	w.add(hanging.URL, Change{})
	w.ringTo(100) // returns, though none is answered

	second, err := w.store.Create("second", store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	swift := receive(t, status(200))
	_, err = w.room.Endpoints(second).Add("bell", Change{URL: &swift.URL})
	require.NoError(t, err)
	w.ringIn(second, 1)
	require.NoError(t, w.room.Settle(t.Context(), second))
	assert.Equal(t, []string{"1"}, swift.got())
	assert.Equal(t, Counts{Pending: 100}, w.log().Counts())

	w.add(swift.URL, Change{}) // in the same sandbox
	w.ringTo(50)
	_, err = w.log().Wait(t.Context(), Filter{State: Received}, 50)
	require.NoError(t, err)
	assert.Equal(t, Counts{Pending: 150, Received: 50}, w.log().Counts())
}

// TestHangingReceiversOfManySandboxesDelayNoOtherSandbox: they take all slots that are shared, and a sandbox has one of
// its own.
func TestHangingReceiversOfManySandboxesDelayNoOtherSandbox(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	const many = 40
	leave, arrived := make(chan struct{}), make(chan struct{}, many*maxFlying)
	hang := func(http.ResponseWriter, *http.Request) {
		arrived <- struct{}{}
		<-leave
	}
	first, second := receive(t, hang), receive(t, hang)
	t.Cleanup(func() { close(leave) })
	for i := range many {
		hung, err := w.store.Create("hung-"+strconv.Itoa(i), store.NewClock(instant(), store.Still))
		require.NoError(t, err)
		for _, url := range []string{first.URL, second.URL} {
			_, err = w.room.Endpoints(hung).Add("bell", Change{URL: &url, Retry: &store.Retry{Timeout: time.Minute}})
			require.NoError(t, err)
		}
		w.ringIn(hung, 1, 2, 3, 4, 5)
	}
	for range maxAllFlying {
		<-arrived
	}
	swift := receive(t, status(200))
	w.add(swift.URL, Change{})
	w.ring(numbersTo(20)...)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // less than what a hanging receiver is given
	defer cancel()
	require.NoError(t, w.room.Settle(ctx, w.sandbox))
	assert.Equal(t, Counts{Received: 20}, w.log().Counts())
	assert.Len(t, swift.got(), 20)
}

// numbersTo is the numbers from 1 to n.
func numbersTo(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestWhatIsTooMuchIsDroppedAndCounted(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: &store.Retry{Attempts: 2, Backoff: []time.Duration{time.Hour}, Ordered: true}})
	require.NoError(t, w.sandbox.Write(instant(), func(tx *store.Tx) error {
		for range maxPending + 5 {
			w.hooks.Emit(tx, ring("x", instant()))
		}
		return nil
	}))
	w.settle()
	assert.Equal(t, Counts{Pending: maxPending, Dropped: 5}, w.log().Counts())
	dropped, _ := w.log().Select(Filter{State: Dropped})
	require.Len(t, dropped, 5)
	assert.Equal(t, "too many deliveries were waiting already", dropped[0].Reason)
	assert.Equal(t, int64(maxPending+1), dropped[0].Number)
}

func TestEventsThatWaitAreBoundedInBytes(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	e := w.add(r.URL, Change{Retry: retry(2, time.Hour)})
	big := ring("1", instant())
	big.Data = make([]byte, maxWaiting/2)
	require.NoError(t, w.sandbox.Write(instant(), func(tx *store.Tx) error {
		for range 3 {
			w.hooks.Emit(tx, big)
		}
		return nil
	}))
	w.settle()
	assert.Equal(t, Counts{Pending: 2, Dropped: 1}, w.log().Counts())
	require.NoError(t, w.room.Endpoints(w.sandbox).Remove(e.ID))
	w.set(time.Hour)
	w.room.of(w.sandbox).mu.Lock()
	defer w.room.of(w.sandbox).mu.Unlock()
	assert.Zero(t, w.room.of(w.sandbox).waiting, "what is settled waits no more")
}

func TestAnIdleSandboxHasNoGoroutine(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(2, time.Minute)})
	w.ring(1)
	w.settle()
	w.set(time.Minute)
	w.room.work.Wait() // ends: no goroutine is left
	assert.Equal(t, Failed, w.only().State)
}
