package server_test

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

// answered is what came back for a request.
type answered struct {
	status int
	header http.Header
	body   string
}

// raw sends a request as a client behind a proxy setting writes it: the first line as it is, then the headers.
func raw(t *testing.T, address, line string, headers ...string) answered {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	require.NoError(t, err)
	defer func() { _ = connection.Close() }()
	method, _, _ := strings.Cut(line, " ")
	_, err = fmt.Fprintf(connection, "%s\r\nConnection: close\r\n%s\r\n\r\n", line, strings.Join(headers, "\r\n"))
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	require.NoError(t, err, line)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answered{response.StatusCode, response.Header, string(body)}
}

const anyHost, teamtailorKey, teamtailorVersion = "Host: proxied.test", "Authorization: Token token=abc123abc123", "X-Api-Version: 20161108"

// TestLinksOfAProxiedHTTPSRequestAreHTTPS: some clients send https in absolute form instead of CONNECT. They must not be
// led to the real host in clear text.
func TestLinksOfAProxiedHTTPSRequestAreHTTPS(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	for _, scheme := range []string{"https", "http"} {
		target := scheme + "://api.teamtailor.com/v1/jobs?page[size]=1"
		for page := 1; target != "" && page <= 3; page++ {
			got := raw(t, s.URL, "GET "+target+" HTTP/1.1", anyHost, teamtailorKey, teamtailorVersion)
			require.Equal(t, 200, got.status, got.body)
			var list struct{ Links struct{ Next string } }
			require.NoError(t, json.Unmarshal([]byte(got.body), &list))
			require.True(t, strings.HasPrefix(list.Links.Next, scheme+"://api.teamtailor.com/v1/jobs?"), list.Links.Next)
			target = list.Links.Next
		}
	}
	for _, path := range []string{"/", "/nowhere", "/_mock/sandboxes/default", "/_mock/sandboxes", "/_mock/nowhere"} {
		got := raw(t, s.URL, "GET https://api.huntr.co"+path+" HTTP/1.1", anyHost)
		assert.NotContains(t, got.body, `"http://`, path)
	}
	got := raw(t, s.URL, "GET https://api.huntr.co/ HTTP/1.1", anyHost, "Accept: text/html")
	assert.Contains(t, got.body, "https://api.huntr.co/org")
	assert.NotContains(t, got.body, "http://")
	got = raw(t, s.URL, "POST https://api.huntr.co/_mock/sandboxes HTTP/1.1", anyHost, "Content-Length: 0")
	assert.Contains(t, got.body, `"huntr":"https://api.huntr.co/org"`)
}

// TestAProxiedRequestForAnotherHostIsRefused: a foreign health check must not turn green, and the journal must not count
// the request as a vendor's.
func TestAProxiedRequestForAnotherHostIsRefused(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	for _, target := range []string{"http://other-service.internal/health", "http://other-service.internal/_mock/health", "http://other/", "https://example.com/v1/jobs", "http://localhost:1/org/members"} {
		got := raw(t, s.URL, "GET "+target+" HTTP/1.1", "Host: api.teamtailor.com", teamtailorKey, teamtailorVersion)
		assert.Equal(t, http.StatusForbidden, got.status, target)
		assert.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
		assert.Contains(t, got.body, "passes nothing on")
		assert.NotContains(t, got.body, "base_urls", "there are none at that host")
	}
	assert.Empty(t, s.Requests())
	got := raw(t, s.URL, "GET "+s.URL+"/_mock/health HTTP/1.1", anyHost)
	assert.Equal(t, http.StatusOK, got.status, "its own address")
}

// TestEveryHostOfAVendorIsServed asks for each of them in every way in: absolute form, CONNECT, and as Host.
func TestEveryHostOfAVendorIsServed(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t, func(o *server.Options) { o.AllowHosts = []string{"teamtailor.example.org"} })
	for _, host := range []string{"api.teamtailor.com", "api.na.teamtailor.com", "api.au.teamtailor.com", "teamtailor.example.org"} {
		for _, http2 := range []bool{false, true} {
			body := getTeamtailor(t, vendorClient(t, s.URL, http2), "https://"+host+"/v1/jobs?page[size]=1")
			assert.Contains(t, body, `"first":"https://`+host+`/v1/jobs?`)
		}
		got := raw(t, s.URL, "GET https://"+host+"/v1/jobs?page[size]=1 HTTP/1.1", anyHost, teamtailorKey, teamtailorVersion)
		assert.Contains(t, got.body, `"first":"https://`+host+`/v1/jobs?`)
		got = raw(t, s.URL, "GET /_mock/clock HTTP/1.1", "Host: "+host)
		assert.Equal(t, http.StatusOK, got.status, host)
	}
}

func getTeamtailor(t *testing.T, client *http.Client, target string) string {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, target, http.NoBody)
	require.NoError(t, err)
	request.Header = http.Header{"Authorization": {"Token token=abc123abc123"}, "X-Api-Version": {"20161108"}}
	response, err := client.Do(request)
	require.NoError(t, err, target)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}

// TestCertificatesForTheNamesOfEngines: the name by which a container reaches its host, and that of a service in a
// cluster, whose namespace no wildcard covers.
func TestCertificatesForTheNamesOfEngines(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", s.Server().TLSConfig())
	require.NoError(t, err)
	secure := &http.Server{Handler: s.Server(), ReadHeaderTimeout: time.Minute}
	go func() { _ = secure.Serve(listener) }()
	t.Cleanup(func() { _ = secure.Close() })
	trusted := pool(t, s.URL)
	dial := func(name string) error {
		connection, err := tls.Dial("tcp", listener.Addr().String(), &tls.Config{RootCAs: trusted, ServerName: name})
		if err == nil {
			_ = connection.Close()
		}
		return err
	}
	for _, name := range []string{
		"localhost", "mock.localhost", "host.docker.internal", "gateway.docker.internal", "host.containers.internal", "host.testcontainers.internal",
		"host.lima.internal", "host.minikube.internal", "mock.default.svc.cluster.local", "mock.svc.cluster.local", "Mock.Team-A.svc.cluster.local", "api.au.teamtailor.com",
	} {
		assert.NoError(t, dial(name), name)
	}
	for _, name := range []string{"docker.internal", "other.internal", "cluster.local", "evilsvc.cluster.local", "teamtailor.com"} {
		assert.Error(t, dial(name), name)
	}
}
