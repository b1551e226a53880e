package gate

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"mockserver/server/provider"
)

// maxBody is the greatest request body a provider takes, in bytes.
const maxBody = provider.MaxBody

// pass runs the gates in order. The journal and identify came first, for every request; then come the steps of the
// vendor's own order; last, for all vendors alike, what was wrong with the body. Faults take their place here.
func (x *exchange) pass(w http.ResponseWriter) *provider.Error {
	for _, step := range x.provider.Dialect.Order() {
		if refusal := x.step(w, step); refusal != nil {
			return refusal
		}
	}
	return x.broken
}

func (x *exchange) step(w http.ResponseWriter, step provider.Step) *provider.Error {
	switch step {
	case provider.StepAuthenticate:
		return x.authenticate()
	case provider.StepLimit:
		return x.limit(w.Header())
	case provider.StepRoute:
		return x.findRoute()
	case provider.StepHeaders:
		return x.provider.Dialect.Negotiate(x.HTTP)
	case provider.StepPermission:
		return x.permit()
	default:
		panic("gate: a dialect's order names an unknown step")
	}
}

// identify finds the sandbox that the request's credential selects, the default one without a known credential, and
// with it the one instant of the request.
func (x *exchange) identify() {
	x.token, x.problem = x.provider.Dialect.Token(x.HTTP)
	x.Sandbox = x.gates.fallback
	if x.token != "" {
		if credential, sandbox, ok := x.gates.store.Identify(x.provider.Name, x.token); ok {
			x.Credential, x.Sandbox = credential, sandbox
		}
	}
	x.Now, x.turn = x.Sandbox.Clock().Reading()
}

func (x *exchange) authenticate() *provider.Error {
	switch {
	case x.token == "":
		return provider.Refuse(x.refusals.NoToken, "%s", x.problem)
	case x.Credential == nil:
		return provider.Refuse(x.refusals.UnknownToken, "%s", unknownToken(x.provider.Name, x.gates.store.Kin(x.provider.Name, x.token)))
	case !x.Credential.ExpiresAt.IsZero() && !x.Now.Before(x.Credential.ExpiresAt):
		return provider.Refuse(x.refusals.ExpiredToken, "the credential expired at %s; the sandbox's clock says %s",
			x.Credential.ExpiresAt.UTC().Format(http.TimeFormat), x.Now.Format(http.TimeFormat))
	default:
		x.Credential.Use(x.Now)
		return nil
	}
}

func (x *exchange) findRoute() *provider.Error {
	switch {
	case x.route != nil:
		return nil
	case len(x.allow) > 0:
		refusal := provider.Refuse(x.refusals.NoMethod, "%s takes %s, not %s%s", x.HTTP.URL.Path, strings.Join(x.allow, ", "), x.HTTP.Method, x.laterNote())
		refusal.Allow = x.allow
		return refusal
	default:
		return provider.Refuse(x.refusals.NoRoute, "%s has no route for the path %s%s", x.provider.Title, x.HTTP.URL.EscapedPath(), x.laterNote())
	}
}

func (x *exchange) laterNote() string {
	return x.provider.LaterNote(x.HTTP.Method, x.HTTP.URL.EscapedPath())
}

func (x *exchange) permit() *provider.Error {
	ok, needed, had := x.provider.Dialect.Allows(x.Credential.Rights, x.route)
	if ok {
		return nil
	}
	refusal := provider.Refuse(x.refusals.NotAllowed, "the route needs %s, the credential has %s", needed, had)
	refusal.Missing = needed
	return refusal
}

// mostTrusted bounds the memory that is taken on a client's word, before its body is there.
const mostTrusted = 1 << 20

// readBody reads the whole body, so that no handler waits for a client while it holds a lock. One announced as too large is
// not read, so a client that sent "Expect: 100-continue" need not send it.
func (x *exchange) readBody(w http.ResponseWriter) *provider.Error {
	if x.HTTP.ContentLength == 0 {
		return nil
	}
	announced := x.HTTP.ContentLength // -1 if it is not
	if announced > maxBody {
		return provider.Refuse(x.refusals.TooLarge, "the request body is larger than %d bytes", maxBody)
	}
	x.sent = x.gates.bodies.take()
	body := x.sent
	if announced > 0 {
		body.Grow(min(int(announced), mostTrusted) + bytes.MinRead) // one piece of memory instead of many that grow
	}
	_, err := body.ReadFrom(http.MaxBytesReader(w, x.HTTP.Body, maxBody))
	x.Body = body.Bytes()
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return provider.Refuse(x.refusals.TooLarge, "the request body is larger than %d bytes", maxBody)
	}
	if err != nil {
		return provider.Refuse(x.refusals.BadBody, "the request body could not be read: %v", err)
	}
	return nil
}
