package outbound

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatMayBeCalled(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct{ plain, named string }{
		"127.0.0.1":       {},
		"127.255.3.4":     {},
		"::1":             {},
		"10.0.0.1":        {},
		"172.16.0.1":      {},
		"172.31.255.255":  {},
		"192.168.1.1":     {},
		"fc00::1":         {},
		"fdff::1":         {},
		"172.15.255.255":  {whyPublic, ""},
		"172.32.0.1":      {whyPublic, ""},
		"192.169.0.1":     {whyPublic, ""},
		"8.8.8.8":         {whyPublic, ""},
		"100.64.0.1":      {whyPublic, ""}, // carrier-grade NAT is not ours
		"0.0.0.1":         {whyPublic, ""},
		"2001:4860::8888": {whyPublic, ""},
		"fec0::1":         {whyPublic, ""}, // site-local, which is no more
		"0.0.0.0":         {whyUnspecified, whyUnspecified},
		"::":              {whyUnspecified, whyUnspecified},
		"169.254.0.1":     {whyLinkLocal, whyLinkLocal},
		"169.254.169.254": {whyLinkLocal, whyLinkLocal},
		"fe80::1":         {whyLinkLocal, whyLinkLocal},
		"fe80::1%eth0":    {whyLinkLocal, whyLinkLocal},
		"fd00:ec2::254":   {whyMetadata, whyMetadata},
		"fd20:ce::254":    {whyMetadata, whyMetadata},
		"224.0.0.1":       {whyMulticast, whyMulticast},
		"239.1.2.3":       {whyMulticast, whyMulticast},
		"ff02::1":         {whyMulticast, whyMulticast},
		"255.255.255.255": {whyMulticast, whyMulticast},
		// IPv4-mapped
		"::ffff:127.0.0.1":       {},
		"::ffff:10.0.0.1":        {},
		"::ffff:8.8.8.8":         {whyPublic, ""},
		"::ffff:169.254.169.254": {whyLinkLocal, whyLinkLocal},
		"::ffff:0.0.0.0":         {whyUnspecified, whyUnspecified},
		// IPv4-compatible
		"::10.0.0.1":        {},
		"::8.8.8.8":         {whyPublic, ""},
		"::169.254.169.254": {whyLinkLocal, whyLinkLocal},
		// IPv4-translated
		"::ffff:0:10.0.0.1":        {},
		"::ffff:0:169.254.169.254": {whyLinkLocal, whyLinkLocal},
		// NAT64
		"64:ff9b::10.0.0.1":        {},
		"64:ff9b::8.8.8.8":         {whyPublic, ""},
		"64:ff9b::169.254.169.254": {whyLinkLocal, whyLinkLocal},
		"64:ff9b::224.0.0.1":       {whyMulticast, whyMulticast},
		// NAT64 for local use, the IPv4 address behind 96, 64, 56 and 48 bits
		"64:ff9b:1::10.0.0.1":           {},
		"64:ff9b:1::8.8.8.8":            {whyPublic, ""},
		"64:ff9b:1::169.254.169.254":    {whyLinkLocal, whyLinkLocal},
		"64:ff9b:1:0:a9:fea9:fe00:0":    {whyLinkLocal, whyLinkLocal},
		"64:ff9b:1:a9:fe:a9fe::":        {whyLinkLocal, whyLinkLocal},
		"64:ff9b:1:a9fe:a9:fe00::":      {whyLinkLocal, whyLinkLocal},
		"64:ff9b:1::":                   {whyUnspecified, whyUnspecified},
		"64:ff9b:2::10.0.0.1":           {whyPublic, ""}, // no NAT64 any more
		"2002:a00:1::1":                 {},              // 6to4 of 10.0.0.1
		"2002:808:808::1":               {whyPublic, ""},
		"2002:a9fe:a9fe::1":             {whyLinkLocal, whyLinkLocal},
		"2002:0:0::1":                   {whyUnspecified, whyUnspecified},
		"64:ff9b::169.254.169.254%eth0": {whyLinkLocal, whyLinkLocal},
	} {
		ip := netip.MustParseAddr(address)
		assert.Equal(t, want.plain, refusal(ip, false), address)
		assert.Equal(t, want.named, refusal(ip, true), "%s by name", address)
	}
}

func TestAHostIsAllowedByName(t *testing.T) {
	t.Parallel()
	allow := newDialer(Options{Allow: []string{" Hooks.Example.com ", "[2001:db8::1]"}})
	for host, want := range map[string]bool{
		"hooks.example.com": true, "HOOKS.example.com.": true, "2001:db8::1": true,
		"example.com": false, "more.hooks.example.com": false, "hooks.example.com.evil.net": false, "2001:db8::2": false,
	} {
		err := allow.control(host)("tcp", "93.184.216.34:80", nil)
		assert.Equal(t, want, err == nil, "%s: %v", host, err)
		assert.Error(t, allow.control(host)("tcp", "169.254.169.254:80", nil), "%s with a link-local address", host)
	}
}

func TestCallsALoopbackServer(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	t.Cleanup(server.Close)
	for _, host := range []string{"127.0.0.1", "localhost"} {
		_, body, err := get(t, NewClient(Options{Timeout: time.Minute}), strings.Replace(server.URL, "127.0.0.1", host, 1))
		require.NoError(t, err)
		assert.Equal(t, "here", body)
	}
}

func TestSaysWhyItRefuses(t *testing.T) {
	t.Parallel()
	client := NewClient(Options{Timeout: time.Minute})
	for url, want := range map[string]string{
		"http://169.254.169.254/latest/meta-data": "the mock does not call 169.254.169.254: it is a link-local address, where clouds keep their metadata services",
		"http://[::ffff:a9fe:a9fe]/":              "the mock does not call ::ffff:a9fe:a9fe (169.254.169.254): it is a link-local address, where clouds keep their metadata services",
		"https://192.0.2.1/":                      "the mock does not call 192.0.2.1: it is a public address, and the host is not named in the setting webhook_allow",
		"http://[64:ff9b::c000:201]/":             "the mock does not call 64:ff9b::c000:201: it is a public address, and the host is not named in the setting webhook_allow",
		"http://0.0.0.0/":                         "the mock does not call 0.0.0.0: it is the unspecified address, which is no place",
	} {
		_, _, err := get(t, client, url)
		var refused *RefusedError
		if assert.ErrorAs(t, err, &refused, url) {
			assert.Equal(t, want, refused.Error())
		}
	}
}

func TestHTTPAndHTTPSOnly(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "unix:///tmp/x"} {
		_, _, err := get(t, NewClient(Options{Timeout: time.Minute}), url)
		assert.ErrorContains(t, err, "unsupported protocol scheme", url)
	}
}

func TestFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.RedirectHandler("http://127.0.0.1:1/", http.StatusFound))
	t.Cleanup(server.Close)
	status, _, err := get(t, NewClient(Options{Timeout: time.Minute}), server.URL)
	require.NoError(t, err)
	assert.Equal(t, http.StatusFound, status)
}

func TestUsesNoProxyOfTheEnvironment(t *testing.T) {
	t.Parallel()
	assert.Nil(t, NewClient(Options{}).Transport.(*http.Transport).Proxy)
}

func TestGivesUpInTime(t *testing.T) {
	t.Parallel()
	var listening net.ListenConfig
	silent, err := listening.Listen(t.Context(), "tcp", "127.0.0.1:0") // connects, and never answers
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	_, _, err = get(t, NewClient(Options{Timeout: time.Millisecond}), "http://"+silent.Addr().String())
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}

// get calls a URL and returns the status and body of the answer.
func get(t *testing.T, client *http.Client, url string) (status int, body string, err error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	response, err := client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return response.StatusCode, string(content), err
}
