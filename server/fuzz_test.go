package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mockserver/server"
	"mockserver/server/servertest"
)

// FuzzTokenHeaders: whatever stands in the headers and the query, a provider answers, and only a request that holds a
// known credential gets in.
func FuzzTokenHeaders(f *testing.F) {
	for _, sent := range []string{
		"Bearer huntr-demo-token", "bearer\thuntr-demo-token ", "Bearer", "Bearer ", "Basic aHVudHI6", "Token token=abc123abc123", `Token token="abc123abc123", x="y"`,
		"Token token=\"", "token abc123abc123;a", "Token ,", "Bearer jc_" + strings.Repeat("f", 64), "\x00", " ", strings.Repeat("Token token=", 300),
	} {
		f.Add(sent, "20161108", "page[size]=1")
	}
	f.Add("", "", "api_key=abc123abc123&api_version=20161108")
	f.Add("", "20161108", "api_key[]=abc123abc123")
	f.Add("", "2016110８", "api%5fkey=abc123abc123&%zz")
	f.Add("Token token=abc123abc123", "", "api_version=99999999")
	s := servertest.New(f, servertest.Settings(func(s *server.Settings) {
		s.Teamtailor.RateLimit, s.JusRecruit.RateLimit = "off", "off"
	}))
	accounts := s.Accounts()
	f.Fuzz(func(t *testing.T, authorization, version, query string) {
		for _, path := range []string{"/org/members", "/v1/jobs", "/api/v1/integration/company/info"} {
			r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
			r.URL.RawQuery = query
			r.Header = http.Header{"Authorization": {authorization}, "X-Api-Version": {version}}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code >= 500 {
				t.Fatalf("%s with %q, %q and %q: %d", path, authorization, version, query, w.Code)
			}
			reason := w.Header().Get("X-Mock-Reason")
			if strings.ContainsFunc(reason, func(c rune) bool { return c < ' ' || c > '~' }) {
				t.Fatalf("the reason %q cannot stand in a header", reason)
			}
			known := slices.ContainsFunc(accounts, func(a server.Account) bool {
				asked, _ := url.ParseQuery(query)
				return strings.Contains(authorization, a.Token) || asked.Get("api_key") == a.Token || slices.Contains(asked["api_key"], a.Token)
			})
			if !known && w.Code != http.StatusUnauthorized && w.Code != http.StatusNotAcceptable {
				t.Fatalf("%s with %q, %q and %q: %d without a credential", path, authorization, version, query, w.Code)
			}
		}
	})
}

// FuzzHosts sends raw first lines, Host and Origin to a server at 127.0.0.1:8888. Only the mock's own hosts get a tunnel
// or the control API, and no page of another origin gets the latter.
func FuzzHosts(f *testing.F) {
	for _, c := range [][3]string{
		{"CONNECT api.huntr.co:443", "api.huntr.co:443", ""},
		{"CONNECT API.NA.teamtailor.com:443", "x", ""},
		{"CONNECT [::1]:443", "api.huntr.co:443", ""},
		{"CONNECT api.huntr.co:443@evil.test:443", "", ""},
		{"CONNECT mock.example.org:443", "", "null"},
		{"GET /_mock/clock", "127.0.0.1:8888", ""},
		{"GET /_mock/clock", "127.0.0.1.:8888", "http://127.0.0.1.:8888"},
		{"GET /_mock/clock", "[fe80::1%25eth0]", ""},
		{"GET /_mock/clock", "mock.ns.svc.cluster.local", "http://mock.ns.svc.cluster.local"},
		{"GET /_mock/clock", "evil.test", "http://evil.test"},
		{"GET /_mock/clock", "localhost", "http://localhost@evil.test"},
		{"GET /_mock/clock", "localhost", "null"},
		{"GET http://localhost:8888/_mock/clock", "evil.test", ""},
		{"GET http://user@localhost:8888/_mock/clock", "evil.test", ""},
		{"GET http://other/_mock/clock", "localhost", ""},
		{"GET ftp://api.huntr.co/_mock/clock", "localhost", ""},
		{"GET http:/_mock/clock", "localhost", ""},
		{"OPTIONS /org/members", "localhost", "http://a.test"},
		{"GET /v1/jobs", "a\"b", "\x01"},
	} {
		f.Add(c[0], c[1], c[2])
	}
	s := servertest.New(f, func(o *server.Options) { o.AllowHosts, o.CORS = []string{"mock.example.org"}, true })
	s.Tunnels()
	tunnels := []string{"api.huntr.co:443", "api.teamtailor.com:443", "api.na.teamtailor.com:443", "api.au.teamtailor.com:443", "api.democruit.com:443", "mock.example.org:443"}
	listening := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8888}
	f.Fuzz(func(t *testing.T, line, host, origin string) {
		text := line + " HTTP/1.1\r\nHost: " + host + "\r\n"
		if origin != "" {
			text += "Origin: " + origin + "\r\nAccess-Control-Request-Method: GET\r\n"
		}
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text + "\r\n")))
		if err != nil || strings.ContainsAny(line+host+origin, "\r\n") || !strings.HasPrefix(r.Method, "GET") && r.Method != http.MethodConnect && r.Method != http.MethodOptions {
			t.Skip()
		}
		if strings.HasSuffix(r.URL.Path, "/stream") || r.URL.RawQuery != "" {
			t.Skip() // these wait
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r.WithContext(context.WithValue(t.Context(), http.LocalAddrContextKey, listening)))
		switch {
		case r.Method == http.MethodConnect:
			if own := slices.Contains(tunnels, strings.ToLower(r.Host)); own != (w.Code == http.StatusNotImplemented) || !own && w.Code != http.StatusForbidden {
				t.Fatalf("CONNECT %q: %d", r.Host, w.Code) // a recorder has no connection to take
			}
		case w.Code >= 500:
			t.Fatalf("%q: %d", text, w.Code)
		case strings.HasPrefix(r.URL.Path, "/_mock/") && w.Code == http.StatusOK && strings.TrimSuffix(r.URL.Path, "/") != "/_mock/health":
			mayControl(t, r, origin)
		}
		if !strings.HasPrefix(r.RequestURI, "/") && r.URL.Scheme == "http" && strings.HasSuffix(strings.ToLower(r.URL.Hostname()), ".test") && w.Code != http.StatusForbidden {
			t.Fatalf("%q is for somebody else: %d", r.RequestURI, w.Code)
		}
		if kind := w.Header().Get("Content-Type"); strings.HasSuffix(kind, "json") && w.Body.Len() > 0 && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%q: no JSON: %s", text, w.Body)
		}
	})
}

// mayControl checks that a request that the control API did is one for the mock, and of no page of another origin.
func mayControl(t *testing.T, r *http.Request, origin string) {
	t.Helper()
	name := strings.ToLower((&url.URL{Host: r.Host}).Hostname())
	name = strings.TrimSuffix(name, ".")
	_, err := netip.ParseAddr(name)
	own := err == nil || !strings.Contains(name, ".") || strings.HasSuffix(name, ".localhost") || strings.HasSuffix(name, ".internal") ||
		strings.HasSuffix(name, ".svc.cluster.local") || slices.Contains([]string{"mock.example.org", "api.huntr.co", "api.democruit.com"}, name) || strings.HasSuffix(name, "teamtailor.com")
	if !own {
		t.Fatalf("the control API answered to the host %q", r.Host)
	}
	if sent := strings.TrimSpace(origin); sent != "" && !strings.EqualFold(sent[strings.LastIndex(sent, "/")+1:], r.Host) {
		t.Fatalf("the control API answered a page of %q at %q", origin, r.Host)
	}
}
