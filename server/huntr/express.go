package huntr

import (
	"net/http"
	"strings"

	"mockserver/server/provider"
)

// canonicalPath: Express finds a route in any case. The organisation's routes are mounted below /org, where one more slash
// is passed over (measured: "/org//members" is found, "//org/members" and "/org/members//5b…" are not).
func canonicalPath(path string) string {
	lower := strings.ToLower(path)
	if rest, doubled := strings.CutPrefix(lower, "/org//"); doubled {
		return "/org/" + rest
	}
	return lower
}

// answerOptions lists the methods of a path, in the header and in the body.
func answerOptions(methods []string) provider.Response {
	list := strings.Join(methods, ",")
	return provider.Response{
		Status: http.StatusOK, ContentType: "text/html; charset=utf-8", Body: []byte(list),
		Header: []provider.Header{{Name: "Allow", Value: list}},
	}
}
