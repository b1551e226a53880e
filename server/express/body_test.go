package express_test

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/express"
)

//go:embed testdata/measured.json
var measured []byte

const most = 5 << 20

// answer is what the framework, or this package in its place, makes of a body.
type answer struct {
	Status int
	Value  json.RawMessage // of 200: the body that a handler sees
	Words  string
	Reason string // ours alone
}

// newReader serves what the package makes of the bodies it is sent.
func newReader(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		received, err := io.ReadAll(r.Body)
		if !assert.NoError(t, err) {
			return
		}
		read, err := express.ReadJSON(r, received, most)
		a := answer{Status: 200, Reason: read.Unread}
		var refusal *express.Refusal
		if errors.As(err, &refusal) {
			a = answer{Status: refusal.Status, Words: refusal.Message, Reason: refusal.Reason}
		} else {
			a.Value = read.JSON
		}
		_ = json.NewEncoder(w).Encode(a)
	}))
	t.Cleanup(server.Close)
	return server
}

func send(t *testing.T, server *httptest.Server, method string, header map[string]string, body io.Reader) (a answer) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, server.URL, body)
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.NoError(t, json.NewDecoder(response.Body).Decode(&a))
	return a
}

// TestBodiesAreReadAsTheFrameworkReadsThem sends everything that the framework was asked, over the wire.
func TestBodiesAreReadAsTheFrameworkReadsThem(t *testing.T) {
	t.Parallel()
	var all struct {
		Answers []struct {
			Name, Method string
			Headers      map[string]any
			Sent         []byte
			Status       int
			Answer       json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(measured, &all))
	require.Greater(t, len(all.Answers), 90)
	server := newReader(t)
	differs := map[string]string{"charset utf-7": "UTF-7 is refused", "charset utf-7-imap": "UTF-7 is refused", "big number": "Node prints it as null"}
	for _, c := range all.Answers {
		header := map[string]string{}
		for name, value := range c.Headers {
			if text, ok := value.(string); ok {
				header[name] = text
			}
		}
		got := send(t, server, c.Method, header, bytes.NewReader(c.Sent))
		assert.NotContains(t, got.Reason, "json:", c.Name)
		if differs[c.Name] != "" {
			continue
		}
		assert.Equal(t, c.Status, got.Status, "%s: %s %s", c.Name, c.Answer, got.Reason)
		if c.Status == 200 {
			var want, value any
			require.NoError(t, json.Unmarshal(c.Answer, &want))
			require.NoError(t, json.Unmarshal(got.Value, &value))
			assert.Equal(t, want, value, c.Name)
			continue
		}
		assert.NotEmpty(t, got.Reason, c.Name)
		if got.Words != "" {
			var words struct{ Message string }
			require.NoError(t, json.Unmarshal(c.Answer, &words))
			assert.Equal(t, words.Message, got.Words, c.Name)
		}
	}
}

func TestReasonsExplain(t *testing.T) {
	t.Parallel()
	server := newReader(t)
	for _, c := range []struct{ contentType, encoding, body, reason string }{
		{"", "", "{}", "the request has no Content-Type, and only application/json is read"},
		{"text/plain", "", "{}", `its Content-Type is "text/plain", and only application/json is read`},
		{"text/plain", "", "", ""},
		{"application/json", "", "{}", ""},
		{"application/json", "", "[1", "the body is not JSON: it ends too soon"},
		{"application/json", "", `{"a" 1}`, "the body is not JSON: byte 6 is not what must follow"},
		{"application/json", "", strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), "the body is not JSON: it is nested too deeply"},
		{"application/json", "", "7", `the body must be a JSON object or array, and begins with "7"`},
		{"application/json", "", " ", "the body is not JSON: it ends too soon"},
		{"application/json; charset=utf-7", "", "{}", `the charset of the Content-Type is "utf-7"; utf-8, utf-16, utf-16le and utf-16be are read`},
		{"application/json", "br", "{}", `the Content-Encoding is "br"; gzip, deflate (with zlib's header) and identity are read`},
		{"application/json", "gzip", "{}", "the Content-Encoding is gzip, but the body is not a whole stream of it"},
	} {
		header := map[string]string{"Content-Type": c.contentType, "Content-Encoding": c.encoding}
		if c.contentType == "" {
			header = nil
		}
		got := send(t, server, "POST", header, strings.NewReader(c.body))
		if c.reason == "" {
			assert.Empty(t, got.Reason)
			continue
		}
		assert.Contains(t, got.Reason, c.reason)
	}
}

// TestADecodedBodyIsBounded: a small body may become a large one.
func TestADecodedBodyIsBounded(t *testing.T) {
	t.Parallel()
	server := newReader(t)
	for _, c := range []struct{ size, status int }{{most, 200}, {most + 1, 413}, {20 << 20, 413}} {
		var packed bytes.Buffer
		packer := gzip.NewWriter(&packed)
		_, _ = packer.Write([]byte("["))
		_, _ = io.CopyN(packer, blanks{}, int64(c.size-2))
		_, _ = packer.Write([]byte("]"))
		require.NoError(t, packer.Close())
		got := send(t, server, "POST", map[string]string{"Content-Type": "application/json", "Content-Encoding": "gzip"}, &packed)
		assert.Equal(t, c.status, got.Status, "%d bytes", c.size)
	}
}

type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func FuzzReadJSON(f *testing.F) {
	f.Add("application/json", "gzip", []byte("{}"))
	f.Add(`application/json; charset="utf-16"`, "", []byte("{\x00}\x00"))
	f.Add(`application/json; a="\`, "deflate", []byte{})
	f.Fuzz(func(t *testing.T, contentType, encoding string, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
		r.Header["Content-Type"], r.Header["Content-Encoding"] = []string{contentType}, []string{encoding}
		read, err := express.ReadJSON(r, body, 1000)
		var refusal *express.Refusal
		switch {
		case errors.As(err, &refusal):
			assert.Contains(t, []int{400, 413, 415}, refusal.Status)
			assert.NotEmpty(t, refusal.Reason)
		default:
			require.NoError(t, err)
			assert.True(t, json.Valid(read.JSON), "%q", read.JSON)
		}
	})
}
