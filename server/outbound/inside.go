package outbound

import "net/netip"

// inside sees through an IPv6 address to the IPv4 addresses that a packet to it may end at, none when it is an address
// of its own. Otherwise ::ffff:169.254.169.254 or 64:ff9b::a9fe:a9fe would pass for what they are not.
func inside(ip netip.Addr) []netip.Addr {
	if !ip.Is6() {
		return nil
	}
	b := ip.As16()
	switch {
	case ip.IsUnspecified(), ip.IsLoopback(): // no IPv4 address, though they stand in ::/96
		return nil
	case ip.Is4In6(), // ::ffff:0:0/96, IPv4-mapped (RFC 4291)
		within(ip, "::/96"),           // IPv4-compatible (RFC 4291)
		within(ip, "::ffff:0:0:0/96"), // IPv4-translated (RFC 2765)
		within(ip, "64:ff9b::/96"):    // NAT64 (RFC 6052)
		return []netip.Addr{pick(b, 12, 13, 14, 15)}
	case within(ip, "2002::/16"): // 6to4 (RFC 3056)
		return []netip.Addr{pick(b, 2, 3, 4, 5)}
	case within(ip, "64:ff9b:1::/48"):
		return localNAT64(b)
	default:
		return nil
	}
}

// localNAT64 reads an address of NAT64's prefix for local use (RFC 8215). Where the IPv4 address stands in it depends
// on the length that the network chose, so every place of RFC 6052 is read. What begins with 0 is no destination: it is
// what the other places read in an address of one length.
func localNAT64(b [16]byte) []netip.Addr {
	var readings []netip.Addr
	for _, ip := range []netip.Addr{pick(b, 6, 7, 9, 10), pick(b, 7, 9, 10, 11), pick(b, 9, 10, 11, 12), pick(b, 12, 13, 14, 15)} {
		if ip.As4()[0] != 0 {
			readings = append(readings, ip)
		}
	}
	if readings == nil {
		return []netip.Addr{netip.IPv4Unspecified()}
	}
	return readings
}

func within(ip netip.Addr, prefix string) bool { return netip.MustParsePrefix(prefix).Contains(ip) }

func pick(b [16]byte, i, j, k, l int) netip.Addr {
	return netip.AddrFrom4([4]byte{b[i], b[j], b[k], b[l]})
}
