package gate_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
)

// whole is the list as it is without a fault.
func whole() string { return fmt.Sprintf(items, "") }

// TestEveryEffectOnTheWire has each effect strike twice: once seen by a raw socket, once by net/http's client.
func TestEveryEffectOnTheWire(t *testing.T) {
	t.Parallel()
	head := "HTTP/1.1 200 OK\r\n"
	for _, test := range []struct {
		name   string
		effect gate.Effect
		raw    func(t *testing.T, answer string, err error)
		client func(t *testing.T, a asked)
	}{
		{"status", gate.Effect{Type: "status", Status: 503}, func(t *testing.T, answer string, err error) {
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 503 Service Unavailable\r\n"), answer)
			assert.True(t, strings.HasSuffix(answer, "\r\n\r\nword 503"), answer)
		}, func(t *testing.T, a asked) {
			require.NoError(t, a.err)
			assert.Equal(t, 503, a.status)
			assert.Equal(t, "word 503", a.body)
			assert.Equal(t, "planned", a.header.Get("X-Mock-Fault"))
			assert.Equal(t, "fault planned: status", a.header.Get("X-Mock-Reason"))
			assert.Equal(t, `inferred; source="test"`, a.header.Get("X-Mock-Evidence"))
		}},
		{"latency", gate.Effect{Type: "latency", Delay: time.Millisecond, Max: 2 * time.Millisecond}, func(t *testing.T, answer string, err error) {
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(answer, head) && strings.HasSuffix(answer, whole()), answer)
		}, wholeAnswer},
		{"stall", gate.Effect{Type: "stall", Delay: time.Millisecond}, nothing, noAnswer},
		{"drop", gate.Effect{Type: "drop"}, nothing, noAnswer},
		{"drop in mid body", gate.Effect{Type: "drop", At: 10}, cutAt(10), cutShort},
		{"reset", gate.Effect{Type: "reset"}, func(t *testing.T, answer string, err error) {
			require.ErrorIs(t, err, syscall.ECONNRESET)
			assert.Empty(t, answer)
		}, func(t *testing.T, a asked) { require.ErrorIs(t, a.err, syscall.ECONNRESET) }},
		{"reset in mid body", gate.Effect{Type: "reset", At: 0.25}, func(t *testing.T, answer string, err error) {
			require.ErrorIs(t, err, syscall.ECONNRESET)
			assert.NotContains(t, answer, whole())
		}, func(t *testing.T, a asked) { require.Error(t, a.err) }},
		{"truncate", gate.Effect{Type: "truncate"}, cutAt(len(whole()) / 2), cutShort},
		{"truncate at its end", gate.Effect{Type: "truncate", At: 1 << 20}, cutAt(len(whole()) - 1), cutShort},
		{"slow", gate.Effect{Type: "slow", Delay: time.Millisecond, Chunk: 7}, func(t *testing.T, answer string, err error) {
			require.NoError(t, err)
			assert.Contains(t, answer, fmt.Sprintf("Content-Length: %d\r\n", len(whole())))
			assert.True(t, strings.HasSuffix(answer, "\r\n\r\n"+whole()), answer)
		}, wholeAnswer},
		{"invalid_json", gate.Effect{Type: "invalid_json", At: 5}, func(t *testing.T, answer string, err error) {
			require.NoError(t, err)
			assert.Contains(t, answer, "Content-Length: 5\r\n")
			assert.True(t, strings.HasSuffix(answer, "\r\n\r\n"+whole()[:5]), answer)
		}, func(t *testing.T, a asked) {
			require.NoError(t, a.err)
			assert.Equal(t, 200, a.status)
			assert.False(t, json.Valid([]byte(a.body)))
		}},
		{"empty_page", gate.Effect{Type: "empty_page"}, page(noItems, "2"), func(t *testing.T, a asked) { assert.Equal(t, fmt.Sprintf(noItems, "2"), a.body) }},
		{"repeat_page", gate.Effect{Type: "repeat_page"}, page(items, ""), func(t *testing.T, a asked) { assert.Equal(t, whole(), a.body) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w, target := newTroubled(t), "/x/items"
			if strings.HasSuffix(test.name, "_page") {
				target = "/x/items?page=2&a=b"
			}
			w.arm(t, gate.Fault{Name: "planned", Effect: test.effect, Times: 2, Match: gate.FaultMatch{Provider: "plain", Method: "get", Path: "/x/items"}})
			answer, err := w.raw(t, "GET", target)
			test.raw(t, answer, err)
			test.client(t, w.ask("GET", target))
			assert.Equal(t, 2, w.faults(t).List()[0].Struck)
			again := w.ask("GET", "/x/items")
			assert.Equal(t, []any{200, whole(), nil}, []any{again.status, again.body, again.err}, "then it is used up")
			entries := w.journal(t).Entries()
			require.Len(t, entries, 3)
			assert.Equal(t, "planned", entries[0].Fault)
			assert.Equal(t, "1", entries[0].FaultID)
			assert.Equal(t, target, entries[0].Target, "as sent, whatever the fault makes of it")
			assert.Empty(t, entries[2].Fault)
		})
	}
}

func wholeAnswer(t *testing.T, a asked) {
	require.NoError(t, a.err)
	assert.Equal(t, 200, a.status)
	assert.Equal(t, whole(), a.body)
	assert.Equal(t, "planned", a.header.Get("X-Mock-Fault"))
}

func nothing(t *testing.T, answer string, err error) {
	require.NoError(t, err, "an orderly close")
	assert.Empty(t, answer)
}

func noAnswer(t *testing.T, a asked) { require.ErrorIs(t, a.err, io.EOF) }

func cutAt(bytes int) func(t *testing.T, answer string, err error) {
	return func(t *testing.T, answer string, err error) {
		require.NoError(t, err, "an orderly close")
		assert.Contains(t, answer, fmt.Sprintf("Content-Length: %d\r\n", len(whole())))
		assert.True(t, strings.HasSuffix(answer, "\r\n\r\n"+whole()[:bytes]), answer)
	}
}

func cutShort(t *testing.T, a asked) {
	assert.Equal(t, 200, a.status)
	require.ErrorIs(t, a.err, io.ErrUnexpectedEOF)
}

func page(body, number string) func(t *testing.T, answer string, err error) {
	return func(t *testing.T, answer string, err error) {
		require.NoError(t, err)
		assert.True(t, strings.HasSuffix(answer, fmt.Sprintf(body, number)), answer)
	}
}

// TestWhetherAWriteIsStored: what a client takes for a failure may have been stored.
func TestWhetherAWriteIsStored(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		effect gate.Effect
		stored int64
	}{
		{gate.Effect{Type: "status", Status: 500}, 0},
		{gate.Effect{Type: "status", Status: 500, AfterHandler: true}, 1},
		{gate.Effect{Type: "drop"}, 0},
		{gate.Effect{Type: "drop", AfterHandler: true}, 1},
		{gate.Effect{Type: "drop", At: 3}, 1},
		{gate.Effect{Type: "reset"}, 0},
		{gate.Effect{Type: "reset", AfterHandler: true}, 1},
		{gate.Effect{Type: "stall", Delay: time.Millisecond}, 0},
		{gate.Effect{Type: "stall", Delay: time.Millisecond, AfterHandler: true}, 1},
		{gate.Effect{Type: "truncate"}, 1},
		{gate.Effect{Type: "invalid_json"}, 1},
	} {
		w := newTroubled(t)
		w.arm(t, gate.Fault{Effect: test.effect})
		first := w.ask("POST", "/x/items")
		assert.True(t, first.err != nil || first.status == 500 || !json.Valid([]byte(first.body)), "%+v", test.effect)
		assert.Equal(t, test.stored, w.stored.Load(), "%+v", test.effect)
	}
}

// TestAnAnswerWithoutABodyHasNoMiddle: it is cut off before its status line.
func TestAnAnswerWithoutABodyHasNoMiddle(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	assert.Equal(t, 204, w.ask("DELETE", "/x/items/7").status)
	for _, effect := range []gate.Effect{{Type: "truncate"}, {Type: "drop", At: 5}} {
		w.arm(t, gate.Fault{Effect: effect})
		require.ErrorIs(t, w.ask("DELETE", "/x/items/7").err, io.EOF)
	}
	w.arm(t, gate.Fault{Effect: gate.Effect{Type: "invalid_json"}})
	assert.Equal(t, 204, w.ask("DELETE", "/x/items/7").status, "nothing there to break")
}

// TestALatencyIsNoPast: what comes after the wait happens at the time after it.
func TestALatencyIsNoPast(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.arm(t, gate.Fault{Effect: gate.Effect{Type: "latency", Delay: time.Hour}})
	answered := make(chan asked)
	go func() { answered <- w.ask("GET", "/x/items") }()
	for w.faults(t).List()[0].Struck == 0 {
		runtime.Gosched()
	}
	w.sandbox(t, "default").Clock().Advance(time.Minute)
	w.faults(t).Clear()
	assert.Equal(t, "Thu, 15 Jan 2026 09:01:00 GMT", (<-answered).header.Get("Date"))
}

// TestAStallEndsWithItsClientItsFaultOrItsServer: nothing else would wake it.
func TestAStallEndsWithItsClientItsFaultOrItsServer(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *troubled, connection io.Closer, f gate.SandboxFaults){
		"client": func(_ *troubled, connection io.Closer, _ gate.SandboxFaults) { _ = connection.Close() },
		"fault":  func(_ *troubled, _ io.Closer, f gate.SandboxFaults) { f.Clear() },
		"server": func(w *troubled, _ io.Closer, _ gate.SandboxFaults) { w.Close() },
		"sandbox": func(w *troubled, _ io.Closer, _ gate.SandboxFaults) {
			s, _ := w.store.Sandbox("default")
			_ = w.store.Delete("default")
			w.Drop(s)
		},
	} {
		w := newTroubled(t)
		f := w.faults(t)
		w.arm(t, gate.Fault{Effect: gate.Effect{Type: "stall", Delay: time.Hour}})
		connection := w.send(t, "GET", "/x/items")
		_, _, err := w.journal(t).Wait(t.Context(), gate.Filter{Fault: "*", Status: "0"})
		require.NoError(t, err)
		end(w, connection, f)
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		require.NoError(t, w.web.Config.Shutdown(ctx), "%s: nothing runs any more", name)
		cancel()
	}
}

func TestALatencyOutlastsTheServersReadTimeout(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.web.Close()
	w.web = startWithReadTimeout(t, w.mux(), 20*time.Millisecond)
	w.arm(t, gate.Fault{Effect: gate.Effect{Type: "latency", Delay: 200 * time.Millisecond}})
	a := w.ask("GET", "/x/items")
	require.NoError(t, a.err)
	assert.Equal(t, whole(), a.body)
}

func TestARequestMayAskForItsOwnFault(t *testing.T) {
	t.Parallel()
	asking := func(text string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Mock-Fault", text) }
	}
	closed, open := newTroubled(t), newTroubled(t, func(o *gate.Options) { o.FaultHeader = true })
	assert.Equal(t, 200, closed.ask("GET", "/x/items", asking("status=503")).status, "off unless it is switched on")
	answer := open.ask("GET", "/x/items", asking("status=429; retry_after=3s"))
	assert.Equal(t, 429, answer.status)
	assert.Equal(t, "3", answer.header.Get("Retry-After"))
	require.ErrorIs(t, open.ask("GET", "/x/items", asking("drop")).err, io.EOF)
	require.ErrorIs(t, open.ask("POST", "/x/items", asking("truncate=0.3")).err, io.ErrUnexpectedEOF)
	assert.Equal(t, 200, open.ask("GET", "/x/items", asking("latency=1ms; max=2ms")).status)
	for text, reason := range map[string]string{
		"nonsense":           "effect.type",
		"status":             "effect.status",
		"status=200":         "effect.status",
		"status=abc":         "effect.status",
		"latency=fast":       "effect.delay",
		"latency=2s; of=a":   "effect.of: there is no such field",
		"status=500; at=1":   "effect.at: status has none",
		"empty_page=1":       "takes no value",
		"truncate=NaN":       "effect.at",
		"latency=1s;max=10h": "effect.max",
	} {
		refused := open.ask("GET", "/x/items", asking(text))
		assert.Equal(t, 400, refused.status, text)
		assert.Equal(t, "word 400", refused.body, text)
		assert.Contains(t, refused.header.Get("X-Mock-Reason"), reason, text)
	}
	assert.Contains(t, open.ask("GET", "/x/items/7", asking("empty_page")).header.Get("X-Mock-Reason"), "is for lists")
	assert.Equal(t, "X-Mock-Fault", open.journal(t).Entries()[0].Fault)
}
