package control

import (
	"net/http"
	"net/url"
	"strings"
)

// guard keeps web pages out: a page of another origin says so, and a name that was made to point here is none of the
// mock's own (DNS rebinding). The health check takes any host.
func (c *Control) guard(r *http.Request) error {
	if !c.Hosts.Owns(r.Host) && strings.TrimSuffix(r.URL.Path, "/") != "/_mock/health" {
		return &Problem{Status: http.StatusMisdirectedRequest, Field: "Host", Detail: "the control API does not answer to the host " + quote(r.Host) +
			"; the setting allow_host adds names"}
	}
	if !sameOrigin(r) {
		return &Problem{Status: http.StatusForbidden, Field: "Origin", Detail: "the control API does not answer to pages of " + quote(strings.Join(r.Header["Origin"], ", "))}
	}
	return nil
}

// sameOrigin tells whether the request comes from no page at all, or from one of the very host it is sent to.
func sameOrigin(r *http.Request) bool {
	for _, sent := range r.Header["Origin"] {
		origin, err := url.Parse(sent)
		if err != nil || origin.Host == "" || !strings.EqualFold(origin.Host, r.Host) {
			return false
		}
	}
	return true
}

func quote(text string) string { return `"` + shorten(text) + `"` }
