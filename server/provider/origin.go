package provider

import (
	"net"
	"net/http"
	"strings"
)

// Origin returns scheme and host of a request as its client knows them, for the links of the answer. A target in
// absolute form names both: clients behind a proxy setting send one for https too, without speaking TLS.
func Origin(r *http.Request) string { return scheme(r) + "://" + hostOf(r) }

func scheme(r *http.Request) string {
	switch {
	case r.URL.Scheme == "http" || r.URL.Scheme == "https":
		return r.URL.Scheme
	case r.TLS != nil:
		return "https"
	default:
		return "http"
	}
}

// hostOf returns what the client called the server. A client of HTTP/1.0 need not name it, and documents print it as it
// is, so the address that listens stands in for a name that could end a text of JSON or a URL's host.
func hostOf(r *http.Request) string {
	if isHost(r.Host) {
		return r.Host
	}
	if address, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok && isHost(address.String()) {
		return address.String()
	}
	return "localhost"
}

// isHost reports whether a text has only what names, addresses and ports are made of.
func isHost(text string) bool {
	for _, c := range []byte(text) {
		letter, digit := 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9'
		if !letter && !digit && !strings.ContainsRune(".-:[]_", rune(c)) {
			return false
		}
	}
	return text != ""
}
