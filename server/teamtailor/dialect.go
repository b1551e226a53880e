package teamtailor

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// The versions of the API. Any date from the first version on is taken and echoed, as clients send versions between
// the published ones and even today's date (airbytehq/airbyte, connector source-teamtailor).
const firstVersion = "20161108"

// dialect is how Teamtailor checks and words what all vendors have.
type dialect struct{ *Teamtailor }

// Order: the router is first, as in every Rails application; then the version and only then the token, as measured by
// clients; a refused key or version spends nothing of the limit.
func (dialect) Order() []provider.Step {
	return []provider.Step{provider.StepRoute, provider.StepHeaders, provider.StepAuthenticate, provider.StepLimit, provider.StepPermission}
}

// The parameters by which web pages send key and version (observed: the vendor's own widgets). That a header comes first
// is inferred.
const (
	keyParameter     = "api_key"
	versionParameter = "api_version"
)

// inQuery returns a parameter of the query, empty if there is none.
func inQuery(r *http.Request, name string) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	if sent, ok := parseParams(r.URL.RawQuery); ok && sent.get(name).isText() {
		return sent.get(name).text
	}
	return ""
}

// version returns the version that a request asks for, empty if it names none.
func version(r *http.Request) string {
	if sent := r.Header.Get("X-Api-Version"); sent != "" {
		return sent
	}
	return inQuery(r, versionParameter)
}

// Token reads "Authorization: Token token=x" and what Rails' parser takes beside it: "Token x", "Token token="x"" and
// "Bearer x". Without that header it reads the query's api_key.
func (dialect) Token(r *http.Request) (token, problem string) {
	sent := r.Header.Get("Authorization")
	if sent == "" {
		if token = inQuery(r, keyParameter); token != "" {
			return token, ""
		}
		return "", "there is no Authorization header; it must be: Token token=<key>; the parameter " + keyParameter + " can stand in for it"
	}
	scheme, rest, _ := strings.Cut(sent, " ")
	if !strings.EqualFold(scheme, "Token") && !strings.EqualFold(scheme, "Bearer") {
		return "", "the Authorization header starts with neither Token nor Bearer"
	}
	first, _, _ := strings.Cut(strings.ReplaceAll(rest, ";", ","), ",")
	token = strings.TrimSpace(first)
	token = strings.TrimPrefix(token, "token=")
	if quoted, ok := strings.CutPrefix(token, `"`); ok {
		token = strings.TrimSuffix(quoted, `"`)
	}
	if token == "" {
		return "", "the Authorization header has no key behind its scheme"
	}
	return token, ""
}

// Negotiate checks the version, which the vendor asks for in front of everything else.
func (dialect) Negotiate(r *http.Request) *provider.Error {
	version := version(r)
	_, err := time.Parse("20060102", version)
	switch {
	case version == "":
		return provider.Refuse(wrongVersion, "there is no X-Api-Version header; it must be a date like %s; the parameter %s can stand in for it", firstVersion, versionParameter)
	case err != nil:
		return provider.Refuse(wrongVersion, "the X-Api-Version %q is no date of eight digits", version)
	case version < firstVersion:
		return provider.Refuse(wrongVersion, "the X-Api-Version %s is older than the first version, %s", version, firstVersion)
	default:
		return nil
	}
}

// Allows compares a key's scope and access with what the route needs.
func (dialect) Allows(rights any, route *provider.Route) (ok bool, needed, had string) {
	own := rights.(Rights)
	return own.allows(route), "a key with " + route.Permission, own.String()
}

// always is the headers of every answer: the request's id, and what answers in front of the limit say of it: all of it
// is left.
func (t *Teamtailor) always(r *provider.Request, number int64) []provider.Header {
	id := provider.Header{Name: "X-Request-Id", Value: requestID(r.HTTP.Header.Get("X-Request-Id"), r.Sandbox.Name(), number)}
	mode := t.settingsOf(r.Sandbox).RateLimit
	if mode == LimitOff {
		return []provider.Header{id}
	}
	return append(limitHeaders(mode, limitRequests, limitRequests, 0), id)
}

// LimitHeaders are on every answer to a known key (Teamtailor page, "Rate Limit"). In the static mode they say what the
// vendor's server of 2017 always said.
func (d dialect) LimitHeaders(sandbox *store.Sandbox, a provider.Allowance, now time.Time) []provider.Header {
	return limitHeaders(d.settingsOf(sandbox).RateLimit, a.Policy.Requests, a.Remaining, provider.WholeSeconds(a.Reset.Sub(now)))
}

func limitHeaders(mode RateLimit, limit, remaining int, reset int64) []provider.Header {
	if mode == LimitStatic {
		limit, remaining, reset = staticLimit, staticLimit, 1
	}
	return []provider.Header{
		{Name: "X-Rate-Limit-Limit", Value: strconv.Itoa(limit)},
		{Name: "X-Rate-Limit-Remaining", Value: strconv.Itoa(remaining)},
		{Name: "X-Rate-Limit-Reset", Value: strconv.FormatInt(reset, 10)},
	}
}

// Refusals names the codes of what the gates refuse. A known path with a verb that it does not take is unknown to the
// router like any other.
func (dialect) Refusals() provider.Refusals {
	return provider.Refusals{
		NoToken: unauthorized, UnknownToken: unauthorized, ExpiredToken: unauthorized, NoRoute: noRoute, NoMethod: noRoute,
		NotAllowed: forbidden, TooMany: tooMany, TooLarge: tooLarge, BadBody: badQuery, Internal: &mockMistake.Code,
	}
}

// Render writes an error: the library's document, the version's own body, Rails' empty page, or nothing.
func (dialect) Render(err *provider.Error, dst []byte) provider.Response {
	response := provider.Response{Status: err.Code.Status, Body: dst}
	if err.Code != noRoute && err.Code != badQuery && err.Code != tooLarge { // these are answered in front of any controller
		response.Header = secured(response.Header)
	}
	switch {
	case err.Code == wrongVersion:
		response.ContentType, response.Body = mediaType, append(dst, wrongVersionBody...)
	case err.Detail != nil:
		response.ContentType, response.Body = mediaType, appendProblems(dst, err.Detail.([]problem))
	case err.Code == &mockMistake.Code:
		response.ContentType, response.Body = mediaType, appendProblems(dst, []problem{mockMistake.problem("Internal Server Error")})
	case err.Code == noRoute || err.Code == badQuery || err.Code == tooLarge:
		response.ContentType = "text/html; charset=UTF-8"
	}
	return response
}
