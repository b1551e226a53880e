package webhook

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// hand receives as its owner wrote it.
type hand struct {
	noSignature     bool // does not look at signatures
	onlyIfSigned    bool // takes what is unsigned
	noTime          bool // does not look at timestamps
	forgets         bool // does not remember ids
	fallsAtTwins    bool // fails at an id that it knows
	refusesTwins    bool
	overwrites      bool // takes older events for news
	fallsAtOld      bool
	firstPartOnly   bool // reads what comes first for all there is
	wrongStatus     bool
	ignoresFailures bool // answers 200 whatever happens

	reads atomic.Int32
	ninth chan struct{} // closed when it has read for the ninth time
	mu    sync.Mutex
	seen  map[string]bool
	last  int64
}

func (h *hand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body []byte
	if h.firstPartOnly {
		chunk := make([]byte, 4096)
		n, _ := r.Body.Read(chunk)
		body = chunk[:n]
		if h.reads.Add(1) == 9 { // the last probe: the slow one
			close(h.ninth)
		}
		_, _ = io.Copy(io.Discard, r.Body)
	} else {
		body, _ = io.ReadAll(r.Body)
	}
	status, said := h.take(r.Header, body)
	if h.ignoresFailures {
		status, said = 200, ""
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, said)
}

func (h *hand) take(header http.Header, body []byte) (status int, said string) {
	if !h.trusts(header, body) {
		return http.StatusUnauthorized, ""
	}
	var event struct {
		ID string `json:"id"`
		At int64  `json:"at"`
	}
	if json.Unmarshal(body, &event) != nil {
		return http.StatusBadRequest, ""
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	twin, old := h.seen[event.ID], event.At < h.last
	if h.seen == nil {
		h.seen = map[string]bool{}
	}
	h.seen[event.ID], h.last = true, max(h.last, event.At)
	switch {
	case twin && h.fallsAtTwins, old && h.fallsAtOld:
		return http.StatusInternalServerError, ""
	case twin && h.refusesTwins:
		return http.StatusConflict, ""
	case twin && !h.forgets:
		return http.StatusOK, "known already"
	case old && !h.overwrites:
		return http.StatusOK, "old news"
	case h.wrongStatus:
		return http.StatusAccepted, ""
	}
	return http.StatusOK, "done"
}

func (h *hand) trusts(header http.Header, body []byte) bool {
	signature, stamp := header.Get("X-Bell-Signature"), header.Get("X-Bell-Time")
	if h.noSignature || signature == "" && h.onlyIfSigned {
		return true
	}
	at, _ := strconv.ParseInt(stamp, 10, 64)
	fresh := instant().Sub(time.Unix(at, 0)).Abs() < 5*time.Minute
	return (h.noTime || fresh || stamp == "") && signature == sign("geheim", stamp, body)
}

// probed is the grade and verdict of each probe at a receiver.
func probed(t *testing.T, handler http.Handler, c Change) map[string]string {
	t.Helper()
	w := newTower(t)
	if h, ok := handler.(*hand); ok && h.firstPartOnly {
		h.ninth = make(chan struct{})
		w.room.pause = func(context.Context) { <-h.ninth }
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	e := w.add(server.URL, c)
	report, err := w.room.Probe(t.Context(), w.sandbox, e.ID)
	require.NoError(t, err)
	assert.Equal(t, e, report.Endpoint)
	said := map[string]string{}
	for _, f := range report.Findings {
		said[f.Probe] = string(f.Grade) + ": " + f.Verdict
		for _, a := range f.Exchanges {
			assert.NotEmpty(t, a.Request.Body, f.Probe)
			assert.NotEmpty(t, a.Request.Header, f.Probe)
			assert.False(t, a.At.IsZero(), f.Probe)
		}
	}
	all, _ := w.log().Select(Filter{})
	assert.Empty(t, all, "probes are not in the log")
	assert.Empty(t, w.sandbox.Leftovers()[0].Changed, "nothing has changed")
	return said
}

func secret() Change { return Change{Secret: at("geheim")} }

const (
	goodValid     = "good: received a valid event with 200: good"
	goodWrong     = "good: refused a wrong signature with 401: good"
	goodUnsigned  = "good: refused an unsigned event with 401: good"
	goodOld       = "good: refused a timestamp of an hour ago with 401: good"
	goodTwin      = "good: noticed a duplicate and received it with 200: good"
	goodOrder     = "good: noticed an older event after a newer one and received it with 200: good"
	goodSlow      = "good: received a slowly sent event with 200: good"
	unclearTwin   = "unclear: processed a duplicate with 200, by the looks of it: "
	unclearOrder  = "unclear: received an older event after a newer one with 200, like any other: "
	skippedSecret = "skipped: the endpoint has no secret, so nothing is signed and nothing can be checked"
)

func careful() map[string]string {
	return map[string]string{
		"valid": goodValid, "wrong-signature": goodWrong, "unsigned": goodUnsigned, "old-timestamp": goodOld,
		"duplicate": goodTwin, "out-of-order": goodOrder, "slow": goodSlow,
	}
}

func TestACarefulReceiver(t *testing.T) {
	t.Parallel()
	assert.Equal(t, careful(), probed(t, &hand{}, secret()))
}

func TestCarelessReceivers(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		hand    *hand
		differs map[string]string
	}{
		"believes everybody": {&hand{noSignature: true}, map[string]string{
			"wrong-signature": "bad: accepted a wrong signature with 200",
			"unsigned":        "bad: accepted an unsigned event with 200",
			"old-timestamp":   "bad: accepted a timestamp of an hour ago with 200",
		}},
		"checks a signature when there is one": {&hand{onlyIfSigned: true}, map[string]string{"unsigned": "bad: accepted an unsigned event with 200"}},
		"looks at no clock":                    {&hand{noTime: true}, map[string]string{"old-timestamp": "bad: accepted a timestamp of an hour ago with 200"}},
		"forgets what it knew":                 {&hand{forgets: true}, map[string]string{"duplicate": unclearTwin}},
		"falls at a duplicate":                 {&hand{fallsAtTwins: true}, map[string]string{"duplicate": "bad: failed at a duplicate with 500"}},
		"refuses a duplicate": {&hand{refusesTwins: true}, map[string]string{
			"duplicate": "bad: noticed a duplicate and refused it with 409, which the vendor does not take for a receipt: it would be told again",
		}},
		"takes old for new": {&hand{overwrites: true}, map[string]string{"out-of-order": unclearOrder}},
		"falls at old news": {&hand{fallsAtOld: true}, map[string]string{"out-of-order": "bad: failed at an older event after a newer one with 500"}},
		"reads half a body": {&hand{firstPartOnly: true}, map[string]string{"slow": "bad: did not receive a slowly sent event: it answered 401: only 200 is a receipt"}},
		"hides its failures": {&hand{ignoresFailures: true}, map[string]string{
			"wrong-signature": "bad: accepted a wrong signature with 200",
			"unsigned":        "bad: accepted an unsigned event with 200",
			"old-timestamp":   "bad: accepted a timestamp of an hour ago with 200",
			"duplicate":       unclearTwin,
			"out-of-order":    unclearOrder,
		}},
		"answers another status": {&hand{wrongStatus: true}, map[string]string{
			"valid":        "bad: did not receive a valid event: it answered 202: only 200 is a receipt (its timestamp is of the sandbox's clock, Thu, 15 Jan 2026 09:00:00 GMT)",
			"duplicate":    "unclear: did not receive the same event in the first place: it answered 202: only 200 is a receipt",
			"out-of-order": "unclear: did not receive a newer event in the first place: it answered 202: only 200 is a receipt",
			"slow":         "bad: did not receive a slowly sent event: it answered 202: only 200 is a receipt",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := careful()
			for probe, verdict := range of.differs {
				want[probe] = verdict
			}
			for probe, verdict := range probed(t, of.hand, secret()) {
				assert.True(t, strings.HasPrefix(verdict, want[probe]), "%s: %s", probe, verdict)
			}
		})
	}
}

func TestAReceiverThatHangsIsProbed(t *testing.T) {
	t.Parallel()
	c := secret()
	c.Retry = &store.Retry{Timeout: 5 * time.Millisecond}
	r := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body) // only then the server sees that the caller has gone
		<-r.Context().Done()
	})
	said := probed(t, r, c)
	assert.Contains(t, said["valid"], "bad: did not receive a valid event: timed out after 5ms")
	for _, probe := range probes()[1:] {
		assert.Equal(t, "skipped: the receiver gave no answer to a valid event", said[probe.name])
	}
}

func TestAReceiverThatHangsAtWhatIsForged(t *testing.T) {
	t.Parallel()
	c := secret()
	c.Retry = &store.Retry{Timeout: 3 * time.Second}
	careful := &hand{}
	r := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Bell-Signature") == "" {
			_, _ = io.ReadAll(r.Body)
			<-r.Context().Done()
			return
		}
		careful.ServeHTTP(w, r)
	})
	said := probed(t, r, c)
	assert.Equal(t, "bad: gave no answer to an unsigned event: timed out after 3s", said["unsigned"])
	assert.Equal(t, goodSlow, said["slow"])
}

func TestWithoutASecretNothingCanBeChecked(t *testing.T) {
	t.Parallel()
	said := probed(t, &hand{noSignature: true}, Change{})
	assert.Equal(t, goodValid, said["valid"])
	for _, probe := range []string{"wrong-signature", "unsigned", "old-timestamp"} {
		assert.Equal(t, skippedSecret, said[probe])
	}
}

func TestASignatureWithoutATimeIsNotOld(t *testing.T) {
	t.Parallel()
	c := secret()
	c.Signature = at("plain")
	said := probed(t, &hand{}, c)
	assert.True(t, strings.HasPrefix(said["old-timestamp"], "skipped: the vendor's signature has no timestamp"))
	assert.Equal(t, goodValid, said["valid"])
	assert.Equal(t, goodWrong, said["wrong-signature"])
}

func TestAProbeTwiceHasNewIds(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r := receive(t, (&hand{}).ServeHTTP)
	e := w.add(r.URL, secret())
	for range 2 {
		report, err := w.room.Probe(t.Context(), w.sandbox, e.ID)
		require.NoError(t, err)
		assert.Equal(t, Good, report.Findings[0].Grade)
		assert.Equal(t, "done", string(report.Findings[0].Exchanges[0].Response.Body))
	}
}

func TestProbesThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	r, arrived, _ := hang(t)
	e := w.add(r.URL, Change{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-arrived; cancel() }()
	_, err := w.room.Probe(ctx, w.sandbox, e.ID)
	require.ErrorIs(t, err, context.Canceled)
	go func() { <-arrived; w.room.Reset(w.sandbox) }()
	_, err = w.room.Probe(t.Context(), w.sandbox, e.ID)
	require.ErrorIs(t, err, ErrEnded)
	w.hooks.Sample = func(*store.Tx) (store.Event, bool) { return store.Event{}, false }
	_, err = w.room.Probe(t.Context(), w.sandbox, e.ID)
	require.ErrorIs(t, err, ErrNoSample)
	w.room.Close(t.Context())
	_, err = w.room.Probe(t.Context(), w.sandbox, e.ID)
	require.ErrorIs(t, err, ErrEnded)
}

func TestAnEventThatHappenedIsBackdated(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	happened := ring(store.NewObjectID(instant(), store.NewIDSource("bell"), 7).String(), instant())
	w.hooks.Sample = func(*store.Tx) (store.Event, bool) { return happened, true }
	h := &hand{}
	r := receive(t, h.ServeHTTP)
	e := w.add(r.URL, secret())
	report, err := w.room.Probe(t.Context(), w.sandbox, e.ID)
	require.NoError(t, err)
	order := report.Findings[5]
	assert.Equal(t, Good, order.Grade, order.Verdict)
	newer, older := string(order.Exchanges[0].Request.Body), string(order.Exchanges[1].Request.Body)
	assert.Contains(t, newer, `"at":1768467600`)
	assert.Contains(t, older, `"at":1768464000`)
	assert.Less(t, older[:30], newer[:30], "ids are in the order of time")
}
