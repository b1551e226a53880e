// Package contract holds answers to the OpenAPI documents of package openapi. It is for the mock's own tests and in no
// program: each provider's tests put its middleware around their server, so that a status, a header, a media type or a
// member that the document does not know fails the test, and so does a request that succeeded although the document
// does not allow it.
package contract

import (
	"bytes"
	"io"
	"net/http"
	"testing"
)

// Failer is what the middleware needs of a test.
type Failer interface {
	Errorf(format string, args ...any)
}

var _ Failer = testing.TB(nil)

// Checked is middleware that holds every answer to a document ("huntr"), and every request that succeeds.
func Checked(t Failer, name string) func(http.Handler) http.Handler {
	return middleware(t, name, true)
}

// Hostile is middleware that holds every answer to a document, but no request: for tests that try ignored parameters
// and bad input.
func Hostile(t Failer, name string) func(http.Handler) http.Handler {
	return middleware(t, name, false)
}

func middleware(t Failer, name string, requests bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			d := load(name)
			if !d.below(r.URL.Path) {
				next.ServeHTTP(w, r)
				return
			}
			x := &exchange{document: d, request: r.WithContext(r.Context())}
			sent := &answer{ResponseWriter: w}
			if r.Body != nil {
				x.request.Body = &recorded{ReadCloser: r.Body, into: &x.body}
			}
			next.ServeHTTP(sent, x.request)
			x.check(sent, requests, func(problem error) {
				t.Errorf("%s.yaml: %s %s → %d: %v", name, r.Method, r.URL, sent.status, problem)
			})
			sent.leave()
		})
	}
}

// recorded remembers what is read of a request's body.
type recorded struct {
	io.ReadCloser
	into *bytes.Buffer
}

func (r *recorded) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.into.Write(p[:n])
	return n, err
}

// answer holds a response back until it was checked: a test may be over as soon as its client has it.
type answer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(body []byte) (int, error) { return a.body.Write(body) }

func (a *answer) leave() {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.ResponseWriter.WriteHeader(a.status)
	_, _ = a.ResponseWriter.Write(a.body.Bytes()) // a client that went away is none of the test's concern
}
