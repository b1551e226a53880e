package huntr

import (
	"net/http"
	"strings"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

const contentType = "application/json; charset=utf-8"

// dialect is how Huntr checks and words what all vendors have.
type dialect struct{}

// Order: the token is checked by a middleware in front of the routes, as Express applications do (inferred).
func (dialect) Order() []provider.Step {
	return []provider.Step{provider.StepAuthenticate, provider.StepRoute, provider.StepHeaders}
}

// Token reads "Authorization: Bearer TOKEN". The scheme's case does not matter: a production client sends it in
// lower case (reference, A1).
func (dialect) Token(r *http.Request) (token, problem string) {
	return provider.BearerToken(r.Header, "token")
}

// Negotiate refuses an Accept header that excludes JSON, and nothing else.
func (dialect) Negotiate(r *http.Request) *provider.Error {
	accept := r.Header.Values("Accept")
	if acceptsJSON(accept) {
		return nil
	}
	return provider.Refuse(notAcceptable, "the Accept header %q excludes application/json", strings.Join(accept, ", "))
}

// Allows: a token opens the whole organisation; the page knows no scopes.
func (dialect) Allows(any, *provider.Route) (ok bool, needed, had string) { return true, "", "" }

// LimitHeaders: the vendor is known to limit nothing.
func (dialect) LimitHeaders(*store.Sandbox, provider.Allowance, time.Time) []provider.Header {
	return nil
}

// Refusals names the codes of what the gates refuse.
func (dialect) Refusals() provider.Refusals {
	return provider.Refusals{
		NoToken: wrongKey, UnknownToken: wrongKey, ExpiredToken: wrongKey,
		NoRoute: notFound, NoMethod: invalidMethod, NotAllowed: hidden, TooLarge: tooLarge, BadBody: brokenBody, Internal: serverProblem,
	}
}

// Render writes an error in the documented body.
func (dialect) Render(err *provider.Error, dst []byte) provider.Response {
	problems, ok := err.Detail.([]problem)
	if !ok {
		problems = []problem{{Message: err.Code.Message, Status: err.Code.Status}}
	}
	body := errorBody{Message: problems[0].Message, Error: problems[0]}
	if len(problems) > 1 {
		body.Errors = problems
	}
	response := provider.Response{Status: err.Code.Status, ContentType: contentType, Body: append(dst, provider.JSON(body)...)}
	if len(err.Allow) > 0 {
		response.Header = []provider.Header{{Name: "Allow", Value: strings.Join(err.Allow, ", ")}}
	}
	return response
}
