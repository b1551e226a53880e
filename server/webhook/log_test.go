package webhook

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

func numbersOf(deliveries []Delivery) (numbers []int64) {
	for _, d := range deliveries {
		numbers = append(numbers, d.Number)
	}
	return numbers
}

func TestTheLogIsFiltered(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	good, bad, late := receive(t, status(200)), receive(t, status(500)), receive(t, status(500))
	e := w.add(good.URL, Change{})
	w.add(bad.URL, Change{})
	w.add(late.URL, Change{Retry: retry(2, time.Hour)})
	w.ring(1, 2)
	w.settle()
	for _, of := range []struct {
		filter Filter
		want   []int64
	}{
		{Filter{}, []int64{1, 2, 3, 4, 5, 6}},
		{Filter{State: Received}, []int64{1, 4}},
		{Filter{State: Failed}, []int64{2, 5}},
		{Filter{State: Pending}, []int64{3, 6}},
		{Filter{State: Dropped}, nil},
		{Filter{Endpoint: e.ID}, []int64{1, 4}},
		{Filter{EventID: "2"}, []int64{4, 5, 6}},
		{Filter{Event: "rung", Provider: "bell"}, []int64{1, 2, 3, 4, 5, 6}},
		{Filter{Event: "struck"}, nil},
		{Filter{Provider: "huntr"}, nil},
		{Filter{After: 4}, []int64{5, 6}},
		{Filter{After: 6}, nil},
	} {
		page, next := w.log().Select(of.filter)
		assert.Equal(t, of.want, numbersOf(page), "%+v", of.filter)
		assert.Equal(t, int64(6), next, "what comes later goes on after the last one given")
	}
	page, next := w.log().Select(Filter{State: Pending, Limit: 1})
	assert.Equal(t, []int64{3}, numbersOf(page))
	assert.Equal(t, int64(3), next)
	page, next = w.log().Select(Filter{State: Pending, Limit: 1, After: next})
	assert.Equal(t, []int64{6}, numbersOf(page))
	assert.Equal(t, int64(6), next)
	assert.Equal(t, Counts{Pending: 2, Received: 2, Failed: 2}, w.log().Counts())
	for _, number := range []int64{0, -1, 7} {
		_, err := w.log().Get(number)
		require.ErrorIs(t, err, ErrNoDelivery)
	}
}

func TestTheLogKeepsTheLastThousandAndAllThatWait(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	late, good := receive(t, status(500)), receive(t, status(200))
	e := w.add(late.URL, Change{Retry: retry(2, time.Hour)})
	w.ring(1, 2, 3)
	w.settle()
	require.NoError(t, w.room.Endpoints(w.sandbox).Remove(e.ID))
	w.add(good.URL, ordered())
	w.ringTo(1500)
	w.settle()
	all, _ := w.log().Select(Filter{})
	require.Len(t, all, 1003)
	assert.Equal(t, []int64{1, 2, 3, 504}, numbersOf(all[:4]))
	assert.Equal(t, Counts{Pending: 3, Received: 1500, Forgotten: 500}, w.log().Counts())
	_, err := w.log().Get(4)
	require.ErrorIs(t, err, ErrNoDelivery)
	kept, err := w.log().Get(504)
	require.NoError(t, err)
	assert.Equal(t, "501", kept.Event.ID)
}

func TestWaitLosesNoWakeUp(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	for n := range 200 {
		go w.ring(n)
		_, err := w.log().Wait(t.Context(), Filter{State: Received}, n+1)
		require.NoError(t, err)
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	w.ring(1)
	w.settle()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	there, err := w.log().Wait(ctx, Filter{}, 2)
	require.ErrorIs(t, err, context.Canceled)
	assert.Len(t, there, 1, "what there is")
	w.room.of(w.sandbox).mu.Lock()
	defer w.room.of(w.sandbox).mu.Unlock()
	assert.Empty(t, w.room.of(w.sandbox).log.listeners.waiting)
}

func TestSettleEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, _ := hang(t)
	w.add(r.URL, Change{})
	w.ring(1)
	<-arrived
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, w.room.Settle(ctx, w.sandbox), context.Canceled)
}

func TestFlushCountsAttempts(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(3, time.Minute)})
	w.ring(1, 2)
	w.settle()
	made, err := w.room.Flush(t.Context(), w.sandbox)
	require.NoError(t, err)
	assert.Zero(t, made, "nothing is due")
	assert.Len(t, r.got(), 2)
}

func TestSubscribersSeeEveryChange(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(2, time.Minute)})
	changes, stop := w.log().Subscribe(Filter{}, nil)
	none, stopNone := w.log().Subscribe(Filter{Event: "struck"}, nil)
	w.ring(1)
	w.settle()
	w.set(time.Minute)
	for _, want := range []struct {
		state    State
		attempts int
	}{{Pending, 0}, {Pending, 1}, {Failed, 2}} {
		d := <-changes
		assert.Equal(t, want.state, d.State)
		assert.Len(t, d.Attempts, want.attempts)
	}
	assert.Empty(t, changes)
	first := int64(1)
	missed, stopMissed := w.log().Subscribe(Filter{}, &first)
	d := <-missed
	assert.Equal(t, []any{Failed, int64(3)}, []any{d.State, d.Change}, "a reader that comes back sees each delivery that has changed as it is now")
	assert.Empty(t, missed)
	stopMissed()
	stop()
	stop()
	_, open := <-changes
	assert.False(t, open)
	assert.Empty(t, none)
	stopNone()
}

func TestSlowSubscribersAreDropped(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	changes, stop := w.log().Subscribe(Filter{}, nil)
	defer stop()
	w.ringTo(200) // 400 changes
	w.settle()
	seen := 0
	for range changes { // ends: the channel is closed
		seen++
	}
	assert.Equal(t, maxUnread, seen)
}

func TestASandboxKnowsOnlyItsOwn(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	second, err := w.store.Create("second", store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	w.ring(1)
	w.ringIn(second, 2)
	w.settle()
	assert.Equal(t, []string{"1"}, r.got())
	all, _ := w.room.Deliveries(second).Select(Filter{})
	assert.Empty(t, all)
}
