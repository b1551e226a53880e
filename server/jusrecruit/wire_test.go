package jusrecruit_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/provider"
	"mockserver/server/servertest"
)

// run starts a server whose answers, and the requests it accepts, are held to openapi/jusrecruit.yaml.
func run(t testing.TB, options ...servertest.Option) *servertest.Server {
	t.Helper()
	return servertest.Run(t, append([]servertest.Option{servertest.Wrap(contract.Checked(t, "jusrecruit"))}, options...)...)
}

// hostile leaves the requests of a test alone that tries what clients should not send.
func hostile(t testing.TB) servertest.Option {
	t.Helper()
	return servertest.Wrap(contract.Hostile(t, "jusrecruit"))
}

const base = "/api/v1/integration"

// The records of the default seed that have ids of their own.
const (
	asha       = base + "/candidates/6884a1f2c0ffeec0ffee0401"
	backend    = base + "/jobs/68677740c0ffeec0ffee0301"
	nikhil     = base + "/user/677b9b90c0ffeec0ffee0101"
	nobody     = "000000000000000000000000"
	everything = "jc_ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
	nothing    = "jc_0000000000000000000000000000000000000000000000000000000000000000"
	expired    = "jc_eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
)

// unlimited turns the rate limit off, for tests that are about something else.
func unlimited() servertest.Option {
	return servertest.Settings(func(s *server.Settings) { s.JusRecruit.RateLimit = provider.LimitOff })
}

// answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	body   string
}

// envelope is what a client reads of it.
type envelope struct {
	Success    bool            `json:"success"`
	StatusCode int             `json:"statusCode"`
	Code       string          `json:"code"`
	Message    string          `json:"message"`
	Data       json.RawMessage `json:"data"`
	Pagination *struct {
		Page, Limit, Total, TotalPages int
		HasNextPage                    bool
	} `json:"pagination"`
}

func (a answer) envelope(t testing.TB) (e envelope) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(a.body), &e), a.body)
	return e
}

// objects are the objects of a list, or the one object of a document.
func (a answer) objects(t testing.TB) (all []map[string]any) {
	t.Helper()
	data := a.envelope(t).Data
	if data[0] == '{' {
		data = json.RawMessage("[" + string(data) + "]")
	}
	require.NoError(t, json.Unmarshal(data, &all), a.body)
	return all
}

// ask sends one request with the key that may do everything; change may alter it.
func ask(t testing.TB, s *servertest.Server, path string, change ...func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL+path, http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+everything)
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

func key(key string) func(*http.Request) { return header("Authorization", "Bearer "+key) }

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func without(name string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Del(name) }
}

// send gives the request a method and a body, none when it is empty.
func send(method, body string) func(*http.Request) {
	return func(r *http.Request) {
		if method != "" {
			r.Method = method
		}
		if body != "" {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
			r.Header.Set("Content-Type", "application/json")
		}
	}
}
