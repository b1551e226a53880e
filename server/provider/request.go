package provider

import (
	"net/http"
	"net/url"
	"time"

	"mockserver/store"
)

// MaxBody is the greatest request body that a provider takes, in bytes, also after its Content-Encoding is undone.
const MaxBody = 5 << 20

// Request is one request on its way through the gates to its handler.
type Request struct {
	HTTP       *http.Request            // its Body has been read: use Body
	Params     func(name string) string // path parameters, escaped as sent: use Param
	Body       []byte
	Sandbox    *store.Sandbox
	Credential *store.Credential // nil until authenticated
	Now        time.Time         // the one instant of the request, in the sandbox's time
	Buffer     []byte            // empty, with room: bodies are appended to it

	// EndsBefore asks a list to answer as if it ended before the page that is asked for, which then has no rows: a fault
	// wants it so. The request is read as it was sent.
	EndsBefore bool
}

// Param is a path parameter, unescaped.
func (r *Request) Param(name string) string {
	raw := r.Params(name)
	if text, err := url.PathUnescape(raw); err == nil && r.HTTP.URL.RawPath != "" {
		return text
	}
	return raw
}

// Read opens the request's one read transaction.
func (r *Request) Read(read func(*store.Tx) error) error { return r.Sandbox.Read(r.Now, read) }

// Write opens the request's one transaction that may change rows. When the function returns an error, nothing has
// changed.
func (r *Request) Write(write func(*store.Tx) error) error { return r.Sandbox.Write(r.Now, write) }
