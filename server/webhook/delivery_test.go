package webhook

import (
	"errors"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

func TestTellsAtOnceThoughTheClockStandsStill(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("X-Seen", "yes")
		_, _ = rw.Write([]byte("thanks"))
	})
	secret := "geheim"
	endpoint := w.add(r.URL+"/hook?a=b", Change{Secret: &secret})
	w.ring(1)
	w.settle()

	d := w.only()
	assert.Equal(t, Received, d.State)
	assert.Equal(t, int64(1), d.Number)
	assert.Equal(t, endpoint, d.Endpoint)
	assert.Equal(t, r.URL+"/hook?a=b", d.URL)
	assert.Equal(t, "1", d.Event.ID)
	assert.True(t, d.DueAt.IsZero())
	require.Len(t, d.Attempts, 1)
	a := d.Attempts[0]
	assert.Equal(t, instant(), a.At)
	assert.Positive(t, a.Took)
	assert.Equal(t, `{"id":"1","at":1768467600,"tone":"dröhnend"}`, string(a.Request.Body))
	assert.Equal(t, int64(len(a.Request.Body)), a.Request.Size)
	assert.Equal(t, []provider.Header{
		{Name: "Content-Type", Value: "application/json"},
		{Name: "User-Agent", Value: "mockserver"},
		{Name: "X-Bell", Value: "rung"},
		{Name: "X-Bell-Time", Value: strconv.FormatInt(instant().Unix(), 10)},
		{Name: "x-bell-signature", Value: sign(secret, "1768467600", a.Request.Body)},
	}, a.Request.Header)
	assert.Equal(t, http.StatusOK, a.Status)
	assert.Equal(t, "thanks", string(a.Response.Body))
	assert.Contains(t, a.Response.Header, provider.Header{Name: "X-Seen", Value: "yes"})
	assert.True(t, a.Received)
	assert.Equal(t, "answered 200: only 200 is a receipt", a.Verdict)

	assert.Equal(t, []string{"1"}, r.got())
	assert.Equal(t, sign(secret, "1768467600", a.Request.Body), r.gets[0].Header.Get("X-Bell-Signature"))
	assert.Equal(t, http.MethodPost, r.gets[0].Method)
	assert.Equal(t, int64(len(a.Request.Body)), r.gets[0].ContentLength)
}

func TestTellsOnlyThoseThatWantIt(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	all, rung, struck, off := receive(t, status(200)), receive(t, status(200)), receive(t, status(200)), receive(t, status(200))
	no := false
	w.add(all.URL, Change{})
	w.add(rung.URL, Change{Events: &[]string{"rung"}})
	w.add(struck.URL, Change{Events: &[]string{"struck"}})
	w.add(off.URL, Change{Active: &no})
	w.ring(1)
	w.settle()
	assert.Len(t, all.got(), 1)
	assert.Len(t, rung.got(), 1)
	assert.Empty(t, struck.got())
	assert.Empty(t, off.got())
}

func TestOneAttemptUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(http.StatusNoContent))
	w.add(r.URL, Change{})
	w.ring(1)
	w.settle()
	w.set(1000 * time.Hour)
	d := w.only()
	assert.Equal(t, Failed, d.State)
	assert.Len(t, d.Attempts, 1)
	assert.Equal(t, "answered 204: only 200 is a receipt", d.Attempts[0].Verdict)
	_, due := w.room.NextDue(w.sandbox)
	assert.False(t, due)
}

func TestRetriesAreExactOnAStillClock(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(5, time.Minute, 5*time.Minute)})
	w.ring(1)
	w.settle()
	for {
		next, ok := w.room.NextDue(w.sandbox)
		if !ok {
			break
		}
		assert.Equal(t, next, w.only().DueAt)
		w.sandbox.Clock().Set(next.Add(-1))
		w.settle()
		before := len(r.got())
		w.sandbox.Clock().Set(next)
		w.settle()
		require.Len(t, r.got(), before+1, "a nanosecond later")
	}
	attempts := w.only().Attempts
	at := make([]time.Duration, 0, len(attempts))
	for _, a := range attempts {
		at = append(at, a.At.Sub(instant()))
	}
	assert.Equal(t, []time.Duration{0, time.Minute, 6 * time.Minute, 11 * time.Minute, 16 * time.Minute}, at)
	assert.Equal(t, Failed, w.only().State)
}

func TestNothingIsSentTwiceWhenTheClockGoesBackAndForth(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(3, time.Minute)})
	w.ring(1)
	w.settle()
	for range 3 {
		w.set(30 * time.Second)
		w.set(time.Minute)
		w.set(-time.Hour)
		w.set(time.Minute)
		w.set(0)
		w.set(time.Minute)
	}
	assert.Len(t, r.got(), 2, "the third is due a minute after the second")
	w.set(10 * time.Hour)
	w.set(0)
	w.set(20 * time.Hour)
	assert.Len(t, r.got(), 3)
	assert.Len(t, w.only().Attempts, 3)
}

func TestWithoutAScheduleRetriesAreAtOnce(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(3)})
	w.ring(1)
	w.settle()
	assert.Len(t, r.got(), 3)
}

func TestAClockThatJumpsWakesTheQueue(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	answers := make(chan int, 2)
	answers <- 500
	answers <- 200
	r := receive(t, func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(<-answers) })
	w.add(r.URL, Change{Retry: retry(2, time.Hour)})
	w.ring(1)
	w.settle()
	w.sandbox.Clock().Advance(time.Hour)
	received, err := w.log().Wait(t.Context(), Filter{State: Received}, 1)
	require.NoError(t, err)
	assert.Equal(t, instant().Add(time.Hour), received[0].Attempts[1].At)
}

func TestARunningClockReachesRetries(t *testing.T) {
	t.Parallel()
	w := newTowerAt(t, store.NewClock(instant(), store.Running))
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(4, time.Millisecond, 3*time.Millisecond)})
	w.ring(1)
	failed, err := w.log().Wait(t.Context(), Filter{State: Failed}, 1)
	require.NoError(t, err)
	a := failed[0].Attempts
	require.Len(t, a, 4)
	assert.GreaterOrEqual(t, a[1].At.Sub(a[0].At), time.Millisecond)
	assert.GreaterOrEqual(t, a[3].At.Sub(a[2].At), 3*time.Millisecond)
}

func TestAStoppedClockThatIsLetRunReachesRetries(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(500))
	w.add(r.URL, Change{Retry: retry(2, time.Millisecond)})
	w.ring(1)
	w.settle()
	require.Equal(t, Pending, w.only().State)
	w.sandbox.Clock().SetMode(store.Running)
	_, err := w.log().Wait(t.Context(), Filter{State: Failed}, 1)
	require.NoError(t, err)
}

func TestARetrySeesWhatWasPutRight(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	bad, good := receive(t, status(500)), receive(t, status(200))
	e := w.add(bad.URL, Change{Retry: retry(2, time.Minute)})
	w.ring(1)
	w.settle()
	_, err := w.room.Endpoints(w.sandbox).Change(e.ID, Change{URL: &good.URL})
	require.NoError(t, err)
	w.set(time.Minute)
	assert.Equal(t, []string{"1"}, good.got())
	assert.Equal(t, Received, w.only().State)
	assert.Equal(t, good.URL, w.only().URL)
}

func TestTheFirstAttemptGoesWhereTheEndpointWas(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	e := w.add(r.URL, Change{})
	require.NoError(t, w.sandbox.Write(instant(), func(tx *store.Tx) error {
		w.hooks.Emit(tx, ring("1", instant()))
		w.hooks.Table.Delete(tx, e.ID)
		return nil
	}))
	w.settle()
	assert.Equal(t, []string{"1"}, r.got())
}

func TestRetriesToWhatIsGoneAreDropped(t *testing.T) {
	t.Parallel()
	no := false
	for want, change := range map[string]func(*Endpoints, store.ObjectID) error{
		"the endpoint was removed before the retry": (*Endpoints).Remove,
		"the endpoint was made inactive before the retry": func(e *Endpoints, id store.ObjectID) error {
			_, err := e.Change(id, Change{Active: &no})
			return err
		},
	} {
		w := newTower(t)
		r := receive(t, status(500))
		e := w.add(r.URL, Change{Retry: retry(9, time.Minute)})
		w.ring(1)
		w.settle()
		require.NoError(t, change(w.room.Endpoints(w.sandbox), e.ID))
		w.set(time.Hour)
		d := w.only()
		assert.Equal(t, Dropped, d.State)
		assert.Equal(t, want, d.Reason)
		assert.Len(t, d.Attempts, 1)
		assert.Len(t, r.got(), 1)
		assert.Equal(t, Counts{Dropped: 1}, w.log().Counts())
	}
}

func TestAMistakeInAPayloadStopsOneDelivery(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, status(200))
	w.add(r.URL, Change{})
	w.hooks.Encode = func(e *store.Event, endpoint *store.Endpoint, at time.Time) provider.Message {
		if e.ID == "1" {
			panic(errors.New("no"))
		}
		return encode(e, endpoint, at)
	}
	w.ring(1, 2)
	w.settle()
	assert.Equal(t, []string{"2"}, r.got())
	assert.Equal(t, Counts{Dropped: 1, Received: 1}, w.log().Counts())
}
