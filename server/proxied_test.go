package server_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// raw sends a request as a client behind a proxy setting writes it: the first line as it is, and the credential of a path.
func raw(t *testing.T, address, line string, headers ...string) (*http.Response, string) {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	require.NoError(t, err)
	defer func() { _ = connection.Close() }()
	method, _, _ := strings.Cut(line, " ")
	_, err = fmt.Fprintf(connection, "%s\r\nConnection: close\r\n%s\r\n\r\n", line, strings.Join(headers, "\r\n"))
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	require.NoError(t, err, line)
	if method == http.MethodConnect {
		return response, ""
	}
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	_ = response.Body.Close()
	return response, string(body)
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
			response, body := raw(t, s.URL, "GET "+target+" HTTP/1.1", anyHost, teamtailorKey, teamtailorVersion)
			require.Equal(t, 200, response.StatusCode, body)
			var list struct{ Links struct{ Next string } }
			require.NoError(t, json.Unmarshal([]byte(body), &list))
			require.True(t, strings.HasPrefix(list.Links.Next, scheme+"://api.teamtailor.com/v1/jobs?"), list.Links.Next)
			target = list.Links.Next
		}
	}
	for _, path := range []string{"/", "/nowhere", "/_mock/sandboxes/default", "/_mock/sandboxes", "/_mock/nowhere"} {
		_, body := raw(t, s.URL, "GET https://api.huntr.co"+path+" HTTP/1.1", anyHost)
		assert.NotContains(t, body, `"http://`, path)
	}
	_, body := raw(t, s.URL, "GET https://api.huntr.co/ HTTP/1.1", anyHost, "Accept: text/html")
	assert.Contains(t, body, "https://api.huntr.co/org")
	assert.NotContains(t, body, "http://")
	_, body = raw(t, s.URL, "POST https://api.huntr.co/_mock/sandboxes HTTP/1.1", anyHost, "Content-Length: 0")
	assert.Contains(t, body, `"huntr":"https://api.huntr.co/org"`)
}
