package outbound

import (
	"net"
	"net/netip"
	"slices"
	"sync"
)

// Own holds the addresses that the mock itself listens on. It never calls them, by whatever name: a webhook to the
// control API would let anybody who may register one drive it. Safe for concurrent use; a nil Own is empty.
type Own struct {
	mu        sync.RWMutex
	listening []netip.AddrPort
}

// Add adds the address of a listener. An address that is not one of TCP is left out: nothing can call it.
func (o *Own) Add(address net.Addr) {
	tcp, ok := address.(*net.TCPAddr)
	if !ok {
		return
	}
	at := tcp.AddrPort()
	o.mu.Lock()
	defer o.mu.Unlock()
	o.listening = append(o.listening, netip.AddrPortFrom(plainAddr(at.Addr()), at.Port()))
}

// has reports whether a call to an address may end at one of the listeners.
func (o *Own) has(to netip.AddrPort) bool {
	if o == nil {
		return false
	}
	ip := plainAddr(to.Addr())
	ends := append(inside(ip), ip)
	o.mu.RLock()
	defer o.mu.RUnlock()
	return slices.ContainsFunc(o.listening, func(at netip.AddrPort) bool {
		return at.Port() == to.Port() && slices.ContainsFunc(ends, func(end netip.Addr) bool { return takes(at.Addr(), end) })
	})
}

// takes reports whether a listener at an address gets what is sent to another one. A listener at 0.0.0.0 has all IPv4
// addresses of the machine, one at :: those of both families.
func takes(listening, ip netip.Addr) bool {
	if !listening.IsUnspecified() {
		return listening == ip
	}
	return (listening.Is6() || ip.Is4()) && isLocal(ip)
}

// isLocal reports whether an address is one of this machine. Interfaces come and go, so they are asked each time; when
// they cannot be listed, every address may be one.
func isLocal(ip netip.Addr) bool {
	if ip.IsLoopback() || ip.IsUnspecified() {
		return true
	}
	addresses, err := net.InterfaceAddrs()
	return err != nil || slices.ContainsFunc(addresses, func(a net.Addr) bool {
		prefix, err := netip.ParsePrefix(a.String())
		return err == nil && plainAddr(prefix.Addr()) == ip
	})
}

// plainAddr returns an address as it is compared: without a zone, an IPv4-mapped one as IPv4.
func plainAddr(ip netip.Addr) netip.Addr { return ip.Unmap().WithZone("") }
