package outbound

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
)

// RefusedError says that the mock does not call an address.
type RefusedError struct {
	Host    string     // as the URL has it
	Address netip.Addr // what it stands for
	Why     string     // in words: "it is a link-local address, where clouds keep their metadata services"
}

// Error says what was not called, and why.
func (e *RefusedError) Error() string {
	if e.Host == e.Address.String() {
		return fmt.Sprintf("the mock does not call %s: %s", e.Host, e.Why)
	}
	return fmt.Sprintf("the mock does not call %s (%s): %s", e.Host, e.Address, e.Why)
}

// The reasons of a refusal.
const (
	whyUnspecified = "it is the unspecified address, which is no place"
	whyLinkLocal   = "it is a link-local address, where clouds keep their metadata services"
	whyMetadata    = "it is the address of a cloud's metadata service"
	whyMulticast   = "it is a multicast or broadcast address"
	whyOwn         = "the mock itself listens there"
	whyPublic      = "it is a public address, and the host is not named in the setting webhook_allow"
)

// refusal says why an address may not be called, "" when it may. Being named opens the public addresses only.
func refusal(ip netip.Addr, named bool) string {
	ip = ip.WithZone("")
	if readings := inside(ip); len(readings) > 0 {
		return worst(readings, named)
	}
	switch {
	case ip.IsUnspecified():
		return whyUnspecified
	case ip.IsLinkLocalUnicast():
		return whyLinkLocal
	case isMetadata(ip):
		return whyMetadata
	case ip.IsMulticast(), ip == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return whyMulticast
	case ip.IsLoopback(), ip.IsPrivate(), named:
		return ""
	default:
		return whyPublic
	}
}

// RefusedLiteral tells whether the host of a URL is an address in digits that NewClient would refuse with the same list of
// allowed hosts, whatever the mock listens to. It is nil for a name: that is looked up when it is called.
func RefusedLiteral(link string, allow []string) *RefusedError {
	u, _ := url.Parse(link)
	if u == nil {
		return nil
	}
	host := plainHost(u.Hostname())
	ip, _ := netip.ParseAddr(host)
	if !ip.IsValid() {
		return nil
	}
	named := slices.ContainsFunc(allow, func(other string) bool { return plainHost(other) == host })
	if why := refusal(ip.Unmap(), named); why != "" {
		return &RefusedError{Host: host, Address: ip, Why: why}
	}
	return nil
}

// worst is the first refusal of any of the addresses that one may stand for.
func worst(readings []netip.Addr, named bool) string {
	for _, ip := range readings {
		if why := refusal(ip, named); why != "" {
			return why
		}
	}
	return ""
}

// isMetadata knows the metadata services that live at unique-local addresses: those of AWS (IMDS over IPv6) and of
// Google Cloud. All others are link-local or public.
func isMetadata(ip netip.Addr) bool {
	return ip == netip.MustParseAddr("fd00:ec2::254") || ip == netip.MustParseAddr("fd20:ce::254")
}
