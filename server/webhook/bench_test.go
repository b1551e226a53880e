package webhook

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"mockserver/server/outbound"
	"mockserver/store"
)

// The figures to compare: events a second through the queue, ordered and not, beside a bare loop of posts by the same
// client with the same bodies. live-B/event is the heap that 10,000 waiting events take, each.

func benchReceiver(b *testing.B) string {
	b.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	b.Cleanup(server.Close)
	return server.URL
}

func BenchmarkBareLoop(b *testing.B) {
	url, client := benchReceiver(b), outbound.NewClient(outbound.Options{})
	for b.Loop() {
		request, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, url, bytes.NewReader(benchEvent().Data))
		response, err := client.Do(request)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkOrdered(b *testing.B)   { benchQueue(b, true) }
func BenchmarkUnordered(b *testing.B) { benchQueue(b, false) }

func benchEvent() store.Event {
	event := ring("5b05ca43f193b66c692c29a0", instant())
	event.Data = append(event.Data, bytes.Repeat([]byte(" "), 1000)...)
	return event
}

func benchQueue(b *testing.B, ordered bool) {
	w := benchTower(b)
	url := benchReceiver(b)
	if _, err := w.room.Endpoints(w.sandbox).Add("bell", Change{URL: &url, Retry: &store.Retry{Ordered: ordered}}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	left := b.N
	for left > 0 {
		some := min(left, 10_000)
		w.emit(b, some)
		if err := w.room.Settle(context.Background(), w.sandbox); err != nil {
			b.Fatal(err)
		}
		left -= some
	}
	b.StopTimer()
	if c := w.log().Counts(); c.Received != int64(b.N) {
		b.Fatalf("%d of %d were received", c.Received, b.N)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkWaiting measures what waiting events take, with an endpoint that never answers.
func BenchmarkWaiting(b *testing.B) {
	const events = 10_000
	for b.Loop() {
		w := benchTower(b)
		url := "http://127.0.0.1:1/" // nobody listens: all wait for their retry
		if _, err := w.room.Endpoints(w.sandbox).Add("bell", Change{URL: &url, Retry: retry(2, 1<<40)}); err != nil {
			b.Fatal(err)
		}
		before := liveHeap()
		w.emit(b, events)
		queued := liveHeap()
		if err := w.room.Settle(context.Background(), w.sandbox); err != nil {
			b.Fatal(err)
		}
		tried := liveHeap()
		b.ReportMetric(float64(queued-before)/events, "queued-B/event")
		b.ReportMetric(float64(tried-before)/events, "tried-B/event")
		w.room.Reset(w.sandbox)
	}
}

func liveHeap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func (w *tower) emit(b *testing.B, events int) {
	b.Helper()
	err := w.sandbox.Write(instant(), func(tx *store.Tx) error {
		for range events {
			w.hooks.Emit(tx, benchEvent())
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
