package openapi_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/openapi"
	"mockserver/seeds"
	"mockserver/server/contract"
	"mockserver/server/servertest"
)

var update = flag.Bool("update", false, "write the examples of the documents anew")

// request is how an example is asked for.
type request struct {
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Token   string            `json:"token"` // absent: the first of the default seed; none: none at all
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// vendors are how each provider's documents say its host and its ready-made credential.
func vendors() map[string]struct{ host, token string } {
	return map[string]struct{ host, token string }{
		"huntr":      {"https://api.huntr.co", "Bearer huntr-demo-token"},
		"teamtailor": {"https://api.teamtailor.com", "Token token=abc123abc123"},
		"jusrecruit": {"https://api.democruit.com", "Bearer jc_" + strings.Repeat("f", 64)},
		"mock":       {"http://127.0.0.1:8888", ""}, // the control API asks for no credential
	}
}

// TestExamplesAreTheMocksAnswers asks for every example of the documents a mock with the default seed and compares: in
// the document stands what the mock answers, to the letter. Each request meets a mock of its own.
func TestExamplesAreTheMocksAnswers(t *testing.T) {
	t.Parallel()
	for _, name := range openapi.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, ok := openapi.Document(name)
			require.True(t, ok)
			if fresh, count := withExamples(t, name, string(text)); *update {
				require.NoError(t, os.WriteFile(name+".yaml", []byte(fresh), 0o600))
			} else {
				assert.Equal(t, string(text), fresh, "go test ./openapi -update writes the examples anew")
				assert.True(t, count > 0 || name == "mock", "the vendors' documents have examples")
			}
		})
	}
}

var requestLine = regexp.MustCompile(`^( *)x-request: (\{.*\})$`)

// withExamples writes what the mock answers behind each x-request.
func withExamples(t *testing.T, name, text string) (fresh string, count int) {
	t.Helper()
	lines := strings.Split(text, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		found := requestLine.FindStringSubmatch(lines[i])
		if found == nil {
			continue
		}
		count++
		indent := found[1]
		i++
		require.True(t, strings.HasPrefix(lines[i], indent+"value:"), "%s.yaml:%d: the value follows its x-request", name, i+1)
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], indent+" ") {
			i++
		}
		out = append(out, indent+"value: "+answer(t, name, found[2], indent+"  "))
	}
	return strings.Join(out, "\n"), count
}

// answer is the body that the mock answers a request with, indented.
func answer(t *testing.T, name, flow, indent string) string {
	t.Helper()
	encoded, err := seeds.ToJSON([]byte(flow))
	require.NoError(t, err, flow)
	var asked request
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&asked), flow)
	sent := asked.http(name)
	recorder := httptest.NewRecorder()
	servertest.New(t, servertest.Wrap(contract.Hostile(t, name))).ServeHTTP(recorder, sent)
	var body bytes.Buffer
	require.NoError(t, json.Indent(&body, bytes.TrimSpace(recorder.Body.Bytes()), indent, "  "), "%s: %s", flow, recorder.Body)
	return body.String()
}

func (a *request) http(name string) *http.Request {
	vendor := vendors()[name]
	if a.Method == "" {
		a.Method = http.MethodGet
	}
	sent := httptest.NewRequest(a.Method, vendor.host+a.Path, bytes.NewReader(a.Body))
	if name == "teamtailor" {
		sent.Header.Set("X-Api-Version", "20161108")
	}
	if a.Body != nil {
		sent.Header.Set("Content-Type", map[bool]string{true: "application/vnd.api+json", false: "application/json"}[name == "teamtailor"])
	}
	switch {
	case a.Token == "none", vendor.token == "":
	case a.Token == "":
		sent.Header.Set("Authorization", vendor.token)
	default:
		sent.Header.Set("Authorization", fmt.Sprint(strings.Fields(vendor.token)[0], " ", a.Token))
	}
	for header, value := range a.Headers {
		sent.Header.Set(header, value)
	}
	return sent
}
