package teamtailor_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheHostOfLinks has a row for each first line and headers of a request, and the host that its documents print.
func TestTheHostOfLinks(t *testing.T) {
	t.Parallel()
	s := run(t)
	address := strings.TrimPrefix(s.URL, "http://")
	for sent, want := range map[string]string{
		"GET /v1/jobs/7199 HTTP/1.1\r\nHost: mock.example.com:8080":         "mock.example.com:8080",
		"GET /v1/jobs/7199 HTTP/1.1\r\nHost: [::1]:80":                      "[::1]:80",
		"GET /v1/jobs/7199 HTTP/1.1\r\nHost: my_mock":                       "my_mock",
		"GET /v1/jobs/7199 HTTP/1.1\r\nHost: a&b":                           address,
		"GET http://api.na.teamtailor.com/v1/jobs/7199 HTTP/1.1\r\nHost: x": "api.na.teamtailor.com",
		"GET /v1/jobs/7199 HTTP/1.0":                                        address,
	} {
		connection, err := net.Dial("tcp", address)
		require.NoError(t, err)
		_, err = fmt.Fprintf(connection, "%s\r\nAuthorization: Token abc123abc123\r\nX-Api-Version: 20161108\r\nConnection: close\r\n\r\n", sent)
		require.NoError(t, err)
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		require.NoError(t, err, sent)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, response.StatusCode, sent)
		assert.Contains(t, string(body), `"self":"http://`+want+`/v1/jobs/7199"`, sent)
		checkDocument(t, string(body), false)
		require.NoError(t, response.Body.Close())
		require.NoError(t, connection.Close())
	}

	r := httptest.NewRequest(http.MethodGet, "/v1/jobs/7199", http.NoBody)
	r.Host = `a"b`
	r.Header.Set("Authorization", "Token abc123abc123")
	r.Header.Set("X-Api-Version", "20161108")
	w := httptest.NewRecorder()
	mounted(t).ServeHTTP(w, r)
	assert.Contains(t, w.Body.String(), `"self":"http://localhost/v1/jobs/7199"`, "nobody listens")
}
