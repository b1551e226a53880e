package webhook

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// hang starts a receiver that holds every call until it is let go or called off.
func hang(t *testing.T) (r *receiver, arrived chan struct{}, leave func()) {
	t.Helper()
	arrived, gate := make(chan struct{}, 1000), make(chan struct{})
	r = receive(t, func(_ http.ResponseWriter, request *http.Request) {
		arrived <- struct{}{}
		select {
		case <-gate:
		case <-request.Context().Done():
		}
	})
	leave = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(leave) // before the receiver is closed, which waits for its calls
	return r, arrived, leave
}

func TestAResetDropsWhatWaits(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, leave := hang(t)
	w.add(r.URL, Change{})
	failing := receive(t, status(500))
	w.add(failing.URL, Change{Retry: retry(3, time.Minute)})
	w.ringTo(20)
	for range maxEndpointFlying {
		<-arrived
	}
	assert.Positive(t, w.room.Reset(w.sandbox))
	all, _ := w.log().Select(Filter{})
	assert.Empty(t, all)
	assert.Equal(t, Counts{}, w.log().Counts())
	_, due := w.room.NextDue(w.sandbox)
	assert.False(t, due)
	leave()
	w.room.work.Wait() // the old world's attempts have ended, unheard
	assert.Equal(t, Counts{}, w.log().Counts())

	w.sandbox.Clock().Advance(time.Hour)
	good := receive(t, status(200))
	for _, e := range w.room.Endpoints(w.sandbox).List() {
		_, err := w.room.Endpoints(w.sandbox).Change(e.ID, Change{URL: &good.URL})
		require.NoError(t, err)
	}
	w.ring(77)
	w.settle()
	assert.Equal(t, []string{"77", "77"}, good.got())
	first, err := w.log().Get(1)
	require.NoError(t, err)
	assert.Equal(t, "77", first.Event.ID, "numbers begin anew")
}

func TestAResetCountsAll(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, _ := hang(t)
	w.add(r.URL, ordered())
	w.ring(1, 2, 3)
	<-arrived
	assert.Equal(t, 3, w.room.Reset(w.sandbox))
	assert.Equal(t, 0, w.room.Reset(w.sandbox))
	assert.Zero(t, w.room.held.Load())
}

func TestAResetBringsTheEndpointsBack(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	w.add("http://127.0.0.1:1/", Change{})
	w.sandbox.Reset()
	assert.Empty(t, w.room.Endpoints(w.sandbox).List())
}

func TestCloseLetsWhatIsInFlightEnd(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, leave := hang(t)
	w.add(r.URL, ordered())
	w.ring(1, 2)
	<-arrived
	closed := make(chan int)
	changes, stop := w.log().Subscribe(Filter{State: Received}, nil)
	defer stop()
	go func() { closed <- w.room.Close(context.Background()) }()
	l := w.room.of(w.sandbox)
	for stopping := false; !stopping; { // the first must still be in flight when it begins to close
		l.mu.Lock()
		stopping = l.stopping
		l.mu.Unlock()
	}
	leave()
	assert.Equal(t, 1, <-closed)
	assert.Equal(t, "1", (<-changes).Event.ID)
	assert.Equal(t, []string{"1"}, r.got())
}

func TestCloseCallsOffWhatHangs(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, _ := hang(t)
	w.add(r.URL, Change{})
	w.ringTo(20)
	for range maxEndpointFlying {
		<-arrived
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Equal(t, 20, w.room.Close(ctx))
	assert.Len(t, r.got(), maxEndpointFlying)
	w.ring(99)
	w.settle()
	assert.Len(t, r.got(), maxEndpointFlying, "nothing is told any more")
	assert.Equal(t, 0, w.room.Close(ctx), "closing twice is nothing")
}

func TestADeletedSandboxIsForgotten(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	second, err := w.store.Create("second", store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	r, arrived, _ := hang(t)
	_, err = w.room.Endpoints(second).Add("bell", Change{URL: &r.URL})
	require.NoError(t, err)
	w.ringIn(second, 1)
	<-arrived
	log := w.room.Deliveries(second)
	changes, _ := log.Subscribe(Filter{}, nil)
	waited := make(chan error)
	go func() {
		_, err := log.Wait(context.Background(), Filter{State: Received}, 1)
		waited <- err
	}()
	require.NoError(t, w.store.Delete("second"))
	w.room.Drop(second)
	require.ErrorIs(t, <-waited, ErrEnded)
	_, open := <-changes
	assert.False(t, open)
	w.room.work.Wait()
	w.ringIn(second, 2) // by somebody who still holds it
	require.NoError(t, w.room.Settle(t.Context(), second))
	w.room.mu.Lock()
	defer w.room.mu.Unlock()
	assert.NotContains(t, w.room.lines, second)
}
