package server_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/provider"
	"mockserver/server/servertest"
)

func get(t *testing.T, handler http.Handler, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	if accept != "" {
		request.Header.Set("Accept", accept)
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestRootTellsWhatIsServedWhere(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	answer := get(t, s, "/", "")
	assert.Equal(t, http.StatusOK, answer.Code)
	assert.Equal(t, "application/json", answer.Header().Get("Content-Type"))
	assert.JSONEq(t, `{"service":"mockserver","version":"test","base_urls":{"huntr":"http://example.com/org","teamtailor":"http://example.com/v1","jusrecruit":"http://example.com/api/v1/integration"},"health":"http://example.com/_mock/health"}`, answer.Body.String())

	page := get(t, s, "/", "text/html,application/xhtml+xml,*/*;q=0.8")
	assert.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
	for _, want := range []string{"<code>http://example.com/org</code>", "/org/members/{id}", "documented", "Huntr Organization API"} {
		assert.Contains(t, page.Body.String(), want)
	}
	assert.NotContains(t, page.Body.String(), "huntr-demo-token")
}

func TestHealth(t *testing.T) {
	t.Parallel()
	answer := get(t, servertest.New(t), "/_mock/health", "")
	assert.Equal(t, http.StatusOK, answer.Code)
	assert.JSONEq(t, fmt.Sprintf(`{"status":"ok","version":"test","pid":%d}`, os.Getpid()), answer.Body.String())
}

func TestUnknownPathsNameTheAPIs(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	for _, path := range []string{"/nope", "/organisation", "/_mocks", "/v9", "//org/members", "/org%2fmembers"} {
		answer := get(t, s, path, "")
		assert.Equal(t, http.StatusNotFound, answer.Code, path)
		assert.Equal(t, "application/problem+json", answer.Header().Get("Content-Type"))
		assert.Contains(t, answer.Body.String(), `"base_urls":{"huntr":"http://example.com/org","jusrecruit":"http://example.com/api/v1/integration","teamtailor":"http://example.com/v1"}`)
	}
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, httptest.NewRequest(http.MethodDelete, "/_mock/health", http.NoBody))
	assert.Equal(t, http.StatusMethodNotAllowed, recorder.Code)
	assert.Equal(t, "GET, HEAD", recorder.Header().Get("Allow"))
}

// TestRequestTargets sends what only a raw socket can: the absolute form of clients behind a proxy setting, and forms
// that no API answers.
func TestRequestTargets(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	for line, want := range map[string]int{
		"GET http://api.huntr.co/org/members?limit=1 HTTP/1.1": 200,
		"GET /org/members?limit=1 HTTP/1.1":                    200,
		"GET /org/members?limit=1 HTTP/1.0":                    200,
		"GET /org/../org/members HTTP/1.1":                     404,
		"OPTIONS * HTTP/1.1":                                   200, // net/http answers it itself
		"OPTIONS /org/members HTTP/1.1":                        200, // Express does
		"CONNECT api.huntr.co:443 HTTP/1.1":                    200,
		"CONNECT example.com:443 HTTP/1.1":                     403,
		"BREW /org/members HTTP/1.1":                           405,
		"GET /%zz HTTP/1.1":                                    400,
	} {
		connection, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		require.NoError(t, err)
		_, err = fmt.Fprintf(connection, "%s\r\nHost: api.huntr.co\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n", line, s.Token("huntr"))
		require.NoError(t, err)
		method, _, _ := strings.Cut(line, " ")
		response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
		require.NoError(t, err, line)
		if method != http.MethodConnect {
			_, _ = io.Copy(io.Discard, response.Body)
		}
		_ = response.Body.Close()
		_ = connection.Close()
		assert.Equal(t, want, response.StatusCode, line)
	}
}

// TestEverythingIsLabelled: no route and no error code of any provider may lack its evidence and source.
func TestEverythingIsLabelled(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	check := func(what string, label provider.Label) {
		assert.Contains(t, []provider.Evidence{provider.Inferred, provider.Observed, provider.Documented}, label.Evidence, what)
		assert.NotEmpty(t, label.Source, what)
	}
	assert.NotEmpty(t, s.Routes())
	for _, route := range s.Routes() {
		check(route.Pattern, route.Label)
	}
	assert.NotEmpty(t, s.Codes())
	for _, code := range s.Codes() {
		check(code.Name, code.Label)
		assert.GreaterOrEqual(t, code.Status, 400, code.Name)
		assert.NotEmpty(t, code.Name)
	}
}

func TestJournalRecordsWhatWasAsked(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	request, err := http.NewRequest(http.MethodGet, s.URL+"/org/members?limit=0", http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+s.Token("huntr"))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	_ = response.Body.Close()
	require.Len(t, s.Requests(), 1)
	entry := s.Requests()[0]
	assert.Equal(t, "/org/members?limit=0", entry.Target)
	assert.Equal(t, "/org/members", entry.Route)
	assert.Equal(t, http.StatusBadRequest, entry.Status)
	assert.Equal(t, "default", entry.Sandbox)
	assert.Equal(t, "hunt****oken", entry.Credential)
	assert.Equal(t, servertest.Start(), entry.At)
	assert.Contains(t, entry.Reason, "limit must be")
	assert.Contains(t, entry.Evidence, "inferred")
	assert.Equal(t, []string{"Bearer [REDACTED]"}, entry.RequestHeader["Authorization"])
	assert.Contains(t, string(entry.ResponseBody), "Limit must be an integer")
}

func TestRequestsAreLoggedAtDebugLevel(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	text, _ := seeds.Embedded("empty")
	s, err := server.New(server.Options{
		Seed: seeds.Parse("empty.yaml", text),
		Log:  slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	require.NoError(t, err)
	get(t, s, "/org/members", "")
	assert.Equal(t, 1, strings.Count(out.String(), "\n"))
	assert.Contains(t, out.String(), "level=DEBUG msg=request method=GET target=/org/members status=401")
	assert.NotContains(t, out.String(), "huntr-demo-token")
}

func TestServerWithoutSeedIsEmpty(t *testing.T) {
	t.Parallel()
	s, err := server.New(server.Options{})
	require.NoError(t, err)
	assert.Empty(t, s.Accounts())
	assert.Equal(t, http.StatusUnauthorized, get(t, s, "/org/members", "").Code)
}

func TestFaultySeedIsNoServer(t *testing.T) {
	t.Parallel()
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte("hunter: {}"))})
	var faults seeds.Faults
	require.ErrorAs(t, err, &faults)
	assert.Equal(t, `s.yaml:1:1: unknown key "hunter"; accepted: huntr, teamtailor, jusrecruit, sandbox`, faults.Error())
}

// TestAnEmptySegmentIsNoParameter: Express and Rails want one character at least where chi takes none.
func TestAnEmptySegmentIsNoParameter(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	for path, reason := range map[string]string{
		"/org/members//":                           "has no route",
		"/v1/candidates//answers":                  "has no route",
		"/api/v1/integration/candidates//history":  "has no route",
		"/api/v1/integration/candidates/%20/notes": `no candidate has the id " "`, // a space is a character
	} {
		request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		authorize(request)
		recorder := httptest.NewRecorder()
		s.ServeHTTP(recorder, request)
		assert.Contains(t, recorder.Header().Get("X-Mock-Reason"), reason, path)
	}
}

// authorize gives a request the credential of the default seed with all rights.
func authorize(r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/org"):
		r.Header.Set("Authorization", "Bearer huntr-demo-token")
	case strings.HasPrefix(r.URL.Path, "/v1"):
		r.Header.Set("Authorization", "Token token=abc123abc123")
		r.Header.Set("X-Api-Version", "20161108")
	default:
		r.Header.Set("Authorization", "Bearer jc_"+strings.Repeat("f", 64))
	}
}
