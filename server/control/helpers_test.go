package control_test

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// api is a client of the control API of a server of its own, each answer of which is held to openapi/mock.yaml.
type api struct {
	*servertest.Server
	t    *testing.T
	base string // "/_mock", or that of a named sandbox
}

func newAPI(t *testing.T, options ...servertest.Option) *api {
	t.Helper()
	return &api{servertest.Run(t, append(options, servertest.Wrap(byContract(t, contract.Hostile)))...), t, "/_mock"}
}

// byContract puts the contract around the server. The document speaks of the default sandbox; a named one has the same paths.
func byContract(t *testing.T, kind func(contract.Failer, string) func(http.Handler) http.Handler) func(http.Handler) http.Handler {
	named := regexp.MustCompile(`^/_mock/sandboxes/[^/]+/`)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/stream") {
				next.ServeHTTP(w, r)
				return
			}
			asked := *r.URL
			speaking := r.Clone(r.Context())
			speaking.URL.Path, speaking.URL.RawPath = named.ReplaceAllString(asked.Path, "/_mock/"), named.ReplaceAllString(asked.RawPath, "/_mock/")
			kind(t, "mock")(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.URL.Path, r.URL.RawPath = asked.Path, asked.RawPath
				next.ServeHTTP(w, r)
				r.URL.Path, r.URL.RawPath = named.ReplaceAllString(asked.Path, "/_mock/"), named.ReplaceAllString(asked.RawPath, "/_mock/")
			})).ServeHTTP(w, speaking)
		})
	}
}

// in speaks of another sandbox.
func (a *api) in(name string) *api { return &api{a.Server, a.t, "/_mock/sandboxes/" + name} }

// body is a decoded JSON object.
type body map[string]any

// at reads "a.b.0.c" of a body.
func (b body) at(path string) any {
	var value any = map[string]any(b)
	for name := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			at := int(name[0] - '0')
			if at >= len(v) {
				return nil
			}
			value = v[at]
		default:
			return nil
		}
	}
	return value
}

// ask sends a request and returns status and decoded body.
func (a *api) ask(method, path, sent string, header ...string) (int, body) {
	a.t.Helper()
	status, _, text := a.raw(method, a.base+path, sent, header...)
	var decoded body
	if text != "" {
		require.NoError(a.t, json.Unmarshal([]byte(text), &decoded), text)
	}
	return status, decoded
}

// must is ask for what has to succeed.
func (a *api) must(method, path, sent string) body {
	a.t.Helper()
	status, got := a.ask(method, path, sent)
	require.Less(a.t, status, 300, "%s %s: %v", method, path, got)
	return got
}

func (a *api) raw(method, path, sent string, header ...string) (int, http.Header, string) {
	a.t.Helper()
	request, err := http.NewRequest(method, a.URL+path, strings.NewReader(sent))
	require.NoError(a.t, err)
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			request.Host = header[i+1]
		}
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(a.t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(a.t, err)
	assert.NoError(a.t, response.Body.Close())
	return response.StatusCode, response.Header, string(text)
}

// asked asks a provider with a token.
func (a *api) asked(path, token string) (int, string) {
	a.t.Helper()
	status, _, text := a.raw(http.MethodGet, path, "", "Authorization", "Bearer "+token)
	return status, text
}
