package host

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// Names are the host names that are the mock's own.
type Names struct {
	vendors []string // of the imitated APIs
	allowed []string // of the setting allow_host
	known   map[string]bool
	named   map[string]bool // vendors and allowed: the mock's own at any port
}

// New returns the names of a server. vendors are the hosts of the imitated APIs, allowed those of the setting allow_host;
// all are in lower case.
func New(vendors, allowed []string) *Names {
	n := &Names{vendors: vendors, allowed: allowed, known: map[string]bool{}, named: map[string]bool{}}
	for _, name := range slices.Concat(vendors, allowed) {
		n.named[name] = true
	}
	for _, name := range engines() {
		n.known[name] = true
	}
	return n
}

// engines lists the fixed names by which container engines lead from a container to its host.
func engines() []string {
	return []string{
		"host.docker.internal", "gateway.docker.internal", // Docker Desktop
		"host.containers.internal",                           // Podman
		"host.testcontainers.internal",                       // Testcontainers
		"host.lima.internal",                                 // Lima, Colima
		"host.minikube.internal",                             // minikube
		"host.k3d.internal", "host.rancher-desktop.internal", // k3d, Rancher Desktop
		"host.orb.internal", // OrbStack
	}
}

// domains lists the domains all of whose names are the mock's own. The second one has the services of a Kubernetes
// cluster.
func domains() []string { return []string{"localhost", "svc.cluster.local"} }

// Domains lists the domains all of whose names are the mock's own.
func (*Names) Domains() []string { return domains() }

// Certificates lists the names and addresses that certificates are made for, beside the names of Domains.
func (n *Names) Certificates() []string {
	return slices.Concat([]string{"localhost", "127.0.0.1", "::1"}, engines(), n.vendors, n.allowed)
}

// Tunnels lists the hosts that CONNECT leads to: the vendors' and those of allow_host.
func (n *Names) Tunnels() []string { return slices.Concat(n.vendors, n.allowed) }

// Owns reports whether a host, with or without a port, is the mock's own: an address, a name without a dot (services of
// compose and CI have such names), a name of a container engine, a vendor's host, one of allow_host. A request without a
// host is for the mock: HTTP/1.0 names none, and browsers always do.
func (n *Names) Owns(host string) bool {
	name, _ := split(host)
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return !strings.Contains(name, ".") || n.known[name] || n.named[name] || slices.ContainsFunc(domains(), func(domain string) bool {
		return strings.HasSuffix(name, "."+domain)
	})
}

// split takes a host apart. The name is in lower case, without brackets and without the dot that may end it; the port is
// empty if there is none.
func split(host string) (name, port string) {
	name = strings.ToLower(host)
	if without, p, err := net.SplitHostPort(name); err == nil {
		name, port = without, p
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	return strings.TrimSuffix(name, "."), port
}
