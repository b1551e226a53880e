package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// trusting is a client that trusts the authority which a server hands out.
func trusting(t *testing.T, p *process) *http.Transport {
	t.Helper()
	_, text := get(t, p.ready.URL+"/_mock/ca.pem")
	trusted := x509.NewCertPool()
	require.True(t, trusted.AppendCertsFromPEM([]byte(text)), text)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

func TestServeByTLS(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "ca")
	p := start(t, environment(), "--addr=127.0.0.1:0", "--tls-addr=localhost:0", "--tls-dir="+directory, "--seed=empty")
	require.Contains(t, p.ready.TLSURL, "https://127.0.0.1:")
	client := &http.Client{Transport: trusting(t, p)}
	response, err := client.Get(p.ready.TLSURL + "/")
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Contains(t, string(body), p.ready.TLSURL+"/org")
	p.signal(t)
	assert.Zero(t, p.exit(t), p.stderr)

	again := start(t, environment("MOCKSERVER_TLS_DIR="+directory, "MOCKSERVER_TLS_ADDR=127.0.0.1:0"), "--addr=127.0.0.1:0", "--seed=empty")
	response, err = client.Get(again.ready.TLSURL + "/")
	require.NoError(t, err, "who trusted the first trusts the second")
	require.NoError(t, response.Body.Close())
}

func TestOwnCertificate(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	start(t, environment(), "--addr=127.0.0.1:0", "--tls-dir="+directory, "--seed=empty") // any pair of files will do
	p := start(t, environment(), "--addr=127.0.0.1:0", "--tls-addr=127.0.0.1:0", "--seed=empty",
		"--tls-cert="+filepath.Join(directory, "ca.pem"), "--tls-key="+filepath.Join(directory, "ca-key.pem"))
	status, text := get(t, p.ready.URL+"/_mock/ca.pem")
	assert.Equal(t, http.StatusNotFound, status)
	assert.Contains(t, text, "--tls-cert")
	status, _, stderr := execute(t, environment(), "--addr=127.0.0.1:0", "--tls-cert=/nowhere.pem")
	assert.Equal(t, exitUsage, status)
	assert.Contains(t, stderr, "--tls-key")
}

// TestStopWithATunnelOpen: an idle tunnel does not hold up the end.
func TestStopWithATunnelOpen(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty")
	proxy, err := url.Parse(p.ready.URL)
	require.NoError(t, err)
	transport := trusting(t, p)
	transport.Proxy = http.ProxyURL(proxy)
	response, err := (&http.Client{Transport: transport}).Get("https://api.huntr.co/_mock/health")
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	p.signal(t)
	assert.Zero(t, p.exit(t), p.stderr)
	assert.NotContains(t, p.stderr.String(), "before running requests finished")
}

// TestAKeyThatOthersCanReadIsWarnedOf: once the authority is kept, and somebody has loosened its rights.
func TestAKeyThatOthersCanReadIsWarnedOf(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	for _, mode := range []os.FileMode{0, 0o600, 0o640, 0o604} {
		if mode != 0 {
			require.NoError(t, os.Chmod(filepath.Join(directory, "ca-key.pem"), mode))
		}
		p := start(t, environment(), "--addr=127.0.0.1:0", "--tls-addr=127.0.0.1:0", "--tls-dir", directory)
		status, _ := get(t, p.ready.URL+"/_mock/ca.pem")
		require.Equal(t, 200, status)
		assert.Equal(t, mode&0o077 != 0, strings.Contains(p.stderr.String(), "can be read by others"), "%o", mode)
		p.signal(t)
		p.exit(t)
	}
}

// TestCurlBehindAProxyVariable runs what docs/clients.md tells.
func TestCurlBehindAProxyVariable(t *testing.T) {
	t.Parallel()
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("no curl on this machine")
	}
	p := start(t, environment(), "--addr=127.0.0.1:0")
	_, text := get(t, p.ready.URL+"/_mock/ca.pem")
	command := exec.Command(curl, "-sSf", "--cacert", file(t, "ca.pem", text), "https://api.huntr.co/org/members?limit=1", "-H", "Authorization: Bearer huntr-demo-token")
	command.Env = append(os.Environ(), "HTTPS_PROXY="+p.ready.URL, "NO_PROXY=")
	output, err := command.CombinedOutput()
	require.NoError(t, err, string(output))
	assert.Contains(t, string(output), `{"data":[`)
}

// TestASilentTunnelIsClosed: the server's timeouts hold inside tunnels, too.
func TestASilentTunnelIsClosed(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty")
	connection, reader := dial(t, p.ready.Address)
	_, err := fmt.Fprint(connection, "CONNECT api.huntr.co:443 HTTP/1.1\r\nHost: api.huntr.co:443\r\n\r\n")
	require.NoError(t, err)
	response, err := http.ReadResponse(reader, &http.Request{Method: http.MethodConnect})
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, connection.SetReadDeadline(time.Now().Add(generous)))
	_, err = io.Copy(io.Discard, reader)
	var timeout net.Error
	if assert.NotErrorAs(t, err, &timeout, "still open") {
		assert.NoError(t, err)
	}
}

// TestCertificatesForAllowedHosts: a service that is called by a name of its own has a certificate for it.
func TestCertificatesForAllowedHosts(t *testing.T) {
	t.Parallel()
	p := start(t, environment("MOCKSERVER_ALLOW_HOST=mock.test,mock"), "--addr=127.0.0.1:0", "--tls-addr=127.0.0.1:0", "--seed=empty")
	for host, ok := range map[string]bool{"mock.test": true, "mock": true, "api.huntr.co": true, "other.test": false} {
		transport := trusting(t, p)
		transport.TLSClientConfig.ServerName = host
		response, err := (&http.Client{Transport: transport}).Get(p.ready.TLSURL + "/_mock/health")
		if err == nil {
			_ = response.Body.Close()
		}
		assert.Equal(t, ok, err == nil, host)
	}
}
