package provider_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
)

// TestTheOriginOfLinks reads requests as a server does.
func TestTheOriginOfLinks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sent   string
		secure bool
		want   string
	}{
		{"GET /v1/jobs HTTP/1.1\r\nHost: a.test:8080", false, "http://a.test:8080"},
		{"GET /v1/jobs HTTP/1.1\r\nHost: a.test", true, "https://a.test"},
		{"GET https://api.teamtailor.com/v1/jobs HTTP/1.1\r\nHost: x", false, "https://api.teamtailor.com"},
		{"GET HTTPS://api.teamtailor.com:443/v1/jobs HTTP/1.1\r\nHost: x", false, "https://api.teamtailor.com:443"},
		{"GET http://api.teamtailor.com/v1/jobs HTTP/1.1\r\nHost: x", false, "http://api.teamtailor.com"},
		{"GET http://api.teamtailor.com/v1/jobs HTTP/1.1\r\nHost: x", true, "http://api.teamtailor.com"},
		{"GET /v1/jobs HTTP/1.0", false, "http://127.0.0.1:8888"},
		{"GET /v1/jobs HTTP/1.0", true, "https://127.0.0.1:8888"},
		{"GET /v1/jobs HTTP/1.1\r\nHost: a\"b", false, "http://127.0.0.1:8888"},
	} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(c.sent + "\r\n\r\n")))
		require.NoError(t, err, c.sent)
		if c.secure {
			r.TLS = new(tls.ConnectionState)
		}
		address := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8888}
		assert.Equal(t, c.want, provider.Origin(r.WithContext(context.WithValue(t.Context(), http.LocalAddrContextKey, address))), c.sent)
	}
	r, err := http.NewRequest(http.MethodGet, "/v1/jobs", http.NoBody)
	require.NoError(t, err)
	assert.Equal(t, "http://localhost", provider.Origin(r), "nobody listens")
}
