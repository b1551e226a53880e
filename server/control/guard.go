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
	if from := foreignPage(r); from != "" {
		return &Problem{Status: http.StatusForbidden, Field: from, Detail: "the control API does not answer to pages of other origins: " + from + " is " + quote(strings.Join(r.Header[from], ", "))}
	}
	return nil
}

// foreignPage names the header by which a request comes from a web page of another origin than the host it is sent to,
// "" when it does not. Forms and images send no Origin with GET, but browsers say by Sec-Fetch-Site where they stand
// (https://www.w3.org/TR/fetch-metadata); "none" is what a person typed.
func foreignPage(r *http.Request) string {
	for _, sent := range r.Header["Origin"] {
		origin, err := url.Parse(sent)
		if err != nil || origin.Host == "" || !strings.EqualFold(origin.Host, r.Host) {
			return "Origin"
		}
	}
	for _, site := range r.Header["Sec-Fetch-Site"] {
		if site != "same-origin" && site != "none" {
			return "Sec-Fetch-Site"
		}
	}
	return ""
}

func quote(text string) string { return `"` + shorten(text) + `"` }
