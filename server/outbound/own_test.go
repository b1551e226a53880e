package outbound

import (
	"net"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// machine returns an IPv4 address of this machine that is no loopback address, if there is one.
func machine(t *testing.T) (netip.Addr, bool) {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	require.NoError(t, err)
	for _, a := range addresses {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil && prefix.Addr().Is4() && !prefix.Addr().IsLoopback() {
			return prefix.Addr(), true
		}
	}
	return netip.Addr{}, false
}

func TestOwnAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		listening, to string
		want          bool
	}{
		{"127.0.0.1:8888", "127.0.0.1:8888", true},
		{"127.0.0.1:8888", "[::ffff:127.0.0.1]:8888", true},
		{"127.0.0.1:8888", "[64:ff9b::127.0.0.1]:8888", true},
		{"127.0.0.1:8888", "127.0.0.1:8889", false},
		{"127.0.0.1:8888", "127.0.0.2:8888", false},
		{"127.0.0.1:8888", "[::1]:8888", false},
		{"[::1]:8888", "[::1]:8888", true},
		{"[::1]:8888", "127.0.0.1:8888", false},
		{"0.0.0.0:8888", "127.0.0.1:8888", true},
		{"0.0.0.0:8888", "127.9.8.7:8888", true},
		{"0.0.0.0:8888", "[::1]:8888", false},
		{"0.0.0.0:8888", "192.0.2.1:8888", false},
		{"[::]:8888", "127.0.0.1:8888", true},
		{"[::]:8888", "[::1]:8888", true},
		{"[::]:8888", "[::1%lo]:8888", true},
		{"[::]:8888", "[2002:7f00:1::1]:8888", true},
		{"[::]:8888", "[2001:db8::1]:8888", false},
		{"[::]:8888", "127.0.0.1:80", false},
	} {
		own := new(Own)
		own.Add(net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.listening)))
		assert.Equal(t, c.want, own.has(netip.MustParseAddrPort(c.to)), "%s at %s", c.to, c.listening)
	}
	if ip, ok := machine(t); ok {
		own := new(Own)
		own.Add(&net.TCPAddr{IP: net.IPv6unspecified, Port: 8888})
		assert.True(t, own.has(netip.AddrPortFrom(ip, 8888)), ip)
	}
	assert.False(t, (*Own)(nil).has(netip.MustParseAddrPort("127.0.0.1:8888")))
	own := new(Own)
	own.Add(&net.UnixAddr{Name: "/x"})
	assert.Empty(t, own.listening)
}

// TestOwnAddressesAreRefusedByName: being named in webhook_allow does not open them.
func TestOwnAddressesAreRefusedByName(t *testing.T) {
	t.Parallel()
	own := new(Own)
	own.Add(&net.TCPAddr{IP: net.IPv4(203, 0, 113, 7), Port: 8888})
	d := newDialer(Options{Allow: []string{"mock.example.org"}, Own: own})
	assert.ErrorContains(t, d.control("mock.example.org")("tcp", "203.0.113.7:8888", nil), "the mock itself listens there")
	assert.NoError(t, d.control("mock.example.org")("tcp", "203.0.113.7:8889", nil))
}

// FuzzAddress: an address that is refused is so in every notation that leads to it, and so is an own one.
func FuzzAddress(f *testing.F) {
	for _, seed := range [][]byte{{127, 0, 0, 1}, {169, 254, 169, 254}, {10, 0, 0, 1}, {8, 8, 8, 8}, {0, 0, 0, 0}, {255, 255, 255, 255}} {
		f.Add(seed, uint16(8888), false)
	}
	f.Add(netip.MustParseAddr("64:ff9b:1:a9fe:a9:fe00::").AsSlice(), uint16(80), true)
	f.Add(netip.MustParseAddr("2002:7f00:1::1").AsSlice(), uint16(80), true)
	f.Fuzz(func(t *testing.T, raw []byte, port uint16, named bool) {
		ip, ok := netip.AddrFromSlice(raw)
		if !ok {
			return
		}
		why := refusal(ip, named)
		if why == "" && !named {
			for _, end := range append(inside(ip), ip) {
				private := end.IsLoopback() || end.IsPrivate() || len(inside(end)) > 0
				require.True(t, private, "%s leads to %s", ip, end)
			}
		}
		require.False(t, why == "" && (ip.IsUnspecified() || ip.IsLinkLocalUnicast() || ip.IsMulticast()), ip)
		if !ip.Is4() {
			return
		}
		own := new(Own)
		own.Add(net.TCPAddrFromAddrPort(netip.AddrPortFrom(ip, port)))
		for _, other := range notations(ip) {
			if ip != netip.AddrFrom4([4]byte{0, 0, 0, 1}) && !ip.IsUnspecified() { // ::1 and :: are addresses of their own
				require.Equal(t, why, refusal(other, named), "%s is %s", other, ip)
				require.True(t, own.has(netip.AddrPortFrom(other, port)), "%s is %s", other, ip)
			}
		}
	})
}

// notations lists the IPv6 addresses that lead to an IPv4 address.
func notations(ip netip.Addr) (all []netip.Addr) {
	b := ip.As4()
	for _, prefix := range []string{"::ffff:0:0", "::", "::ffff:0:0:0", "64:ff9b::"} {
		in := netip.MustParseAddr(prefix).As16()
		copy(in[12:], b[:])
		all = append(all, netip.AddrFrom16(in))
	}
	in := netip.MustParseAddr("2002::1").As16()
	copy(in[2:], b[:])
	return append(all, netip.AddrFrom16(in))
}
