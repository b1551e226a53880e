package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHealthcheckFollowsTheServer(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", freeAddress(t), "--seed", "empty") // that no other test takes afterwards
	_, port, err := net.SplitHostPort(p.ready.Address)
	require.NoError(t, err)
	config := file(t, "mock.yaml", "addr: "+p.ready.Address+"\n")
	ways := map[string]func() (int, string, string){
		"flag": func() (int, string, string) {
			return execute(t, environment(), "healthcheck", "--addr", p.ready.Address)
		},
		"environment": func() (int, string, string) {
			return execute(t, environment("MOCKSERVER_ADDR=0.0.0.0:"+port), "healthcheck")
		},
		"config file": func() (int, string, string) {
			return execute(t, environment("MOCKSERVER_CONFIG="+config), "healthcheck")
		},
		"localhost": func() (int, string, string) {
			return execute(t, environment(), "healthcheck", "--addr", "localhost:"+port)
		},
		"no host":     func() (int, string, string) { return execute(t, environment(), "healthcheck", "--addr", ":"+port) },
		"any address": func() (int, string, string) { return execute(t, environment(), "healthcheck", "--addr", "[::]:"+port) },
		"unread seed": func() (int, string, string) {
			return execute(t, environment("MOCKSERVER_SEED=/nowhere", "HTTP_PROXY=http://127.0.0.1:1"), "healthcheck", "--addr", p.ready.Address)
		},
	}
	for name, ask := range ways {
		status, stdout, stderr := ask()
		assert.Zero(t, status, "%s: %s", name, stderr)
		assert.Empty(t, stdout+stderr, name)
	}
	p.signal(t)
	assert.Zero(t, p.exit(t))
	status, _, stderr := ways["flag"]()
	assert.Equal(t, exitFailure, status)
	assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	assert.Contains(t, stderr, p.ready.Address)
}

func TestHealthcheckOfASickServer(t *testing.T) {
	t.Parallel()
	sick := httptest.NewServer(http.NotFoundHandler())
	defer sick.Close()
	status, _, stderr := execute(t, environment(), "healthcheck", "--addr", sick.Listener.Addr().String())
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "404")
}

// TestSomethingElseThatAnswersIsNoServer: a status of 200 is not enough, and neither is another server.
func TestSomethingElseThatAnswersIsNoServer(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"ok", "{}", `{"status":"ok"}`, "<html>"} {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
		t.Cleanup(other.Close)
		address := other.Listener.Addr().String()
		for _, command := range [][]string{{"healthcheck"}, {"wait", "--timeout=100ms"}, {"ca"}} {
			status, stdout, stderr := execute(t, environment(), append(command, "--addr", address)...)
			assert.Equal(t, exitFailure, status, "%s: %s", command, body)
			assert.Empty(t, stdout, "%s: %s", command, body)
			assert.Contains(t, stderr, "something other than mockserver answers there", "%s: %s", command, body)
		}
	}
}

func TestWaitIsToldWhichServerIsMeant(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", freeAddress(t), "--seed", "empty")
	wait := func(arguments ...string) (int, string) {
		status, _, stderr := execute(t, environment(), append([]string{"wait", "--addr", p.ready.Address}, append([]string{"--timeout=200ms"}, arguments...)...)...)
		return status, stderr
	}
	pid := strconv.Itoa(p.command.Process.Pid)
	assert.Equal(t, p.command.Process.Pid, p.ready.PID)
	for _, arguments := range [][]string{nil, {"--instance", p.ready.Instance}, {"--pid", pid}, {"--pid", pid, "--instance", p.ready.Instance}} {
		status, stderr := wait(arguments...)
		assert.Zero(t, status, "%s: %s", arguments, stderr)
	}
	status, stderr := wait("--instance", "ffff")
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "another server answers there: its instance is")
	status, stderr = wait("--pid", strconv.Itoa(os.Getpid()))
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "another server answers there: its process is "+pid)
	ended := exec.CommandContext(t.Context(), "true")
	require.NoError(t, ended.Run())
	status, stderr = wait("--pid", strconv.Itoa(ended.Process.Pid))
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "has ended")
}

func TestHealthcheckOfNoPort(t *testing.T) {
	t.Parallel()
	status, _, stderr := execute(t, environment(), "healthcheck", "--addr", "localhost:0")
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "port 0")
}

func TestReachable(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{
		"": "127.0.0.1:1", "localhost": "127.0.0.1:1", "0.0.0.0": "127.0.0.1:1", "::": "127.0.0.1:1",
		"::1": "[::1]:1", "10.0.0.7": "10.0.0.7:1", "mock": "mock:1",
	} {
		assert.Equal(t, want, reachable(host, 1), host)
	}
}
