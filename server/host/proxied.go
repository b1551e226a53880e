package host

import (
	"fmt"
	"net"
	"net/http"
	"strings"
)

// Foreign reports why a request in absolute form, which a client behind a proxy setting sends, is for somebody else; it
// is empty for a request that the mock may answer. A host that others have too (an address, localhost, a name without a
// dot) is the mock's own at the port it listens on, as another port of that host belongs to another program.
func (n *Names) Foreign(r *http.Request) string {
	if !isAbsolute(r) {
		return ""
	}
	name, port := split(r.URL.Host)
	switch {
	case r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return fmt.Sprintf("the mock answers http and https; it passes nothing on, a request of the scheme %.100q neither", r.URL.Scheme)
	case n.named[name]:
		return ""
	case n.Owns(name) && listensOn(r, port):
		return ""
	default:
		return fmt.Sprintf("the mock stands in for %s and passes nothing on, not to %.100q either; the setting allow_host adds names, and NO_PROXY tells a client to ask a host itself",
			strings.Join(n.vendors, ", "), r.URL.Host)
	}
}

// isAbsolute reports whether the target came as a whole URL. A request that came by no connection has no such target.
func isAbsolute(r *http.Request) bool {
	return r.RequestURI != "" && !strings.HasPrefix(r.RequestURI, "/") && r.URL.Host != ""
}

// listensOn reports whether a request came to the port that its target names.
func listensOn(r *http.Request, port string) bool {
	address, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return true // no listener, so there is no other program
	}
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[r.URL.Scheme]
	}
	_, own, err := net.SplitHostPort(address.String())
	return err != nil || port == own
}
