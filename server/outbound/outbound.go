// Package outbound is the one way in which the mock calls anything outside of itself: webhook endpoints and the files
// that a user asks it to fetch. A mock in CI must not be a way to reach the world or a cloud's metadata service, so its
// client calls loopback, private (RFC 1918) and unique-local addresses only, looked at after the name was resolved.
package outbound

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

// maxHeader bounds the header of an answer, in bytes.
const maxHeader = 64 << 10

// UserAgent is what the mock calls itself where the vendor documents no name. Requests of that name are never answered:
// so a call that comes back by way of a forwarded port ends nowhere.
const UserAgent = "mockserver"

// Options are what a client is made from.
type Options struct {
	Allow   []string      // hosts, by name or as an address in text, that may have public addresses too
	Own     *Own          // the mock's own addresses, which are not called; nil for none
	Timeout time.Duration // for a whole call, with the reading of the answer's body; 0 for none
}

// NewClient makes a client that calls allowed addresses only, by http or https, without the proxies of the environment.
// It returns a redirect as it is. A call that it refuses fails with an error that wraps *RefusedError.
//
// No connection outlives its call: each call asks for the address anew, and nothing is left to close.
func NewClient(o Options) *http.Client {
	return &http.Client{
		Timeout:       o.Timeout,
		Transport:     &http.Transport{DialContext: newDialer(o).dial, DisableKeepAlives: true, MaxResponseHeaderBytes: maxHeader},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// dialer connects to a host when the address that its name stands for may be called.
type dialer struct {
	allow []string
	own   *Own
}

func newDialer(o Options) *dialer {
	d := &dialer{make([]string, len(o.Allow)), o.Own}
	for i, host := range o.Allow {
		d.allow[i] = plainHost(host)
	}
	return d
}

func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	plain := net.Dialer{Control: d.control(host)}
	return plain.DialContext(ctx, network, address)
}

// control looks at each address of a host just before it is connected to, so that no second look at DNS can differ.
func (d *dialer) control(host string) func(network, address string, _ syscall.RawConn) error {
	named := slices.Contains(d.allow, plainHost(host))
	return func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		why := refusal(to.Addr(), named)
		if d.own.has(to) {
			why = whyOwn
		}
		if why != "" {
			return &RefusedError{Host: host, Address: to.Addr(), Why: why}
		}
		return nil
	}
}

// plainHost is a host as it is compared: DNS knows no case, and a dot at the end only says that the name is complete.
func plainHost(host string) string {
	return strings.ToLower(strings.TrimSuffix(strings.Trim(strings.TrimSpace(host), "[]"), "."))
}
