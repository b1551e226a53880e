package provider

import (
	"net/http"
	"time"

	"mockserver/store"
)

// Step is one check that a request can fail before its handler.
type Step int

// The steps that a dialect puts in its vendor's order.
const (
	StepAuthenticate Step = iota // a known, unexpired credential
	StepRoute                    // a route with that path, and with that method
	StepHeaders                  // version and content negotiation
	StepPermission               // the right that the route asks for
	StepLimit                    // the credential's rate limit; after StepAuthenticate
)

// Dialect is how a vendor checks and words what all vendors have. The gates call it; each provider fills it.
type Dialect interface {
	// Order is the vendor's own order of refusals.
	Order() []Step
	// Token finds the credential's token in the request's headers or query. The problem says what is wrong when there is none.
	Token(r *http.Request) (token, problem string)
	// Negotiate checks the version and the Accept header.
	Negotiate(r *http.Request) *Error
	// Allows tells whether rights suffice for a route, and in words what it needs and what they are.
	Allows(rights any, route *Route) (ok bool, needed, had string)
	// LimitHeaders tells a client of its rate limit, with when to come back if it was refused. Names go
	// over the wire as they are spelled here. It is asked only of a provider with a limit.
	LimitHeaders(sandbox *store.Sandbox, allowance Allowance, now time.Time) []Header
	// Refusals names the codes of what the gates refuse.
	Refusals() Refusals
	// Render writes an error in the vendor's dialect, its body appended to dst.
	Render(err *Error, dst []byte) Response
	// Word is the vendor's error with a status from 400 to 599, for a fault: one that the vendor is known to answer, or
	// one of our making in the vendor's shape.
	Word(status int) *Error
	// FirstPage rewrites the query of a list so that it asks for the first page, for a fault.
	FirstPage(query string) string
}

// Refusals are a vendor's codes for what the gates refuse on its behalf.
type Refusals struct {
	NoToken, UnknownToken, ExpiredToken *Code
	NoRoute, NoMethod                   *Code
	NotAllowed                          *Code
	TooMany                             *Code // nil without a rate limit
	TooLarge, BadBody                   *Code
	Internal                            *Code
}
