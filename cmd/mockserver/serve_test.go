package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServeAnswersAndStops(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--clock", "2026-01-15T09:00:00Z", "--clock-mode", "still")
	assert.Equal(t, "ready", p.ready.Event)
	assert.Equal(t, "1.2.3-test", p.ready.Version)
	assert.Equal(t, "http://"+p.ready.Address, p.ready.URL)

	status, body := get(t, p.ready.URL+"/org/members?limit=1")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, body, `"data"`)

	p.signal(t)
	assert.Zero(t, p.exit(t), p.stderr)
	rest, err := io.ReadAll(p.stdout)
	require.NoError(t, err)
	assert.Empty(t, string(rest), "standard output has one line")
}

func TestBannerTellsWhatANewcomerNeeds(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--clock=2026-01-15", "--clock-mode=still", "--seed=empty")
	for _, needed := range []string{
		"mockserver 1.2.3-test", p.ready.URL + "/org", "huntr-demo-token", "read only", "empty (embedded)", "2026-01-15T00:00:00Z, still",
	} {
		assert.Contains(t, p.stderr.String(), needed)
	}
}

func TestBannerIsSilentAboutAnOrdinaryClock(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty")
	assert.NotContains(t, p.stderr.String(), "Clock")
}

func TestLogAsJSON(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "serve", "--addr=127.0.0.1:0", "--seed=empty", "--log-format=json", "--log-level=debug", "--clock=2026-01-15")
	get(t, p.ready.URL+"/org/jobs")
	eventually(t, func() bool { return strings.Contains(p.stderr.String(), `"msg":"request"`) }, "no line for the request")
	for _, line := range strings.Split(strings.TrimSpace(p.stderr.String()), "\n") {
		assert.Truef(t, strings.HasPrefix(line, "{"), "not JSON: %s", line)
	}
	for _, needed := range []string{`"token":"huntr-demo-token"`, `"seed":"empty (embedded)"`, `"clock":"2026-01-15T`} {
		assert.Contains(t, p.stderr.String(), needed)
	}
}

func TestUnknownVariablesAreAWarning(t *testing.T) {
	t.Parallel()
	p := start(t, environment("MOCKSERVER_PORT=tcp://10.0.0.1:8888", "MOCKSERVER_ADDR=127.0.0.1:0", "MOCKSERVER_SEED="))
	assert.Contains(t, p.stderr.String(), "level=WARN")
	assert.Contains(t, p.stderr.String(), "unknown=[MOCKSERVER_PORT]")
	assert.Contains(t, p.stderr.String(), "MOCKSERVER_CLOCK_MODE", "names the accepted ones")
}

// pending sends a request whose body is missing, and returns when the server waits for it.
func pending(t *testing.T, address, path string) (net.Conn, *bufio.Reader) {
	t.Helper()
	connection, reader := dial(t, address)
	_, err := fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", path)
	require.NoError(t, err)
	line, err := reader.ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, "100 Continue", "the handler asks for the body")
	_, err = reader.ReadString('\n')
	require.NoError(t, err)
	return connection, reader
}

func dial(t *testing.T, address string) (net.Conn, *bufio.Reader) {
	t.Helper()
	connection, err := net.DialTimeout("tcp", address, generous)
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	require.NoError(t, connection.SetDeadline(time.Now().Add(generous)))
	return connection, bufio.NewReader(connection)
}

// refuses tells whether nobody listens any more.
func refuses(address string) bool {
	connection, err := net.DialTimeout("tcp", address, generous)
	if err == nil {
		_ = connection.Close()
	}
	return err != nil
}

func TestRunningRequestsFinish(t *testing.T) {
	t.Parallel()
	p, answer := unread(t)
	p.signal(t)
	eventually(t, func() bool { return refuses(p.ready.Address) }, "still accepting")
	body, err := io.ReadAll(answer)
	require.NoError(t, err)
	assert.Greater(t, len(body), 6<<20, "more than connections buffer")
	assert.Zero(t, p.exit(t), p.stderr)
}

// TestABodyOnItsWayArrives: what is half sent has a moment.
func TestABodyOnItsWayArrives(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--seed=empty")
	connection, reader := pending(t, p.ready.Address, "/org/nowhere")
	p.signal(t)
	_, err := fmt.Fprint(connection, "{}")
	require.NoError(t, err)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusUnauthorized, response.StatusCode, "by its token, not by its body")
	assert.Zero(t, p.exit(t), p.stderr)
}

func TestASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	p, _ := unread(t)
	p.signal(t)
	eventually(t, func() bool { return refuses(p.ready.Address) }, "still accepting")
	p.signal(t)
	assert.Equal(t, exitFailure, p.exit(t))
	assert.Contains(t, p.stderr.String(), "second signal")
}

func TestAHalfSentHeaderIsClosed(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--seed", "empty")
	connection, reader := dial(t, p.ready.Address)
	_, err := fmt.Fprint(connection, "GET /org/members HTTP/1.1\r\nHost: localhost\r\n")
	require.NoError(t, err)
	require.NoError(t, connection.SetReadDeadline(time.Now().Add(10*time.Second)))
	_, err = io.Copy(io.Discard, reader)
	var timeout net.Error
	if assert.NotErrorAs(t, err, &timeout, "still open") {
		assert.NoError(t, err)
	}
}

func TestAbsoluteFormTarget(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0")
	connection, reader := dial(t, p.ready.Address)
	_, err := fmt.Fprint(connection, "GET http://api.huntr.co/org/members HTTP/1.1\r\nHost: api.huntr.co\r\n"+
		"Authorization: Bearer huntr-demo-token\r\nConnection: close\r\n\r\n")
	require.NoError(t, err)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, response.Body.Close())
}

func TestLocalhostIsBothLoopbacks(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "localhost:0", "--seed", "empty")
	host, port, err := net.SplitHostPort(p.ready.Address)
	require.NoError(t, err)
	assert.Equal(t, "127.0.0.1", host)
	status, _ := get(t, p.ready.URL+"/_mock/health")
	assert.Equal(t, http.StatusOK, status)
	if !new(address).hasLoopback6(t.Context()) {
		t.Skip("no IPv6 on this machine")
	}
	status, _ = get(t, "http://[::1]:"+port+"/_mock/health")
	assert.Equal(t, http.StatusOK, status)
}

func TestEveryAddressIsReachedByLoopback(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "0.0.0.0:0", "--seed", "empty")
	assert.Regexp(t, `^0\.0\.0\.0:\d+$`, p.ready.Address)
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+$`, p.ready.URL)
	status, _ := get(t, p.ready.URL+"/")
	assert.Equal(t, http.StatusOK, status)
}

func TestAddressInUse(t *testing.T) {
	t.Parallel()
	for network, host := range map[string]string{"tcp4": "127.0.0.1", "tcp6": "::1"} {
		taken, err := net.Listen(network, net.JoinHostPort(host, "0"))
		if network == "tcp6" && err != nil {
			t.Skip("no IPv6 on this machine")
		}
		require.NoError(t, err)
		defer func() { _ = taken.Close() }()
		port := taken.Addr().(*net.TCPAddr).Port
		status, stdout, stderr := execute(t, environment(), "--addr", "localhost:"+strconv.Itoa(port), "--seed", "empty")
		assert.Equal(t, exitFailure, status)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, net.JoinHostPort(host, strconv.Itoa(port)))
		assert.Contains(t, stderr, "--addr")
		assert.Contains(t, stderr, "port 0")
	}
}

// TestWhoFollowsTheJournalDoesNotHoldUpTheEnd: a stream has no end of its own.
func TestWhoFollowsTheJournalDoesNotHoldUpTheEnd(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--seed", "empty")
	connection, reader := dial(t, p.ready.Address)
	_, err := fmt.Fprint(connection, "GET /_mock/sandboxes/default/requests/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
	require.NoError(t, err)
	line, err := reader.ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, "200 OK")
	p.signal(t)
	assert.Zero(t, p.exit(t), p.stderr)
	assert.NotContains(t, p.stderr.String(), "before running requests finished")
}
