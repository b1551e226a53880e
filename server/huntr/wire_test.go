package huntr_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// run starts a server whose answers, and the requests it accepts, are held to openapi/huntr.yaml.
func run(t testing.TB, options ...servertest.Option) *servertest.Server {
	t.Helper()
	return servertest.Run(t, append([]servertest.Option{servertest.Wrap(contract.Checked(t, "huntr"))}, options...)...)
}

// hostile leaves the requests of a test alone that tries what clients should not send.
func hostile(t testing.TB) servertest.Option {
	t.Helper()
	return servertest.Wrap(contract.Hostile(t, "huntr"))
}

// answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends one request with the demo token; change may alter it.
func ask(t testing.TB, s *servertest.Server, path string, change ...func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL+path, http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+s.Token("huntr"))
	for _, c := range change {
		c(request)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, string(body)}
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// anonymous sends no token.
func anonymous(r *http.Request) { r.Header.Del("Authorization") }

func method(name string) func(*http.Request) {
	return func(r *http.Request) { r.Method = name }
}
