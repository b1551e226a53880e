package teamtailor_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/servertest"
	"mockserver/server/teamtailor"
)

// mediaType is what documents are sent and received as.
const mediaType = "application/vnd.api+json"

// answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	body   string
}

// run starts a server whose limit is off: the tests ask faster than the vendor allows. Its answers, and the requests it
// accepts, are held to openapi/teamtailor.yaml.
func run(t testing.TB, options ...servertest.Option) *servertest.Server {
	t.Helper()
	off := servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = teamtailor.LimitOff })
	return servertest.Run(t, append([]servertest.Option{off, servertest.Wrap(contract.Checked(t, "teamtailor"))}, options...)...)
}

// mounted makes a server that is mounted nowhere, held to the document as well.
func mounted(t testing.TB, options ...servertest.Option) *server.Server {
	t.Helper()
	return servertest.New(t, append([]servertest.Option{servertest.Wrap(contract.Checked(t, "teamtailor"))}, options...)...)
}

// hostile leaves the requests of a test alone that tries what clients should not send.
func hostile(t testing.TB) servertest.Option {
	t.Helper()
	return servertest.Wrap(contract.Hostile(t, "teamtailor"))
}

// ask sends one GET request with the vendor's own example key; change may alter it. Documents are checked.
func ask(t testing.TB, s *servertest.Server, path string, change ...func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL+path, http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Token token=abc123abc123")
	request.Header.Set("X-Api-Version", "20161108")
	for _, c := range change {
		c(request)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	got := answer{response.StatusCode, response.Header, string(body)}
	if got.status < 300 && got.body != "" && strings.HasPrefix(path, "/v1/") {
		checkDocument(t, got.body, strings.Contains(path, "fields"))
	}
	return got
}

// send sends a document.
func send(t testing.TB, s *servertest.Server, verb, path, document string, change ...func(*http.Request)) answer {
	t.Helper()
	return ask(t, s, path, append([]func(*http.Request){method(verb), body(document), header("Content-Type", mediaType)}, change...)...)
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func without(name string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Del(name) }
}

func method(name string) func(*http.Request) {
	return func(r *http.Request) { r.Method = name }
}

func body(text string) func(*http.Request) {
	return func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	}
}

func key(token string) func(*http.Request) { return header("Authorization", "Token token="+token) }
