package gate

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"mockserver/server/provider"
)

// What browsers ask and are answered (Fetch standard, "CORS protocol"). The values are the mock's own: no page of a vendor
// mentions CORS.
const (
	corsMethods = "GET, HEAD, POST, PUT, PATCH, DELETE" // whatever the path takes: the request itself gets the vendor's refusal
	corsMaxAge  = "600"                                 // seconds for which a browser need not ask again
)

// isPreflight reports whether a browser asks if a page of another origin may send a request.
func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Origin") != "" && r.Header.Get("Access-Control-Request-Method") != ""
}

// corsIsOff explains the refusal of a preflight.
func corsIsOff(r *http.Request) string {
	return fmt.Sprintf("this is a browser's preflight for a page of %.100q; the setting cors is off, with cors any it is answered", r.Header.Get("Origin"))
}

// preflight answers a preflight if CORS is on. It is no exchange with the vendor: no journal, no limit, no fault. With CORS
// off the log says once that a page will not see its answers.
func (g *Gates) preflight(w http.ResponseWriter, r *http.Request) (answered bool) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	if !g.cors {
		if origin != provider.Origin(r) {
			g.noted.Do(func() {
				g.log.Warn("a web page of another origin sent a request; its browser hides the answers while the setting cors is off", "origin", origin)
			})
		}
		return false
	}
	if !isPreflight(r) {
		return false
	}
	header := w.Header()
	g.share(header, r)
	header.Set("Access-Control-Allow-Methods", corsMethods)
	header.Set("Access-Control-Max-Age", corsMaxAge)
	if asked := r.Header.Values("Access-Control-Request-Headers"); len(asked) > 0 {
		header.Set("Access-Control-Allow-Headers", strings.Join(asked, ", "))
	}
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		header.Set("Access-Control-Allow-Private-Network", "true") // Chrome asks before a public page may call a private address
	}
	header.Set("X-Mock-Evidence", provider.Label{Evidence: provider.Inferred, Source: "the mock's own setting cors"}.Header())
	g.log.Debug("preflight", "path", r.URL.EscapedPath(), "origin", origin)
	w.WriteHeader(http.StatusNoContent)
	return true
}

// share lets a page read an answer, all of its headers included, if CORS is on. The origin is named, as browsers take no
// star for a request with cookies; the mock has none.
func (g *Gates) share(header http.Header, r *http.Request) {
	origin := r.Header.Get("Origin")
	if !g.cors || origin == "" {
		return
	}
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	header.Add("Vary", "Origin")
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Allow-Credentials", "true")
	if len(names) > 0 {
		header.Set("Access-Control-Expose-Headers", strings.Join(names, ", "))
	}
}
