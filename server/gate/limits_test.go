package gate_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// limited is a vendor with a rate limit and nothing else: its tokens stand bare in Authorization.
type limited struct{ plain }

func (limited) Order() []provider.Step {
	return []provider.Step{provider.StepAuthenticate, provider.StepLimit, provider.StepRoute, provider.StepPermission}
}

func (limited) Token(r *http.Request) (token, problem string) {
	return r.Header.Get("Authorization"), "no token"
}

func (limited) Negotiate(*http.Request) *provider.Error { return nil }

func (limited) Allows(_ any, route *provider.Route) (ok bool, needed, had string) {
	return route.Permission == "", route.Permission, "nothing"
}

func (limited) LimitHeaders(_ *store.Sandbox, a provider.Allowance, now time.Time) []provider.Header {
	return []provider.Header{
		{Name: "X-Left", Value: strconv.Itoa(a.Remaining)},
		{Name: "X-Reset", Value: strconv.FormatInt(provider.WholeSeconds(a.Reset.Sub(now)), 10)},
		{Name: "X-Allowed", Value: strconv.FormatBool(a.Allowed)},
	}
}

func (limited) Refusals() provider.Refusals {
	code := func(name string, status int) *provider.Code { return &provider.Code{Name: name, Status: status} }
	return provider.Refusals{
		NoToken: code("no_token", 401), UnknownToken: code("unknown", 401), ExpiredToken: code("expired", 401),
		NoRoute: code("no_route", 404), NotAllowed: code("forbidden", 403), TooMany: code("too_many", 429), Internal: code("internal", 500),
	}
}

func (limited) Render(err *provider.Error, dst []byte) provider.Response {
	return provider.Response{Status: err.Code.Status, Body: append(dst, err.Code.Name...)}
}

// limitedVendor answers any path in a sandbox with two credentials, "one" and "two".
type limitedVendor struct {
	gates    *gate.Gates
	store    *store.Store
	clock    *store.Clock
	provider *provider.Provider
}

func newLimitedVendor(t *testing.T, policy func() provider.LimitPolicy) *limitedVendor {
	t.Helper()
	all := store.New(new(store.Schema))
	clock := store.NewClock(time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC), store.Still)
	_, err := all.Create(store.Default, clock)
	require.NoError(t, err)
	for _, token := range []string{"one", "two"} {
		require.NoError(t, all.AddCredential(store.Credential{Token: token, Provider: "limited", Sandbox: store.Default}))
	}
	gates, err := gate.New(gate.Options{Store: all, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	p := &provider.Provider{Name: "limited", Dialect: limited{}}
	if policy != nil {
		p.Limit = func(*store.Sandbox, *store.Credential) provider.LimitPolicy { return policy() }
	}
	return &limitedVendor{gates, all, clock, p}
}

func (v *limitedVendor) ask(token string, route *provider.Route) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	request.Header.Set("Authorization", token)
	answer := httptest.NewRecorder()
	v.gates.Handler(v.provider, route, nil).ServeHTTP(answer, request)
	return answer
}

func (v *limitedVendor) status(token string) int { return v.ask(token, fine()).Code }

func fine() *provider.Route {
	return &provider.Route{Handler: func(*provider.Request) (provider.Response, error) { return provider.Response{Status: 200}, nil }}
}

func three(mode provider.LimitMode) func() provider.LimitPolicy {
	return func() provider.LimitPolicy {
		return provider.LimitPolicy{Mode: mode, Algorithm: provider.FixedWindow, Requests: 3, Window: 10 * time.Second}
	}
}

func TestALimitIsCountedPerCredential(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, three(provider.LimitEnforce))
	for range 3 {
		require.Equal(t, 200, v.status("one"))
	}
	refused := v.ask("one", fine())
	assert.Equal(t, 429, refused.Code)
	assert.Equal(t, "0", refused.Header().Get("X-Left"))
	assert.Equal(t, "false", refused.Header().Get("X-Allowed"))
	assert.Equal(t, "the credential may make 3 requests in 10s; the next one is allowed in 10s on the sandbox's clock", refused.Header().Get("X-Mock-Reason"))
	assert.Equal(t, 200, v.status("two"))

	v.clock.Advance(10 * time.Second)
	assert.Equal(t, 200, v.status("one"))
}

func TestEveryAuthenticatedAnswerTellsOfTheLimit(t *testing.T) {
	t.Parallel()
	failing := func(*provider.Request) (provider.Response, error) { panic("on purpose") }
	for _, test := range []struct {
		status int
		route  *provider.Route
	}{
		{200, fine()},
		{403, &provider.Route{Permission: "everything"}},
		{404, nil},
		{500, &provider.Route{Handler: failing}},
	} {
		v := newLimitedVendor(t, three(provider.LimitEnforce))
		answer := v.ask("one", test.route)
		assert.Equal(t, test.status, answer.Code)
		assert.Equal(t, "2", answer.Header().Get("X-Left"), test.status)
		assert.Equal(t, "10", answer.Header().Get("X-Reset"), test.status)
	}
}

func TestAStrangerSpendsNothing(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, three(provider.LimitEnforce))
	for range 5 {
		answer := v.ask("nobody", fine())
		require.Equal(t, 401, answer.Code)
		require.Empty(t, answer.Header().Get("X-Left"))
	}
	assert.Equal(t, "2", v.ask("one", fine()).Header().Get("X-Left"))
}

func TestTheModesOfALimit(t *testing.T) {
	t.Parallel()
	only := newLimitedVendor(t, three(provider.LimitHeadersOnly))
	for _, left := range []string{"2", "1", "0", "0", "0"} {
		answer := only.ask("one", fine())
		assert.Equal(t, 200, answer.Code)
		assert.Equal(t, left, answer.Header().Get("X-Left"))
		assert.Equal(t, "true", answer.Header().Get("X-Allowed"))
	}
	for name, policy := range map[string]func() provider.LimitPolicy{"off": three(provider.LimitOff), "no limit": nil} {
		v := newLimitedVendor(t, policy)
		for range 5 {
			answer := v.ask("one", fine())
			assert.Equal(t, 200, answer.Code, name)
			assert.Empty(t, answer.Header().Get("X-Left"), name)
		}
	}
}

func TestALimitStartsAfreshWhenItChangesOrTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	requests := 1
	v := newLimitedVendor(t, func() provider.LimitPolicy {
		return provider.LimitPolicy{Mode: provider.LimitEnforce, Algorithm: provider.FixedWindow, Requests: requests, Window: time.Hour}
	})
	assert.Equal(t, []int{200, 429}, []int{v.status("one"), v.status("one")})
	requests = 2
	assert.Equal(t, []int{200, 200, 429}, []int{v.status("one"), v.status("one"), v.status("one")})
	v.clock.Advance(-time.Second)
	assert.Equal(t, []int{200, 200, 429}, []int{v.status("one"), v.status("one"), v.status("one")})
	v.clock.Set(v.clock.Now().Add(-time.Second))
	assert.Equal(t, 200, v.status("one"))
}
