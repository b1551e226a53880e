package host_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/host"
)

func own() *host.Names {
	return host.New([]string{"api.vendor.test", "api.na.vendor.test"}, []string{"mock.example.org"})
}

func TestTheNamesOfTheMock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		host string
		want bool
	}{
		{"", true},
		{"127.0.0.1", true},
		{"127.0.0.1.", true},
		{"[::1]:8888", true},
		{"[::1]", true},
		{"10.0.0.7:80", true},
		{"localhost:1", true},
		{"api.localhost", true},
		{"mockserver", true},
		{"API.vendor.test:443", true},
		{"api.na.vendor.test", true},
		{"Mock.Example.Org", true},
		{"host.docker.internal:8888", true},
		{"gateway.docker.internal", true},
		{"host.containers.internal", true},
		{"host.testcontainers.internal:8888", true},
		{"host.lima.internal", true},
		{"host.minikube.internal", true},
		{"host.k3d.internal", true},
		{"host.rancher-desktop.internal", true},
		{"host.orb.internal", true},
		{"mock.default.svc.cluster.local:8888", true},
		{"mock.default.svc.cluster.local.", true},
		{"evil.example.com", false},
		{"docker.internal", false},
		{"other-service.internal", false},
		{"host.docker.internal.evil.com", false},
		{"evilsvc.cluster.local", false},
		{"svc.cluster.local", false},
		{"svc.cluster.local.evil.com", false},
		{"127.0.0.1.evil.com", false},
		{"localhost.evil.com", false},
		{"evillocalhost.com", false},
		{"x.api.vendor.test", false},
	} {
		assert.Equal(t, c.want, own().Owns(c.host), c.host)
	}
}

// TestWhomAProxiedRequestIsFor has a row for each first line that a server at port 8888 gets.
func TestWhomAProxiedRequestIsFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, reason string }{
		{"GET /_mock/health HTTP/1.1", ""},
		{"GET http://api.vendor.test/x HTTP/1.1", ""},
		{"GET https://API.NA.vendor.test/x HTTP/1.1", ""},
		{"GET https://api.vendor.test.:8443/x HTTP/1.1", ""},
		{"GET http://mock.example.org/x HTTP/1.1", ""},
		{"GET http://127.0.0.1:8888/x HTTP/1.1", ""},
		{"GET http://[::1]:8888/x HTTP/1.1", ""},
		{"GET http://mockserver:8888/x HTTP/1.1", ""},
		{"GET http://host.docker.internal:8888/x HTTP/1.1", ""},
		{"GET http://mock.default.svc.cluster.local:8888/x HTTP/1.1", ""},
		{"GET http://other-service.internal/health HTTP/1.1", `not to "other-service.internal" either`},
		{"GET http://other-service.internal:8888/health HTTP/1.1", "NO_PROXY"},
		{"GET http://other/health HTTP/1.1", `not to "other" either`},
		{"GET http://localhost:3000/health HTTP/1.1", `not to "localhost:3000" either`},
		{"GET http://localhost/health HTTP/1.1", "api.vendor.test, api.na.vendor.test"},
		{"GET https://127.0.0.1/health HTTP/1.1", "allow_host"},
		{"GET http://169.254.169.254/latest/meta-data HTTP/1.1", "passes nothing on"},
		{"GET ftp://api.vendor.test/x HTTP/1.1", `the scheme "ftp"`},
		{"GET http://" + strings.Repeat("x", 9000) + ".test/ HTTP/1.1", strings.Repeat("x", 100) + `" either`},
	} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(c.line + "\r\nHost: any.test\r\n\r\n")))
		require.NoError(t, err)
		at := context.WithValue(t.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.IPv4(172, 17, 0, 2), Port: 8888})
		if c.reason == "" {
			assert.Empty(t, own().Foreign(r.WithContext(at)), c.line)
		} else {
			assert.Contains(t, own().Foreign(r.WithContext(at)), c.reason, c.line[:min(80, len(c.line))])
		}
	}
	r, err := http.NewRequest(http.MethodGet, "http://elsewhere.test/", http.NoBody)
	require.NoError(t, err)
	assert.Empty(t, own().Foreign(r), "a request that came by no connection has no such target")
}
