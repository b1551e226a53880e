package gate_test

import (
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

func failing(status int) gate.Effect { return gate.Effect{Type: gate.EffectStatus, Status: status} }

// statuses asks for the list again and again.
func (w *troubled) statuses(times int) []int {
	all := make([]int, times)
	for i := range all {
		all[i] = w.serve("GET", "/x/items", store.Default).Code
	}
	return all
}

// serve asks the handler itself, without a connection.
func (w *troubled) serve(method, target, token string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, http.NoBody)
	request.Header.Set("Authorization", token)
	answer := httptest.NewRecorder()
	w.web.Config.Handler.ServeHTTP(answer, request)
	return answer
}

func TestFaultsStrikeFirstInFirstOut(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.arm(t, gate.Fault{Effect: failing(500), Times: 2})
	w.arm(t, gate.Fault{Effect: failing(501), After: 1})
	w.arm(t, gate.Fault{Effect: failing(502), Times: gate.Always, After: 1})
	assert.Equal(t, []int{500, 500, 200, 501, 502, 502}, w.statuses(6))
	var seen, struck [3]int
	for i, fault := range w.faults(t).List() {
		seen[i], struck[i] = fault.Seen, fault.Struck
	}
	assert.Equal(t, [3]int{2, 2, 3}, seen, "a fault does not see what an earlier one struck")
	assert.Equal(t, [3]int{2, 1, 2}, struck)
	require.NoError(t, w.faults(t).Remove("3"))
	require.ErrorIs(t, w.faults(t).Remove("3"), gate.ErrNoFault)
	assert.Equal(t, []int{200}, w.statuses(1))
	found, err := w.faults(t).Get("2")
	require.NoError(t, err)
	assert.False(t, found.Live())
}

func TestFaultsAreOfTheirSandboxAlone(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.arm(t, gate.Fault{Effect: failing(500), Times: gate.Always})
	assert.Equal(t, 200, w.serve("GET", "/x/items", "other").Code)
	assert.Equal(t, 500, w.serve("GET", "/x/items", "unknown").Code, "strangers belong to the default one, and are struck before they are refused")
	assert.Equal(t, 500, w.serve("GET", "/x/nowhere", "default").Code)
	assert.Equal(t, 1, w.faults(t).Clear())
	assert.Equal(t, 401, w.serve("GET", "/x/items", "unknown").Code)
}

func TestFaultsAreAimed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		match          gate.FaultMatch
		method, target string
		struck         bool
	}{
		{gate.FaultMatch{Path: "/x/items"}, "GET", "/x/items?page=2", true},
		{gate.FaultMatch{Path: "/x/items"}, "GET", "/x/items/", true},
		{gate.FaultMatch{Path: "/x/items"}, "GET", "/x/items.json", true},
		{gate.FaultMatch{Path: "/x/items"}, "GET", "/x/items/7", false},
		{gate.FaultMatch{Path: "/x/items/{id}"}, "GET", "/x/items/7", true},
		{gate.FaultMatch{Path: "/x/items/7"}, "GET", "/x/items/8", false},
		{gate.FaultMatch{Path: "/x/**", Method: "post"}, "POST", "/x/items", true},
		{gate.FaultMatch{Path: "/x/**", Method: "post"}, "GET", "/x/items", false},
		{gate.FaultMatch{Method: "GET"}, "HEAD", "/x/items", false},
		{gate.FaultMatch{Method: "HEAD"}, "HEAD", "/x/items", true},
		{gate.FaultMatch{Credential: "1"}, "GET", "/x/items", true},
	} {
		w := newTroubled(t)
		w.arm(t, gate.Fault{Match: test.match, Effect: failing(555)})
		assert.Equal(t, test.struck, w.serve(test.method, test.target, "default").Code == 555, "%+v %s %s", test.match, test.method, test.target)
	}
	w := newTroubled(t)
	w.arm(t, gate.Fault{Match: gate.FaultMatch{Credential: "1"}, Effect: failing(555)})
	assert.Equal(t, 401, w.serve("GET", "/x/items", "unknown").Code)
	w.faults(t).Clear()
	w.arm(t, gate.Fault{Effect: gate.Effect{Type: "empty_page"}})
	assert.JSONEq(t, `{"item":"7"}`, w.serve("GET", "/x/items/7", "default").Body.String())
	assert.Zero(t, w.faults(t).List()[0].Seen, "only lists are seen")
}

func TestWhatCanMatchNothingIsRefused(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for field, fault := range map[string]gate.Fault{
		"match.provider":       {Match: gate.FaultMatch{Provider: "nobody"}, Effect: failing(500)},
		"match.path":           {Match: gate.FaultMatch{Path: "/y/**"}, Effect: failing(500)},
		"match.path ":          {Match: gate.FaultMatch{Path: "x"}, Effect: failing(500)},
		"match.path  ":         {Match: gate.FaultMatch{Path: "/x/items?a=b"}, Effect: failing(500)},
		"match.method":         {Match: gate.FaultMatch{Method: "PATCH"}, Effect: failing(500)},
		"match.method ":        {Match: gate.FaultMatch{Method: "POST", Path: "/x/items/{id}"}, Effect: failing(500)},
		"match.credential":     {Match: gate.FaultMatch{Credential: "99"}, Effect: failing(500)},
		"effect.type":          {Effect: gate.Effect{Type: "boom"}},
		"effect.type ":         {Match: gate.FaultMatch{Path: "/x/items/{id}"}, Effect: gate.Effect{Type: "empty_page"}},
		"effect.type  ":        {Match: gate.FaultMatch{Method: "POST"}, Effect: gate.Effect{Type: "repeat_page"}},
		"effect.status":        {Effect: failing(200)},
		"effect.status ":       {Effect: failing(600)},
		"effect.status  ":      {Effect: gate.Effect{Type: "drop", Status: 500}},
		"effect.delay":         {Effect: gate.Effect{Type: "latency"}},
		"effect.delay ":        {Effect: gate.Effect{Type: "slow", Delay: -1}},
		"effect.max":           {Effect: gate.Effect{Type: "latency", Delay: 2, Max: 1}},
		"effect.at":            {Effect: gate.Effect{Type: "truncate", At: -1}},
		"effect.at ":           {Effect: gate.Effect{Type: "drop", At: math.NaN()}},
		"effect.at  ":          {Effect: gate.Effect{Type: "stall", At: 1}},
		"effect.chunk":         {Effect: gate.Effect{Type: "drop", Chunk: 1}},
		"effect.after_handler": {Effect: gate.Effect{Type: "slow", Delay: 1, AfterHandler: true}},
		"effect.retry_after":   {Effect: gate.Effect{Type: "drop", RetryAfter: 1}},
		"times":                {Effect: failing(500), Times: -2},
		"after":                {Effect: failing(500), After: -1},
		"probability":          {Effect: failing(500), Probability: 1.5},
		"probability ":         {Effect: failing(500), Probability: math.NaN()},
	} {
		_, err := w.faults(t).Arm(fault)
		var faulty *provider.FieldError
		if assert.ErrorAs(t, err, &faulty, field) {
			assert.Equal(t, trimmed(field), faulty.Field, "%v", err)
		}
	}
	assert.Empty(t, w.faults(t).List(), "nothing is half armed")
	for range 1000 {
		w.arm(t, gate.Fault{Effect: failing(500)})
	}
	_, err := w.faults(t).Arm(gate.Fault{Effect: failing(500)})
	require.Error(t, err)
}

func TestProbabilityIsDrawnByAddress(t *testing.T) {
	t.Parallel()
	run := func(seed uint64, before int) []int {
		w := newTroubled(t)
		for range before {
			w.arm(t, gate.Fault{Effect: failing(500), Match: gate.FaultMatch{Method: "POST"}})
		}
		w.arm(t, gate.Fault{Effect: failing(503), Times: gate.Always, Probability: 0.3, Seed: seed})
		return w.statuses(300)
	}
	first := run(1, 0)
	assert.Equal(t, first, run(1, 0))
	assert.NotEqual(t, first, run(2, 0), "another seed")
	assert.NotEqual(t, first, run(1, 1), "another fault")
	struck := 0
	for _, status := range first {
		if status == 503 {
			struck++
		}
	}
	assert.InDelta(t, 90, struck, 30)
}

func TestAResetDrawsAsAfterAStart(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	arm := func() []int {
		assert.Equal(t, "1", w.arm(t, gate.Fault{Effect: failing(503), Times: gate.Always, Probability: 0.5}).ID)
		return w.statuses(100)
	}
	first := arm()
	assert.Equal(t, 1, w.faults(t).Reset())
	assert.Equal(t, first, arm())
}

// TestCountedStrikesAreExact: as many as planned, however many ask at once.
func TestCountedStrikesAreExact(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	w.arm(t, gate.Fault{Effect: failing(500), Times: 37, After: 11})
	var group sync.WaitGroup
	var mu sync.Mutex
	counts := map[int]int{}
	for range 8 {
		group.Go(func() {
			for _, status := range w.statuses(25) {
				mu.Lock()
				counts[status]++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	assert.Equal(t, map[int]int{500: 37, 200: 163}, counts)
}

// TestWithoutAConnectionTheHandlerIsAborted: what a caller without net/http sees of a cut connection.
func TestWithoutAConnectionTheHandlerIsAborted(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for _, effect := range []gate.Effect{{Type: "drop"}, {Type: "reset"}, {Type: "truncate"}, {Type: "stall", Delay: time.Millisecond}} {
		w.arm(t, gate.Fault{Effect: effect})
		err := func() (err error) {
			defer func() { err, _ = recover().(error) }()
			w.serve("GET", "/x/items", "default")
			return nil
		}()
		assert.True(t, errors.Is(err, http.ErrAbortHandler), effect.Type)
	}
	assert.Len(t, w.journal(t).Entries(), 4, "each has its entry")
}

func TestDeletedSandboxesLeaveNothing(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	s := w.sandbox(t, "other")
	_, err := w.Faults().Of(s).Arm(gate.Fault{Effect: failing(500)})
	require.NoError(t, err)
	held := w.Faults().Of(s)
	require.NoError(t, w.store.Delete("other"))
	w.Drop(s)
	assert.Empty(t, w.Faults().Of(s).List())
	assert.Equal(t, []int{200}, w.statuses(1))
	_, err = w.Faults().Of(s).Arm(gate.Fault{Effect: failing(500)})
	require.ErrorIs(t, err, gate.ErrDropped)
	_, err = held.Arm(gate.Fault{Effect: failing(500)})
	require.ErrorIs(t, err, gate.ErrDropped)
	_, _, err = w.Journals().Of(s).Wait(t.Context(), gate.Filter{})
	require.ErrorIs(t, err, gate.ErrDropped)
}

func trimmed(field string) string {
	for len(field) > 0 && field[len(field)-1] == ' ' {
		field = field[:len(field)-1]
	}
	return field
}
