package gate_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// plain is a vendor that says everything in plain text: its token stands bare in Authorization.
type plain struct{}

func (plain) Word(status int) *provider.Error {
	return &provider.Error{Code: &provider.Code{Name: "word " + strconv.Itoa(status), Status: status, Label: provider.Label{Evidence: provider.Inferred, Source: "test"}}}
}

func (plain) FirstPage(query string) string { return provider.SetParameter(query, "page", "") }

func (plain) Order() []provider.Step {
	return []provider.Step{provider.StepAuthenticate, provider.StepRoute, provider.StepPermission}
}

func (plain) Token(r *http.Request) (token, problem string) {
	return r.Header.Get("Authorization"), "no token"
}

func (plain) Negotiate(*http.Request) *provider.Error { return nil }

func (plain) Allows(rights any, route *provider.Route) (ok bool, needed, had string) {
	return route.Permission == rights, route.Permission, rights.(string)
}

func (plain) LimitHeaders(*store.Sandbox, provider.Allowance, time.Time) []provider.Header {
	return nil
}

func (plain) Refusals() provider.Refusals {
	code := func(name string, status int) *provider.Code {
		return &provider.Code{Name: name, Status: status, Label: provider.Label{Evidence: provider.Inferred, Source: "test"}}
	}
	return provider.Refusals{
		NoToken: code("no token", 401), UnknownToken: code("unknown", 401), ExpiredToken: code("expired", 401), NoRoute: code("no route", 404),
		NotAllowed: code("forbidden", 403), TooLarge: code("too large", 413), BadBody: code("bad body", 400), Internal: code("internal", 500),
	}
}

func (plain) Render(err *provider.Error, dst []byte) provider.Response {
	return provider.Response{Status: err.Code.Status, Body: append(dst, err.Code.Name...)}
}

// vendor is the plain vendor in two sandboxes, each with a token of its own name.
type vendor struct {
	*gate.Gates
	*provider.Provider
	store *store.Store
	log   *bytes.Buffer
}

func newVendor(t *testing.T) *vendor {
	t.Helper()
	all := store.New(new(store.Schema))
	start := time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)
	for i, name := range []string{store.Default, "other"} {
		_, err := all.Create(name, store.NewClock(start.AddDate(i, 0, 0), store.Still))
		require.NoError(t, err)
		require.NoError(t, all.AddCredential(store.Credential{Token: name, Provider: "plain", Sandbox: name, Rights: "reading"}))
	}
	v := &vendor{store: all, Provider: &provider.Provider{Name: "plain", Dialect: plain{}}, log: new(bytes.Buffer)}
	var err error
	v.Gates, err = gate.New(gate.Options{Store: all, Log: slog.New(slog.NewTextHandler(v.log, nil))})
	require.NoError(t, err)
	return v
}

func (v *vendor) ask(token string, route *provider.Route, change ...func(*http.Request)) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/x", strings.NewReader("body"))
	request.Header.Set("Authorization", token)
	for _, c := range change {
		c(request)
	}
	answer := httptest.NewRecorder()
	v.Handler(v.Provider, route, nil).ServeHTTP(answer, request)
	return answer
}

func route(handler provider.Handler) *provider.Route {
	return &provider.Route{Permission: "reading", Handler: handler, Label: provider.Label{Evidence: provider.Documented, Source: "page"}}
}

func TestCredentialSelectsItsSandbox(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	tell := route(func(r *provider.Request) (provider.Response, error) {
		return provider.Response{Status: 200, Body: append(r.Buffer, r.Sandbox.Name()+" "+string(r.Body)...)}, nil
	})
	for token, date := range map[string]string{"default": "Thu, 15 Jan 2026 09:00:00 GMT", "other": "Fri, 15 Jan 2027 09:00:00 GMT"} {
		answer := v.ask(token, tell)
		assert.Equal(t, token+" body", answer.Body.String())
		assert.Equal(t, date, answer.Header().Get("Date"), "each sandbox has its own clock")
		assert.Equal(t, `documented; source="page"`, answer.Header().Get("X-Mock-Evidence"))
	}
	assert.Equal(t, "Thu, 15 Jan 2026 09:00:00 GMT", v.ask("nobody", tell).Header().Get("Date"), "strangers are the default sandbox's")
}

func TestMistakesInHandlersAreAnswered(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	for _, handler := range []provider.Handler{
		func(*provider.Request) (provider.Response, error) { panic("on purpose") },
		func(*provider.Request) (provider.Response, error) {
			return provider.Response{}, errors.New("on purpose")
		},
	} {
		v.log.Reset()
		answer := v.ask("default", route(handler))
		assert.Equal(t, 500, answer.Code)
		assert.Equal(t, "internal", answer.Body.String())
		assert.Contains(t, answer.Header().Get("X-Mock-Reason"), "a mistake in the mock itself")
		assert.Contains(t, v.log.String(), "on purpose")
	}
}

func TestMissingRightIsNamed(t *testing.T) {
	t.Parallel()
	answer := newVendor(t).ask("default", &provider.Route{Permission: "writing", Label: provider.Label{Evidence: provider.Documented, Source: "page"}})
	assert.Equal(t, 403, answer.Code)
	assert.Equal(t, "the route needs writing, the credential has reading", answer.Header().Get("X-Mock-Reason"))
	assert.Equal(t, `inferred; source="test"`, answer.Header().Get("X-Mock-Evidence"), "the weaker of the two labels")
}

func TestReasonsAreSafeInHeaders(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	answer := v.ask("default", nil, func(r *http.Request) { r.URL.Path, r.URL.RawPath = "/x\r\nSet-Cookie: a=b\u00e9", "" })
	assert.Equal(t, 404, answer.Code)
	for _, b := range []byte(answer.Header().Get("X-Mock-Reason")) {
		assert.True(t, b >= ' ' && b <= '~')
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("cut off") }
func (brokenReader) Close() error             { return nil }

func TestBrokenBodyIsRefusedAfterTheVendorsOwnChecks(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	broken := func(r *http.Request) { r.Body = brokenReader{} }
	fine := route(func(*provider.Request) (provider.Response, error) { return provider.Response{Status: 200}, nil })
	answer := v.ask("default", fine, broken)
	assert.Equal(t, 400, answer.Code)
	assert.Contains(t, answer.Header().Get("X-Mock-Reason"), "cut off")
	assert.Equal(t, 401, v.ask("nobody", fine, broken).Code)
}

func TestDefaultSandboxMustExist(t *testing.T) {
	t.Parallel()
	_, err := gate.New(gate.Options{Store: store.New(new(store.Schema)), Log: slog.New(slog.DiscardHandler)})
	require.ErrorIs(t, err, store.ErrNoSandbox)
}

// slowReader is a body that arrives late: meanwhile the clock goes on.
type slowReader struct {
	clock *store.Clock
	io.Reader
}

func (s slowReader) Read(into []byte) (int, error) {
	s.clock.Advance(time.Minute)
	return s.Reader.Read(into)
}

func (slowReader) Close() error { return nil }

func TestInstantOfARequestIsThatOfItsWholeBody(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	sandbox, err := v.store.Sandbox(store.Default)
	require.NoError(t, err)
	var at time.Time
	v.ask("default", route(func(r *provider.Request) (provider.Response, error) {
		at = r.Now
		return provider.Response{Status: 200}, nil
	}), func(r *http.Request) { r.Body = slowReader{sandbox.Clock(), strings.NewReader("body")} })
	assert.Equal(t, sandbox.Clock().Now(), at, "a slow body must not make what it writes older than what came in between")
	assert.True(t, at.After(time.Date(2026, time.January, 15, 9, 0, 59, 0, time.UTC)))
}
