package control_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHeadOfAStreamEnds: its answer has no body, and the connection serves the next request.
func TestHeadOfAStreamEnds(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, path := range []string{"/_mock/requests/stream", "/_mock/deliveries/stream"} {
		connection, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
		require.NoError(t, err)
		t.Cleanup(func() { _ = connection.Close() })
		require.NoError(t, connection.SetDeadline(time.Now().Add(20*time.Second)))
		_, err = fmt.Fprintf(connection, "HEAD %s HTTP/1.1\r\nHost: localhost\r\n\r\nGET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n", path)
		require.NoError(t, err)
		reader := bufio.NewReader(connection)
		head, err := http.ReadResponse(reader, &http.Request{Method: http.MethodHead})
		require.NoError(t, err)
		_ = head.Body.Close()
		assert.Equal(t, 200, head.StatusCode, path)
		assert.Equal(t, "text/event-stream", head.Header.Get("Content-Type"))
		next, err := http.ReadResponse(reader, nil)
		require.NoError(t, err, path)
		_ = next.Body.Close()
		assert.Equal(t, "application/json", next.Header.Get("Content-Type"), "of the health check")
	}
}

// TestABodyAnnouncedAsTooLargeIsRefusedUnread: no 100 Continue asks for it.
func TestABodyAnnouncedAsTooLargeIsRefusedUnread(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, path := range []string{"/_mock/faults", "/v1/candidates", "/api/v1/integration/company/webhooks", "/org/members"} {
		connection, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
		require.NoError(t, err)
		t.Cleanup(func() { _ = connection.Close() })
		require.NoError(t, connection.SetDeadline(time.Now().Add(20*time.Second)))
		_, err = fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 999999999999\r\n\r\n", path)
		require.NoError(t, err)
		answer, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: http.MethodPost})
		require.NoError(t, err)
		_ = answer.Body.Close()
		assert.GreaterOrEqual(t, answer.StatusCode, 400, path) // http.ReadResponse does not skip 100 Continue
		assert.True(t, answer.Close, "the connection ends with the answer")
	}
}
