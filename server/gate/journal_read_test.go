package gate_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// post sends a body to the handler itself.
func (w *troubled) post(target, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	request.Header.Set("Authorization", store.Default)
	answer := httptest.NewRecorder()
	w.web.Config.Handler.ServeHTTP(answer, request)
	return answer
}

// talk makes the exchanges that the filters below choose from.
func talk(t *testing.T) *gate.Journal {
	t.Helper()
	w := newTroubled(t)
	w.serve("GET", "/x/items?page=2", "default") // 1
	w.serve("GET", "/x/items/7", "default")      // 2
	w.post("/x/items", `{"a":1,"b":{"c":["d"],"e":"f"}}`)
	w.serve("GET", "/x/nowhere", "default") // 4
	w.serve("GET", "/x/items", "unknown")   // 5
	w.arm(t, gate.Fault{Name: "planned", Effect: failing(503)})
	w.serve("GET", "/x/items", "default") // 6
	return w.journal(t)
}

func TestFilters(t *testing.T) {
	t.Parallel()
	journal := talk(t)
	yes, no := true, false
	for _, test := range []struct {
		filter gate.Filter
		want   []int64
	}{
		{gate.Filter{}, []int64{1, 2, 3, 4, 5, 6}},
		{gate.Filter{Provider: "plain"}, []int64{1, 2, 3, 4, 5, 6}},
		{gate.Filter{Provider: "huntr"}, nil},
		{gate.Filter{Method: "post"}, []int64{3}},
		{gate.Filter{Path: "/x/items"}, []int64{1, 3, 5, 6}},
		{gate.Filter{Path: "/x/items/*"}, []int64{2}},
		{gate.Filter{Path: "/x/items/{id}"}, []int64{2}},
		{gate.Filter{Route: "/x/items/{id}"}, []int64{2}},
		{gate.Filter{Status: "404"}, []int64{4}},
		{gate.Filter{Status: "4xx"}, []int64{4, 5}},
		{gate.Filter{Status: "5XX"}, []int64{6}},
		{gate.Filter{Credential: "1"}, []int64{1, 2, 3, 4, 6}},
		{gate.Filter{Credential: "****"}, []int64{1, 2, 3, 4, 6}},
		{gate.Filter{Matched: &no}, []int64{4}},
		{gate.Filter{Matched: &yes, Method: "GET"}, []int64{1, 2, 5, 6}},
		{gate.Filter{Fault: "*"}, []int64{6}},
		{gate.Filter{Fault: "planned"}, []int64{6}},
		{gate.Filter{Fault: "1"}, []int64{6}},
		{gate.Filter{Fault: "2"}, nil},
		{gate.Filter{Body: `"c":["d"]`}, []int64{3}},
		{gate.Filter{JSON: json.RawMessage(`{"b":{"e":"f"}}`)}, []int64{3}},
		{gate.Filter{JSON: json.RawMessage(`{"b":{"c":["d"]}}`)}, []int64{3}},
		{gate.Filter{JSON: json.RawMessage(`{"b":{"c":[]}}`)}, nil},
		{gate.Filter{JSON: json.RawMessage(`{"a":1.5}`)}, nil},
		{gate.Filter{JSON: json.RawMessage(`{"a":{}}`)}, nil},
		{gate.Filter{After: 4}, []int64{5, 6}},
		{gate.Filter{After: 99}, nil},
		{gate.Filter{Path: "/x/items", Limit: 2}, []int64{1, 3}},
	} {
		entries, _, err := journal.Select(test.filter)
		require.NoError(t, err)
		got := make([]int64, 0, len(entries))
		for _, entry := range entries {
			got = append(got, entry.Number)
		}
		assert.Equal(t, append([]int64{}, test.want...), got, "%+v", test.filter)
	}
	for _, faulty := range []gate.Filter{{Path: "x"}, {Status: "abc"}, {Status: "9xx"}, {Status: "-1"}, {JSON: json.RawMessage(`{`)}, {After: -1}, {Limit: -1}} {
		_, _, err := journal.Select(faulty)
		var field *provider.FieldError
		require.ErrorAs(t, err, &field, "%+v", faulty)
	}
	_, next, err := journal.Select(gate.Filter{Path: "/x/items", Limit: 2})
	require.NoError(t, err)
	assert.Equal(t, int64(3), next, "the next page goes on behind the last one")
	_, next, err = journal.Select(gate.Filter{Path: "/x/items"})
	require.NoError(t, err)
	assert.Equal(t, int64(6), next, "all have been looked at")
	assert.Equal(t, int64(1), journal.Unmatched())
	journal.Clear()
	assert.Empty(t, journal.Entries())
	assert.Zero(t, journal.Unmatched())
}

func TestNumbersGoOnAfterClear(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for range 1500 {
		w.serve("GET", "/x/items", "default")
	}
	journal := w.journal(t)
	assert.Equal(t, int64(500), journal.Lost())
	journal.Clear()
	assert.Zero(t, journal.Lost())
	for range 1200 {
		w.serve("GET", "/x/items", "default")
	}
	entries := journal.Entries()
	require.Len(t, entries, 1000)
	assert.Equal(t, int64(1701), entries[0].Number)
	assert.Equal(t, int64(2700), journal.Now())
}

// TestWaitMissesNothing: whoever waits gets every exchange, though they come in while nobody looks.
func TestWaitMissesNothing(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	journal := w.journal(t)
	const all = 600
	var group sync.WaitGroup
	group.Go(func() {
		for i := range all {
			w.serve("GET", fmt.Sprint("/x/items/", i), "default")
		}
	})
	for range 3 {
		group.Go(func() {
			var after int64
			for seen := 0; seen < all; {
				entries, next, err := journal.Wait(t.Context(), gate.Filter{After: after})
				if !assert.NoError(t, err) {
					return
				}
				for _, entry := range entries {
					assert.Equal(t, fmt.Sprint("/x/items/", seen), entry.Target)
					seen++
				}
				after = next
			}
		})
	}
	group.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, next, err := journal.Wait(ctx, gate.Filter{Method: "PUT"})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Equal(t, int64(all), next)
}

func TestASubscriberGetsEveryExchange(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.serve("GET", "/x/items/before", "default")
	subscription, err := w.journal(t).Subscribe(gate.Filter{Path: "/x/items/*", After: w.journal(t).Now()})
	require.NoError(t, err)
	go func() {
		for i := range 500 {
			w.serve("GET", "/x/items", "default")
			w.serve("GET", fmt.Sprint("/x/items/", i), "default")
		}
	}()
	for i := range 400 {
		entry, err := subscription.Next(t.Context())
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprint("/x/items/", i), entry.Target)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	waiting, err := w.journal(t).Subscribe(gate.Filter{Method: "PUT"})
	require.NoError(t, err)
	_, err = waiting.Next(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

// TestASlowSubscriberIsDropped: nobody waits for it, and it is told.
func TestASlowSubscriberIsDropped(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	journal := w.journal(t)
	subscription, err := journal.Subscribe(gate.Filter{})
	require.NoError(t, err)
	ask := func(times int) {
		for range times {
			w.serve("GET", "/x/items", "default")
		}
	}
	ask(1)
	_, err = subscription.Next(t.Context())
	require.NoError(t, err)
	ask(1000)
	_, err = subscription.Next(t.Context())
	require.NoError(t, err, "still there")
	ask(2)
	_, err = subscription.Next(t.Context())
	require.ErrorIs(t, err, gate.ErrTooSlow)

	cleared, err := journal.Subscribe(gate.Filter{})
	require.NoError(t, err)
	_, err = cleared.Next(t.Context())
	require.NoError(t, err, "what was lost before it began is no fault of its own")
	journal.Clear()
	ask(1)
	entry, err := cleared.Next(t.Context())
	require.NoError(t, err, "what was cleared is not lost")
	assert.Equal(t, int64(1004), entry.Number)
}

func TestVerify(t *testing.T) {
	t.Parallel()
	journal := talk(t)
	number := func(n int) *int { return &n }
	get := gate.Filter{Method: "GET", Path: "/x/items"}
	for _, test := range []struct {
		expectation gate.Expectation
		ok          bool
		found       int
		wanted      string
	}{
		{gate.Expectation{Match: get}, true, 3, "at least 1"},
		{gate.Expectation{Match: get, Count: number(3)}, true, 3, "exactly 3"},
		{gate.Expectation{Match: get, Count: number(2)}, false, 3, "exactly 2"},
		{gate.Expectation{Match: get, AtLeast: number(4)}, false, 3, "at least 4"},
		{gate.Expectation{Match: get, AtMost: number(3)}, true, 3, "at most 3"},
		{gate.Expectation{Match: get, AtMost: number(2)}, false, 3, "at most 2"},
		{gate.Expectation{Match: get, AtLeast: number(1), AtMost: number(3)}, true, 3, "1 to 3"},
		{gate.Expectation{Match: gate.Filter{Method: "PUT"}, Count: number(0)}, true, 0, "exactly 0"},
		{gate.Expectation{Order: []gate.Filter{{Method: "POST"}, {Status: "404"}, {Fault: "*"}}}, true, 3, "3 in this order"},
		{gate.Expectation{Order: []gate.Filter{{Status: "404"}, {Method: "POST"}}}, false, 1, "2 in this order"},
	} {
		verdict, err := journal.Verify(test.expectation)
		require.NoError(t, err)
		assert.Equal(t, []any{test.ok, test.found, test.wanted}, []any{verdict.OK, verdict.Found, verdict.Wanted}, "%+v", test.expectation)
	}
	for field, faulty := range map[string]gate.Expectation{
		"count":    {Count: number(1), AtMost: number(2)},
		"at_most":  {AtLeast: number(2), AtMost: number(1)},
		"at_least": {AtLeast: number(-1)},
		"order":    {Order: []gate.Filter{{}}, Match: get},
		"path":     {Match: gate.Filter{Path: "x"}},
		"status":   {Order: []gate.Filter{{Status: "x"}}},
	} {
		_, err := journal.Verify(faulty)
		var named *provider.FieldError
		if assert.ErrorAs(t, err, &named, field) {
			assert.Equal(t, field, named.Field)
		}
	}
}

func TestNearMissesNameTheFieldThatDiffers(t *testing.T) {
	t.Parallel()
	journal := talk(t)
	verdict, err := journal.Verify(gate.Expectation{Match: gate.Filter{Method: "POST", Path: "/x/items", Status: "201"}})
	require.NoError(t, err)
	require.False(t, verdict.OK)
	require.Len(t, verdict.Nearest, 3)
	assert.Equal(t, int64(3), verdict.Nearest[0].Entry.Number)
	assert.Equal(t, []gate.Difference{{Field: "status", Wanted: "201", Got: "200"}}, verdict.Nearest[0].Differs)
	assert.Equal(t, []gate.Difference{{Field: "method", Wanted: "POST", Got: "GET"}, {Field: "status", Wanted: "201", Got: "503"}}, verdict.Nearest[1].Differs)

	for field, filter := range map[string]gate.Filter{
		"provider":   {Provider: "huntr", Method: "POST"},
		"path":       {Path: "/x/others", Method: "POST"},
		"route":      {Route: "/x/others", Method: "POST"},
		"credential": {Credential: "9", Method: "POST"},
		"fault":      {Fault: "*", Method: "POST"},
		"body":       {Body: "zzz", Method: "POST"},
		"json":       {JSON: json.RawMessage(`{"a":2}`), Method: "POST"},
	} {
		verdict, err := journal.Verify(gate.Expectation{Match: filter})
		require.NoError(t, err)
		nearest := verdict.Nearest[0]
		if nearest.Entry.Number != 3 && field == "fault" { // the struck one differs in as many
			nearest = verdict.Nearest[1]
		}
		require.Len(t, nearest.Differs, 1, field)
		assert.Equal(t, field, nearest.Differs[0].Field)
		assert.Equal(t, int64(3), nearest.Entry.Number, field)
	}

	verdict, err = journal.Verify(gate.Expectation{Order: []gate.Filter{{Status: "404"}, {Method: "POST"}}})
	require.NoError(t, err)
	assert.Equal(t, 1, verdict.Step)
	assert.Equal(t, []int64{4}, verdict.Numbers)
	assert.Equal(t, []gate.Difference{{Field: "method", Wanted: "POST", Got: "GET"}}, verdict.Nearest[0].Differs)
}

// TestTheJournalShowsNoSecret: neither the client's nor the one that the vendor shows once, in whatever text.
func TestTheJournalShowsNoSecret(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for _, body := range []string{
		`{"secret":"hush","url":"x"}`, `{"url":"x", "secret" : "hu\"hush" }`, `{"s\u0065cret":"hush"}`, `{"secret":"hush`, `{"secret":["hush",{"a":"hush"}],"b":1}`, `{"secret":hush}`,
	} {
		assert.Contains(t, w.post("/x/items", body).Body.String(), "made up")
	}
	assert.Equal(t, http.StatusNotFound, w.post("/x/other", `{"note":"kept"}`).Code)
	for i, entry := range w.journal(t).Entries() {
		assert.NotContains(t, string(entry.RequestBody), "hush", i)
		assert.NotContains(t, string(entry.ResponseBody), "made up", i)
		if entry.Route != "" {
			assert.Contains(t, string(entry.RequestBody)+string(entry.ResponseBody), `"[REDACTED]"`)
			assert.Equal(t, `{"stored":true, "secret": "[REDACTED]"}`, string(entry.ResponseBody))
		}
	}
	last := w.journal(t).Entries()[6]
	assert.JSONEq(t, `{"note":"kept"}`, string(last.RequestBody))
	assert.Equal(t, `{"secret":"[REDACTED]","url":"x"}`, string(w.journal(t).Entries()[0].RequestBody))
	assert.Equal(t, `{"secret":"[REDACTED]","b":1}`, string(w.journal(t).Entries()[4].RequestBody))
}

// TestTheAnswerComesAfterItsEntry: who has read an answer finds it in the journal, however large it is.
func TestTheAnswerComesAfterItsEntry(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for i := range 100 {
		require.NoError(t, w.ask("GET", "/x/items/"+strings.Repeat("7", 20_000)).err)
		require.Equal(t, int64(i+1), w.journal(t).Now())
	}
}
