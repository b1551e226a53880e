package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

// TestMain also sees to it that no goroutine of the room outlives the tests.
func TestMain(m *testing.M) {
	status := m.Run()
	if left := goroutines(); status == 0 && left != "" {
		fmt.Fprintln(os.Stderr, "goroutines left behind:\n"+left)
		status = 1
	}
	os.Exit(status)
}

// goroutines waits for those of the room to end, and tells of those that do not.
func goroutines() (left string) {
	for range 500 {
		var dump bytes.Buffer
		_ = pprof.Lookup("goroutine").WriteTo(&dump, 2)
		left = ""
		for stack := range strings.SplitSeq(dump.String(), "\n\n") {
			if strings.Contains(stack, "server/webhook.(*") {
				left += stack + "\n\n"
			}
		}
		if left == "" {
			return ""
		}
		time.Sleep(10 * time.Millisecond)
	}
	return left
}

func instant() time.Time { return time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC) }

// tower is a small vendor whose bells ring, with one sandbox.
type tower struct {
	t       *testing.T
	store   *store.Store
	hooks   *provider.Webhooks
	room    *Room
	sandbox *store.Sandbox
}

func newTower(t *testing.T) *tower {
	t.Helper()
	return newTowerAt(t, store.NewClock(instant(), store.Still))
}

func newTowerAt(t *testing.T, clock *store.Clock) *tower {
	t.Helper()
	w := build(t, clock)
	w.t = t
	return w
}

// benchTower is a tower for a benchmark.
func benchTower(b *testing.B) *tower {
	b.Helper()
	return build(b, store.NewClock(instant(), store.Still))
}

func build(t testing.TB, clock *store.Clock) *tower {
	t.Helper()
	schema := new(store.Schema)
	hooks := &provider.Webhooks{
		Table:  store.NewTable(schema, "bell.webhooks", store.CompareObjectIDs, func(e *store.Endpoint) store.ObjectID { return e.ID }),
		Events: []string{"rung", "struck"}, Signatures: []string{"timed", "plain"},
		Encode: encode, Acknowledged: acknowledged, Sample: sample,
	}
	w := &tower{store: store.New(schema), hooks: hooks}
	w.room = New(Options{Store: w.store, Providers: []*provider.Provider{{Name: "bell", Webhooks: hooks}, {Name: "mute"}}})
	w.room.pause = func(context.Context) {}
	var err error
	w.sandbox, err = w.store.Create(store.Default, clock)
	require.NoError(t, err)
	t.Cleanup(func() {
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		w.room.Close(gone)
	})
	return w
}

// encode signs the body, and the time with it unless the signature is plain.
func encode(event *store.Event, endpoint *store.Endpoint, at time.Time) provider.Message {
	m := provider.Message{Body: event.Data, Header: []provider.Header{{Name: "X-Bell", Value: event.Name}}}
	if endpoint.Secret == "" {
		return m
	}
	stamp := ""
	if endpoint.Signature != "plain" {
		stamp = strconv.FormatInt(at.Unix(), 10)
		m.Header = append(m.Header, provider.Header{Name: "X-Bell-Time", Value: stamp})
	}
	m.Header = append(m.Header, provider.Header{Name: "x-bell-signature", Value: sign(endpoint.Secret, stamp, m.Body)})
	return m
}

func sign(secret, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

func acknowledged(status int) (bool, string) {
	return status == http.StatusOK, fmt.Sprintf("answered %d: only 200 is a receipt", status)
}

func sample(tx *store.Tx) (store.Event, bool) {
	id := store.NewObjectID(tx.Now(), store.NewIDSource("bell"), 7).String()
	return ring(id, tx.Now()), true
}

func ring(id string, at time.Time) store.Event {
	data := fmt.Sprintf(`{"id":%q,"at":%d,"tone":"dröhnend"}`, id, at.Unix())
	return store.Event{Provider: "bell", Name: "rung", ID: id, At: at, Data: []byte(data)}
}

// ring has events happen, named by their numbers, in one transaction.
func (w *tower) ring(numbers ...int) { w.ringIn(w.sandbox, numbers...) }

func (w *tower) ringIn(sandbox *store.Sandbox, numbers ...int) {
	w.t.Helper()
	require.NoError(w.t, sandbox.Write(sandbox.Clock().Now(), func(tx *store.Tx) error {
		for _, n := range numbers {
			w.hooks.Emit(tx, ring(strconv.Itoa(n), tx.Now()))
		}
		return nil
	}))
}

// add registers an endpoint.
func (w *tower) add(url string, c Change) store.Endpoint {
	w.t.Helper()
	c.URL = &url
	added, err := w.room.Endpoints(w.sandbox).Add("bell", c)
	require.NoError(w.t, err)
	return added
}

// plant places an endpoint as a seed or a client of the vendor does, whose addresses nobody looks at before a delivery.
func (w *tower) plant(url string) {
	w.t.Helper()
	row := w.add("http://127.0.0.1:1/", Change{})
	row.URL = url
	require.NoError(w.t, w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
		w.hooks.Table.Put(tx, row)
		return nil
	}))
}

func (w *tower) settle() {
	w.t.Helper()
	require.NoError(w.t, w.room.Settle(w.t.Context(), w.sandbox))
}

func (w *tower) log() *Deliveries { return w.room.Deliveries(w.sandbox) }

// only is the one delivery of the log.
func (w *tower) only() Delivery {
	w.t.Helper()
	all, _ := w.log().Select(Filter{})
	require.Len(w.t, all, 1)
	return all[0]
}

// set moves the clock, to so long after the beginning, and waits for what is due then.
func (w *tower) set(after time.Duration) {
	w.t.Helper()
	w.sandbox.Clock().Set(instant().Add(after))
	w.settle()
}

// receiver is an HTTP server that remembers the ids of the events it was told of.
type receiver struct {
	URL string

	mu   sync.Mutex
	ids  []string
	gets []*http.Request
}

// receive starts a receiver that answers as it is told.
func receive(t *testing.T, answer http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		_, id, _ := strings.Cut(string(body), `"id":"`)
		id, _, _ = strings.Cut(id, `"`)
		r.mu.Lock()
		r.ids, r.gets = append(r.ids, id), append(r.gets, request)
		r.mu.Unlock()
		request.Body = io.NopCloser(bytes.NewReader(body))
		answer(rw, request)
	}))
	t.Cleanup(server.Close)
	r.URL = server.URL
	return r
}

// got is the ids of the events so far, in the order in which they came.
func (r *receiver) got() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string{}, r.ids...)
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func retry(attempts int, backoff ...time.Duration) *store.Retry {
	return &store.Retry{Attempts: attempts, Backoff: backoff}
}
