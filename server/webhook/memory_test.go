package webhook

import (
	"bytes"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// attempted notes an attempt at a new delivery, as if it had been made, with an answer that is like no other.
func (w *tower) attempted(in *store.Sandbox, n int, endpoint store.Endpoint) {
	event := ring(fmt.Sprint(n), instant())
	l := w.room.of(in)
	l.mu.Lock()
	r := l.queueLocked(&event, endpoint, 0)
	l.ready.pop()
	body := bytes.Repeat(fmt.Appendf(nil, "%07d.", n), maxPreview/8)
	l.noteLocked(r, outcome{endpoint: endpoint, attempt: &Attempt{Request: Side{Body: event.Data}, Response: Side{Body: body}}})
	l.mu.Unlock()
	if w.room.held.Load() > w.room.most.Load() {
		w.room.reclaim()
	}
}

func TestAllLogsTogetherAreBounded(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	small, err := w.store.Create("small", store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	for n := range 100 {
		w.attempted(small, n, store.Endpoint{})
	}
	for n := range 2000 {
		w.attempted(w.sandbox, n, store.Endpoint{})
		require.LessOrEqual(t, w.room.held.Load(), int64(maxLogs))
	}
	assert.Equal(t, Counts{Failed: 100}, w.room.Deliveries(small).Counts(), "the largest gives up first")
	kept, _ := w.log().Select(Filter{})
	assert.Equal(t, "1999", kept[len(kept)-1].Event.ID)
	assert.Greater(t, len(kept), maxSettled/2)
	assert.Equal(t, Counts{Failed: 2000, Forgotten: int64(2000 - len(kept))}, w.log().Counts())
	w.sandbox.Reset()
	w.room.Reset(w.sandbox)
	w.room.Reset(small)
	assert.Zero(t, w.room.held.Load())
}

func TestWhatWaitsGivesUpWhatWasSaid(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	waits := store.Endpoint{Retry: *retry(2, time.Hour)}
	for n := range 1200 {
		w.attempted(w.sandbox, n, waits)
		require.LessOrEqual(t, w.room.held.Load(), int64(maxLogs))
	}
	assert.Equal(t, Counts{Pending: 1200}, w.log().Counts(), "no delivery is lost")
	first, err := w.log().Get(1)
	require.NoError(t, err)
	assert.True(t, first.Attempts[0].Response.Given)
	assert.Nil(t, first.Attempts[0].Response.Body)
	last, err := w.log().Get(1200)
	require.NoError(t, err)
	assert.Len(t, last.Attempts[0].Response.Body, maxPreview)
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, func(rw http.ResponseWriter, _ *http.Request) {
		rw.WriteHeader(http.StatusServiceUnavailable)
		_, _ = rw.Write(make([]byte, maxPreview))
	})
	w.add(r.URL, Change{Retry: retry(50)})
	w.ring(1)
	w.settle()
	d := w.only()
	require.Len(t, d.Attempts, 50)
	assert.Same(t, &d.Event.Data[0], &d.Attempts[49].Request.Body[0])
	assert.Same(t, &d.Attempts[0].Response.Body[0], &d.Attempts[49].Response.Body[0])
	assert.Less(t, w.room.held.Load(), int64(2*maxPreview))
}
