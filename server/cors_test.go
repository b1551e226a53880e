package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

const page = "http://localhost:3000"

// browse sends a request of a web page to a server.
func browse(s http.Handler, method, path string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, http.NoBody)
	r.Host = "127.0.0.1:8888"
	if header != nil {
		r.Header = header
	}
	if r.Header.Get("Origin") == "" {
		r.Header.Set("Origin", page)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func preflight() http.Header {
	return http.Header{
		"Access-Control-Request-Method": {"GET"}, "Access-Control-Request-Headers": {"authorization,x-api-version"},
		"Access-Control-Request-Private-Network": {"true"},
	}
}

func withCORS(o *server.Options) { o.CORS = true }

// paths has a list, a record, and a path without a route of each provider.
func paths() []string {
	return []string{
		"/org/members", "/org/members/1", "/org/nowhere", "/v1/jobs", "/v1/jobs/7199", "/v1/nowhere",
		"/api/v1/integration/candidates", "/api/v1/integration/company/webhooks/1", "/api/v1/integration/nowhere",
	}
}

// TestAPageMayUseTheAPIs: with cors any a preflight is answered wherever a provider is, and is no exchange; then the page
// may read the answer, a refusal and a fault likewise, with all their headers.
func TestAPageMayUseTheAPIs(t *testing.T) {
	t.Parallel()
	s := servertest.New(t, withCORS)
	for _, path := range paths() {
		w := browse(s, http.MethodOptions, path, preflight())
		assert.Equal(t, http.StatusNoContent, w.Code, path)
		assert.Empty(t, w.Body.String())
		for name, want := range map[string]string{
			"Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true", "Access-Control-Allow-Private-Network": "true",
			"Access-Control-Allow-Headers": "authorization,x-api-version", "Vary": "Origin", "X-Mock-Evidence": `inferred; source="the mock's own setting cors"`,
		} {
			assert.Equal(t, want, w.Header().Get(name), name)
		}
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			assert.Contains(t, w.Header().Get("Access-Control-Allow-Methods"), method)
		}
	}
	assert.Empty(t, s.Journal())

	for i, path := range paths() {
		r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		if i%2 == 0 {
			authorize(r)
		}
		w := browse(s, http.MethodGet, path, r.Header)
		readable(t, w)
	}
	world, err := s.Control().World("default")
	require.NoError(t, err)
	_, err = world.Faults().Arm(servertest.Fault{Effect: servertest.Effect{Type: "status", Status: 503}})
	require.NoError(t, err)
	w := browse(s, http.MethodGet, "/org/members", nil)
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
	readable(t, w)
}

// readable checks that a page may read an answer and each of its headers.
func readable(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	assert.Equal(t, page, w.Header().Get("Access-Control-Allow-Origin"), w.Code)
	assert.Contains(t, w.Header().Values("Vary"), "Origin")
	exposed := strings.Split(w.Header().Get("Access-Control-Expose-Headers"), ", ")
	assert.True(t, slices.IsSorted(exposed))
	for name := range w.Header() {
		if name != "Vary" && !strings.HasPrefix(name, "Access-Control-") {
			assert.Contains(t, exposed, name, w.Code)
		}
	}
}

// TestCORSIsForProvidersOnly: no page gets at the control API, whatever the setting.
func TestCORSIsForProvidersOnly(t *testing.T) {
	t.Parallel()
	s := servertest.New(t, withCORS)
	for _, path := range []string{"/_mock/reset", "/_mock/sandboxes", "/_mock/clock"} {
		for _, method := range []string{http.MethodOptions, http.MethodGet, http.MethodPost} {
			w := browse(s, method, path, preflight())
			assert.Equal(t, http.StatusForbidden, w.Code, method+path)
			assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
		}
	}
	for _, path := range []string{"/", "/nowhere"} {
		assert.Empty(t, browse(s, http.MethodGet, path, nil).Header().Get("Access-Control-Allow-Origin"), path)
	}
	r := httptest.NewRequest(http.MethodGet, "/org/members", http.NoBody)
	authorize(r)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"), "no page has asked")
}

// TestARefusedPreflightSaysWhy: CORS is off unless it is set. The vendor's own refusal stays as it is.
func TestARefusedPreflightSaysWhy(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	s := servertest.New(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	for _, path := range paths() {
		plain := httptest.NewRecorder()
		s.ServeHTTP(plain, httptest.NewRequest(http.MethodOptions, path, http.NoBody))
		w := browse(s, http.MethodOptions, path, preflight())
		assert.GreaterOrEqual(t, w.Code, 400, path)
		assert.Equal(t, plain.Code, w.Code, path)
		assert.Equal(t, plain.Body.String(), w.Body.String(), path)
		assert.Equal(t, `this is a browser's preflight for a page of "http://localhost:3000"; the setting cors is off, with cors any it is answered`, w.Header().Get("X-Mock-Reason"), path)
		assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
	}
	assert.Len(t, s.Journal(), 2*len(paths()))
	assert.Contains(t, s.Journal()[1].Reason, "preflight")
	assert.Equal(t, 1, strings.Count(log.String(), "hides the answers while the setting cors is off"), log.String())
}

// TestAPageOfTheSameOriginIsNoMatterOfCORS: nothing is logged for it.
func TestAPageOfTheSameOriginIsNoMatterOfCORS(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	s := servertest.New(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	browse(s, http.MethodGet, "/org/members", http.Header{"Origin": {"http://127.0.0.1:8888"}})
	assert.Empty(t, log.String())
}
