package webhook

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAReplayTellsTheSameAndSignsAnew(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	e := w.add(r.URL, Change{Secret: at("old")})
	w.ring(1)
	w.settle()
	w.sandbox.Clock().Advance(time.Hour)
	_, err := w.room.Endpoints(w.sandbox).Change(e.ID, Change{Secret: at("new")})
	require.NoError(t, err)

	again, err := w.room.Replay(w.sandbox, 1)
	require.NoError(t, err)
	assert.Equal(t, int64(2), again.Number)
	assert.Equal(t, int64(1), again.ReplayOf)
	w.settle()
	all, _ := w.log().Select(Filter{})
	require.Len(t, all, 2)
	first, second := all[0].Attempts[0], all[1].Attempts[0]
	assert.Equal(t, first.Request.Body, second.Request.Body)
	assert.Same(t, all[0].Event, all[1].Event)
	assert.Equal(t, instant().Add(time.Hour), second.At)
	last := second.Request.Header[len(second.Request.Header)-1]
	assert.Equal(t, sign("new", "1768471200", second.Request.Body), last.Value)
	assert.Equal(t, []string{"1", "1"}, r.got())
}

func TestWhatCannotBeReplayed(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	late := w.add(r.URL, Change{Retry: retry(2, time.Hour)})
	gone := w.add(r.URL, Change{})
	w.ring(1)
	w.settle()
	_, err := w.room.Replay(w.sandbox, 1)
	require.ErrorIs(t, err, ErrPending)
	require.NoError(t, w.room.Endpoints(w.sandbox).Remove(gone.ID))
	_, err = w.room.Replay(w.sandbox, 2)
	require.ErrorIs(t, err, ErrNoEndpoint)
	_, err = w.room.Replay(w.sandbox, 3)
	require.ErrorIs(t, err, ErrNoDelivery)
	assert.Empty(t, w.room.ReplayFailed(w.sandbox))
	assert.NotZero(t, late)
}

func TestAllThatFailedIsReplayedOnce(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	var broken atomic.Bool
	broken.Store(true)
	r := receive(t, func(rw http.ResponseWriter, _ *http.Request) {
		if broken.Load() {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	w.add(r.URL, ordered())
	good := receive(t, status(200))
	w.add(good.URL, Change{})
	w.ring(1, 2, 3)
	w.settle()
	assert.Len(t, w.room.ReplayFailed(w.sandbox), 3, "while it is still broken")
	w.settle()
	broken.Store(false)
	again := w.room.ReplayFailed(w.sandbox)
	require.Len(t, again, 3)
	assert.Equal(t, int64(10), again[0].Number)
	assert.Equal(t, int64(7), again[0].ReplayOf, "the last one that failed")
	w.settle()
	assert.Equal(t, []string{"1", "2", "3", "1", "2", "3", "1", "2", "3"}, r.got())
	assert.Len(t, good.got(), 3)
	assert.Empty(t, w.room.ReplayFailed(w.sandbox), "all is put right")
}
