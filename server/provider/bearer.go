package provider

import (
	"net/http"
	"strings"
)

// BearerToken reads "Authorization: Bearer TOKEN", whatever the case of the scheme (RFC 9110). The problem says what is
// wrong when there is no token, which it calls by the vendor's word for it.
func BearerToken(header http.Header, word string) (token, problem string) {
	sent := header.Get("Authorization")
	scheme, token := sent, ""
	if end := strings.IndexAny(sent, " \t"); end >= 0 {
		scheme, token = sent[:end], strings.TrimSpace(sent[end:])
	}
	switch {
	case sent == "":
		return "", "there is no Authorization header; it must be: Bearer <" + word + ">"
	case !strings.EqualFold(scheme, "Bearer"):
		return "", "the Authorization header does not start with Bearer"
	case token == "":
		return "", "the Authorization header has no " + word + " behind Bearer"
	default:
		return token, ""
	}
}
