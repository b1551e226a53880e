package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unhurried is less than the 5 seconds that http.Server gives a connection on which nothing was sent.
const unhurried = 4 * time.Second

// TestAStopWaitsForNobodyWhoAskedNothing has a row for each way in which a request may not be there.
func TestAStopWaitsForNobodyWhoAskedNothing(t *testing.T) {
	t.Parallel()
	const tunnel = "CONNECT api.huntr.co:443 HTTP/1.1\r\nHost: api.huntr.co:443\r\n\r\n"
	for _, c := range []struct{ name, sent, until string }{
		{"nothing", "", ""},
		{"half a request line", "GET /org/mem", ""},
		{"half a header", "GET /org/members HTTP/1.1\r\nHost: local", ""},
		{"an idle connection", "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n", "\n\n"},
		{"half a second request", "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /", "\n\n"},
		{"an idle tunnel", tunnel, "\n\n"},
		{"half a handshake in a tunnel", tunnel + "\x16\x03\x01", "\n\n"},
		{"no body", "POST /org/members HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", "\n\n"},
		{"half a body", "POST /v1/candidates HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n{}", "\n\n"},
		{"half a body of the control API", "POST /_mock/faults HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n{}", "\n\n"},
		{"half a chunk", "POST /_mock/faults HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n9\r\n{}", "\n\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty")
			connection, reader := dial(t, p.ready.Address)
			_, err := fmt.Fprint(connection, c.sent)
			require.NoError(t, err)
			if c.until != "" {
				emptyLine(t, reader)
			}
			get(t, p.ready.URL+"/_mock/health") // connections are accepted in order, so the first one is
			p.signal(t)
			select {
			case <-p.done:
			case <-time.After(unhurried):
				assert.Fail(t, "the server waits")
			}
			assert.Zero(t, p.exit(t), p.stderr)
			assert.NotContains(t, p.stderr.String(), "before running requests finished")
		})
	}
}

// emptyLine reads up to the end of a header.
func emptyLine(t *testing.T, reader *bufio.Reader) {
	t.Helper()
	for line := ""; line != "\r\n"; {
		var err error
		line, err = reader.ReadString('\n')
		require.NoError(t, err)
	}
}

// TestARequestWithoutItsBodyIsAnswered: the client learns that its request was not carried out.
func TestARequestWithoutItsBodyIsAnswered(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty")
	connection, reader := pending(t, p.ready.Address, "/_mock/faults")
	_, err := fmt.Fprint(connection, "{")
	require.NoError(t, err)
	p.signal(t)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Contains(t, string(body), "the server is stopping")
}

// unread sends a request for more than connections buffer, and returns when the server has begun to answer it.
func unread(t *testing.T) (*process, io.Reader) {
	t.Helper()
	seed := file(t, "seed.yaml", "huntr:\n  generate: {seed: 1, members: 60000}\n")
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed", seed)
	connection, reader := dial(t, p.ready.Address)
	_, err := fmt.Fprint(connection, "GET /_mock/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
	require.NoError(t, err)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	require.Equal(t, http.StatusOK, response.StatusCode)
	return p, response.Body
}
