package intercept

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// proxy serves tunnels to api.example.com, with the same server at their ends.
func proxy(t *testing.T) (*httptest.Server, *Tunnels, *Authority) {
	t.Helper()
	authority := made(t, Options{Names: names()})
	tunnels := NewTunnels([]string{"api.example.com"}, authority)
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			_, _ = fmt.Fprint(w, r.Host+r.URL.Path, r.TLS != nil)
		} else if refusal := tunnels.Connect(w, r); refusal != nil {
			http.Error(w, refusal.Detail, refusal.Status)
		}
	}))
	listener := tunnels.Listen()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = listening.Config.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = tunnels.Close()
		<-ended
		listening.Close()
	})
	return listening, tunnels, authority
}

func dial(t *testing.T, listening *httptest.Server) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", listening.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	require.NoError(t, connection.SetDeadline(time.Now().Add(30*time.Second)))
	return connection
}

const connect = "CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n"

// eager sends its first bytes together with what is said by the connection's owner.
type eager struct {
	net.Conn
	first  string
	reader *bufio.Reader
}

func (e *eager) Write(p []byte) (int, error) {
	n, err := e.Conn.Write(append([]byte(e.first), p...))
	n -= len(e.first)
	e.first = ""
	return max(n, 0), err
}

func (e *eager) Read(p []byte) (int, error) {
	if e.reader == nil {
		e.reader = bufio.NewReader(e.Conn)
		response, err := http.ReadResponse(e.reader, &http.Request{Method: http.MethodConnect})
		if err != nil {
			return 0, err
		}
		_ = response.Body.Close()
	}
	return e.reader.Read(p)
}

// TestBytesThatCameEarlyAreNotLost: a client may begin to speak TLS before it read that it may.
func TestBytesThatCameEarlyAreNotLost(t *testing.T) {
	t.Parallel()
	listening, _, authority := proxy(t)
	pool, _ := trusting(t, authority)
	secure := tls.Client(&eager{Conn: dial(t, listening), first: connect}, &tls.Config{RootCAs: pool, ServerName: "api.example.com"})
	_, err := fmt.Fprint(secure, "GET /x HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n")
	require.NoError(t, err)
	answer, err := io.ReadAll(secure)
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(string(answer), "api.example.com/xtrue"), "%s", answer)
}

func status(t *testing.T, connection net.Conn) int {
	t.Helper()
	_, err := fmt.Fprint(connection, connect)
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: http.MethodConnect})
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

func TestTunnelsAreLimitedAndGiveBackTheirPlace(t *testing.T) {
	t.Parallel()
	listening, tunnels, _ := proxy(t)
	for range most - 1 {
		tunnels.slots <- struct{}{}
	}
	last := dial(t, listening)
	assert.Equal(t, http.StatusOK, status(t, last))
	assert.Equal(t, http.StatusServiceUnavailable, status(t, dial(t, listening)))
	_, err := fmt.Fprint(last, "this is no TLS")
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, last) // until the server has closed it
	assert.Eventually(t, func() bool { return len(tunnels.slots) == most-1 }, 30*time.Second, time.Millisecond)
}

func TestClosedTunnelsAreClosed(t *testing.T) {
	t.Parallel()
	listening, tunnels, _ := proxy(t)
	require.NoError(t, tunnels.Close())
	require.NoError(t, tunnels.Close())
	_, err := tunnels.Accept()
	require.ErrorIs(t, err, net.ErrClosed)
	connection := dial(t, listening)
	assert.Equal(t, http.StatusOK, status(t, connection))
	_, err = io.Copy(io.Discard, connection)
	assert.NoError(t, err, "closed by the server")
	assert.Eventually(t, func() bool { return len(tunnels.slots) == 0 }, 30*time.Second, time.Millisecond)
}
