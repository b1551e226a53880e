package server_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/intercept"
	"mockserver/server/servertest"
)

// vendorClient is an ordinary https client behind a proxy setting that trusts what /_mock/ca.pem hands out.
func vendorClient(t *testing.T, mock string, http2 bool) *http.Client {
	t.Helper()
	proxy, err := url.Parse(mock)
	require.NoError(t, err)
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool(t, mock)}, ForceAttemptHTTP2: http2}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// refused asks for a page that must not be had, and returns why.
func refused(t *testing.T, client *http.Client, target string) error {
	t.Helper()
	response, err := client.Get(target)
	if err == nil {
		_ = response.Body.Close()
	}
	return err
}

func pool(t *testing.T, mock string) *x509.CertPool {
	t.Helper()
	response, err := http.Get(mock + "/_mock/ca.pem")
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	trusted := x509.NewCertPool()
	require.True(t, trusted.AppendCertsFromPEM(text))
	return trusted
}

// TestUnmodifiedClientsBehindAProxySetting asks all three vendors at their own https addresses.
func TestUnmodifiedClientsBehindAProxySetting(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	for _, http2 := range []bool{false, true} {
		client := vendorClient(t, s.URL, http2)
		for target, header := range map[string]http.Header{
			"https://api.huntr.co/org/members?limit=1":                              {"Authorization": {"Bearer " + s.Token("huntr")}},
			"https://api.teamtailor.com/v1/jobs?page[size]=1":                       {"Authorization": {"Token token=" + s.Token("teamtailor")}, "X-Api-Version": {"20161108"}},
			"https://api.democruit.com/api/v1/integration/company/info":             {"Authorization": {"Bearer " + s.Token("jusrecruit")}},
			"https://api.democruit.com:443/api/v1/integration/candidates?limit=100": {"Authorization": {"Bearer " + s.Token("jusrecruit")}},
		} {
			request, err := http.NewRequest(http.MethodGet, target, http.NoBody)
			require.NoError(t, err)
			request.Header = header
			response, err := client.Do(request)
			require.NoError(t, err, target)
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			assert.Equal(t, http.StatusOK, response.StatusCode, target)
			assert.Equal(t, http2, response.ProtoMajor == 2, target)
			if strings.Contains(target, "teamtailor") {
				assert.Contains(t, string(body), `"first":"https://api.teamtailor.com/v1/jobs?`, "links lead where the client came from")
			}
		}
	}
}

// TestNothingIsPassedOn: whatever is no vendor's host and port is refused.
func TestNothingIsPassedOn(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	for _, target := range []string{"example.com:443", "api.huntr.co:80", "api.huntr.co", "localhost:443", "169.254.169.254:443", "x.api.huntr.co:443", "api.huntr.co.:443"} {
		connection, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		require.NoError(t, err)
		_, err = fmt.Fprintf(connection, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", target, target)
		require.NoError(t, err)
		response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: http.MethodConnect})
		require.NoError(t, err)
		assert.Equal(t, http.StatusForbidden, response.StatusCode, target)
		assert.Equal(t, "application/problem+json", response.Header.Get("Content-Type"))
		_ = response.Body.Close()
		_ = connection.Close()
	}
	assert.ErrorContains(t, refused(t, vendorClient(t, s.URL, false), "https://example.com/"), "Forbidden")
}

func TestOnlyThoseWhoTrustTheAuthorityTrustTheMock(t *testing.T) {
	t.Parallel()
	s, other := servertest.Run(t), servertest.Run(t)
	proxy, err := url.Parse(s.URL)
	require.NoError(t, err)
	for _, roots := range []*x509.CertPool{x509.NewCertPool(), pool(t, other.URL)} {
		client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}}
		assert.ErrorContains(t, refused(t, client, "https://api.huntr.co/org/members"), "unknown authority")
	}
}

func TestTunnelsNeedSomebodyWhoServesThem(t *testing.T) {
	t.Parallel()
	mounted := httptest.NewServer(servertest.New(t))
	t.Cleanup(mounted.Close)
	assert.ErrorContains(t, refused(t, vendorClient(t, mounted.URL, false), "https://api.huntr.co/org/members"), "Not Implemented")

	request := httptest.NewRequest(http.MethodConnect, "api.huntr.co:443", http.NoBody)
	s := servertest.New(t)
	require.NoError(t, s.Tunnels().Close())
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, request)
	assert.Equal(t, http.StatusNotImplemented, answer.Code, "a recorder has no connection to take")
}

func TestFilesOfTLSThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for _, o := range []intercept.Options{{CertFile: "/nowhere.pem", KeyFile: "/nowhere.pem"}, {CertFile: "alone.pem"}, {Directory: "/dev/null/ca"}} {
		_, err := server.New(server.Options{TLS: o})
		assert.ErrorAs(t, err, new(server.TLSError))
		assert.ErrorContains(t, err, "--tls-")
	}
}
