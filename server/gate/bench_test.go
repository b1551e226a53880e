//go:build unix

package gate

import (
	"bufio"
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

// quiet is a vendor that checks nothing but its token.
type quiet struct{}

func (quiet) Order() []provider.Step { return []provider.Step{provider.StepAuthenticate} }
func (quiet) Token(r *http.Request) (token, problem string) {
	return provider.BearerToken(r.Header, "token")
}

func (quiet) Negotiate(*http.Request) *provider.Error { return nil }

func (quiet) Allows(any, *provider.Route) (bool, string, string) { return true, "", "" }

func (quiet) LimitHeaders(*store.Sandbox, provider.Allowance, time.Time) []provider.Header {
	return nil
}

func (quiet) Refusals() provider.Refusals { return provider.Refusals{} }

func (quiet) Render(*provider.Error, []byte) provider.Response { return provider.Response{} }

func (quiet) Word(int) *provider.Error { return nil }

func (quiet) FirstPage(query string) string { return query }

// benchDoor answers single reads of about the size that the vendors' have.
func benchDoor(tb testing.TB) *Door {
	tb.Helper()
	all := store.New(new(store.Schema))
	_, err := all.Create(store.Default, store.NewClock(time.Time{}, store.Running))
	require.NoError(tb, err)
	require.NoError(tb, all.AddCredential(store.Credential{Token: "bench-token", Provider: "quiet", Sandbox: store.Default}))
	body := bytes.Repeat([]byte("0123456789"), 60)
	p := &provider.Provider{Name: "quiet", Dialect: quiet{}}
	route := &provider.Route{Method: "GET", Pattern: "/x", Handler: func(r *provider.Request) (provider.Response, error) {
		return provider.Response{Status: 200, ContentType: "application/json", Body: append(r.Buffer, body...)}, nil
	}}
	gates, err := New(Options{Store: all, Providers: []*provider.Provider{p}, Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	return gates.Handler(p, route, nil)
}

// BenchmarkJournal is one read over a connection, and beside it the journal's share of the read: adding the entry. That
// may be 15 percent of it.
func BenchmarkJournal(b *testing.B) {
	b.Run("read", func(b *testing.B) { benchmarkRead(b, benchDoor(b)) })
	b.Run("entry", func(b *testing.B) {
		door := benchDoor(b)
		journal := door.gates.journals.Of(door.gates.fallback)
		body := bytes.Repeat([]byte("0123456789"), 60)
		header := http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer bench-token"}}
		for b.Loop() {
			journal.add(Entry{Provider: "quiet", Method: "GET", Target: "/x", Path: "/x", Route: "/x", Status: 200}, capture{header, header, nil, body, nil})
		}
	})
}

func benchmarkRead(b *testing.B, handler http.Handler) {
	web := httptest.NewServer(handler)
	defer web.Close()
	connection, err := net.Dial("tcp", web.Listener.Addr().String())
	require.NoError(b, err)
	defer func() { _ = connection.Close() }()
	request := []byte("GET /x HTTP/1.1\r\nHost: localhost:8888\r\nUser-Agent: bench\r\nAccept: application/json\r\nAuthorization: Bearer bench-token\r\nAccept-Encoding: gzip\r\n\r\n")
	_, err = connection.Write(request)
	require.NoError(b, err)
	first, err := http.ReadResponse(bufio.NewReader(connection), nil)
	require.NoError(b, err)
	body, err := io.ReadAll(first.Body)
	require.NoError(b, err)
	require.NoError(b, first.Body.Close())
	answer := make([]byte, 8<<10)
	before := cpuTime(b)
	for b.Loop() {
		if _, err := connection.Write(request); err != nil {
			b.Fatal(err)
		}
		for read := 0; !bytes.HasSuffix(answer[:read], body); {
			n, err := connection.Read(answer[read:])
			if err != nil {
				b.Fatal(err)
			}
			read += n
		}
	}
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkGates is one read through the gates alone: without faults, with one that is aimed elsewhere, and with one in
// another sandbox.
func BenchmarkGates(b *testing.B) {
	elsewhere := Fault{Match: FaultMatch{Method: "POST"}, Times: Always, Effect: Effect{Type: EffectStatus, Status: 500}}
	for name, arm := range map[string]func(d *Door){
		"no fault": func(*Door) {},
		"a fault elsewhere": func(d *Door) {
			list := d.gates.faults.rooms.of(d.gates.fallback)
			list.all = append(list.all, &armed{Fault: elsewhere, gone: make(chan struct{})})
			d.gates.faults.live.Add(1)
		},
	} {
		b.Run(name, func(b *testing.B) {
			door := benchDoor(b)
			arm(door)
			request := httptest.NewRequest(http.MethodGet, "/x", http.NoBody)
			request.Header.Set("Authorization", "Bearer bench-token")
			w := &nowhere{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				door.ServeHTTP(w, request)
			}
		})
	}
}

// nowhere is a ResponseWriter that keeps nothing.
type nowhere struct{ header http.Header }

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) WriteHeader(int)             {}
func (n *nowhere) Write(p []byte) (int, error) { return len(p), nil }

func cpuTime(b *testing.B) int64 {
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return used.Utime.Nano() + used.Stime.Nano()
}

// TestLargeRequestsLeaveLittleBehind: 200 requests of a mebibyte raise what the heap holds by at most 40 MiB.
func TestLargeRequestsLeaveLittleBehind(t *testing.T) {
	door := benchDoor(t) // not in parallel: it measures the heap
	held := func() uint64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := held()
	body := bytes.Repeat([]byte("x"), 1<<20)
	for range 200 {
		request := httptest.NewRequest(http.MethodPost, "/x", bytes.NewReader(body))
		request.Header.Set("Authorization", "Bearer bench-token")
		door.ServeHTTP(&nowhere{http.Header{}}, request)
	}
	after := held()
	require.Len(t, door.gates.journals.Of(door.gates.fallback).Entries(), 200)
	assert.Less(t, max(after, before)-before, uint64(40<<20))
	runtime.KeepAlive(body)
}
