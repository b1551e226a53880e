package gate

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// Gates leads provider requests to their handlers. Safe for concurrent use.
type Gates struct {
	store    *store.Store
	fallback *store.Sandbox // for requests without a known credential
	journals *Journals
	limits   *Limits
	faults   *Faults
	buffers  bufferPool
	bodies   bodyPool
	lines    headerLines
	cors     bool
	noted    sync.Once // a web page was refused its answers
	log      *slog.Logger
}

// Options are what gates are made from.
type Options struct {
	Store       *store.Store // its sandbox "default" must exist
	Providers   []*provider.Provider
	Log         *slog.Logger
	FaultHeader bool // requests may ask for a fault of their own: X-Mock-Fault
	CORS        bool // web pages of every origin may read the answers
}

// New returns the gates of a store. It fails with store.ErrNoSandbox.
func New(o Options) (*Gates, error) {
	fallback, err := o.Store.Sandbox(store.Default)
	if err != nil {
		return nil, err
	}
	return &Gates{
		store: o.Store, fallback: fallback, log: o.Log, cors: o.CORS,
		journals: newJournals(o.Store), limits: newLimits(o.Store), faults: newFaults(o),
	}, nil
}

// Journals is the record of what passed the gates.
func (g *Gates) Journals() *Journals { return g.journals }

// Limits is the rate limits of all credentials.
func (g *Gates) Limits() *Limits { return g.limits }

// Faults is the trouble that is planned.
func (g *Gates) Faults() *Faults { return g.faults }

// Drop lets go of all that the gates hold of a sandbox, after it was deleted from the store. Requests that faults hold
// back are let go of, readers of its journal are told ErrDropped.
func (g *Gates) Drop(sandbox *store.Sandbox) {
	g.faults.rooms.drop(sandbox)
	g.limits.rooms.drop(sandbox)
	g.journals.rooms.drop(sandbox)
}

// Close ends at once what faults hold back, for a server that stops. It may be called more than once.
func (g *Gates) Close() { g.faults.close() }

// Handler leads requests for one route to its handler; the route is nil for a path below the provider's base that no
// route has. allow lists the methods of a path that is known but not with this method.
func (g *Gates) Handler(p *provider.Provider, route *provider.Route, allow []string) *Door {
	door := &Door{gates: g, provider: p, route: route, allow: allow, refusals: p.Dialect.Refusals()}
	if route != nil {
		door.label = []string{route.Label.Header()}
	}
	return door
}

// Door is the way of one route's requests.
type Door struct {
	gates    *Gates
	provider *provider.Provider
	route    *provider.Route
	allow    []string
	refusals provider.Refusals
	label    []string // the route's evidence as a ready header value
}

// exchange is one request on its way and what is known about it so far.
type exchange struct {
	*Door
	provider.Request
	token   string
	problem string          // why there is no token
	broken  *provider.Error // what is wrong with the body
	reason  string          // why it was refused
	turn    int64           // how often the sandbox's clock had been set backwards
	strike  *strike         // the fault that strikes it
	sent    *bytes.Buffer   // what the request's body stands in, nil for none
	elapsed func() time.Duration
}

// ServeHTTP serves a request whose path parameters, if any, are its path values.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.Serve(w, r, r.PathValue) }

// Serve serves a request. param finds its path parameters, escaped as sent.
func (d *Door) Serve(w http.ResponseWriter, r *http.Request, param func(name string) string) {
	if d.gates.preflight(w, r) {
		return
	}
	elapsed := store.Stopwatch()
	buffer := d.gates.buffers.take()
	x := &exchange{Door: d, Request: provider.Request{HTTP: r, Params: param, Buffer: (*buffer)[:0]}, elapsed: elapsed}
	x.broken = x.readBody(w)
	x.identify() // after the body: a slow one must not make the request's instant an old one
	x.begin(w.Header())
	if x.strike = x.gates.faults.next(x); x.strike != nil {
		x.suffer(w) // its bodies may be held for long: they are no buffers to lend
		return
	}
	response := x.answer(w)
	*buffer = response.Body
	response = x.provider.Tagging.Condition(r, response)
	x.dress(w.Header(), response)
	x.close(w.Header(), response)
	x.write(w, response)
	d.gates.buffers.giveBack(buffer)
	d.gates.bodies.giveBack(x.sent)
}

// begin gives the answer the headers that the vendor's answers always have.
func (x *exchange) begin(header http.Header) {
	if x.provider.Always == nil {
		return
	}
	for _, h := range x.provider.Always(&x.Request, x.gates.journals.Of(x.Sandbox).number()) {
		header[h.Name] = []string{h.Value}
	}
}

// answer runs the gates and the handler; whatever stops the request is turned into the vendor's words.
func (x *exchange) answer(w http.ResponseWriter) (response provider.Response) {
	defer func() {
		if fault := recover(); fault != nil {
			x.gates.log.Error("panic in a handler", "path", x.HTTP.URL.Path, "panic", fault, "stack", string(debug.Stack()))
			response = x.refuse(w, provider.Refuse(x.refusals.Internal, "a mistake in the mock itself: its log says more"))
		}
	}()
	if refusal := x.pass(w); refusal != nil {
		return x.refuse(w, refusal)
	}
	response, err := x.route.Handler(&x.Request)
	if err == nil {
		w.Header()["X-Mock-Evidence"] = x.label
		if response.Reason != "" {
			x.reason = response.Reason
			w.Header().Set("X-Mock-Reason", headerText(x.reason))
		}
		return response
	}
	var refusal *provider.Error
	if !errors.As(err, &refusal) {
		x.gates.log.Error("handler failed", "path", x.HTTP.URL.Path, "error", err)
		refusal = provider.Refuse(x.refusals.Internal, "a mistake in the mock itself: its log says more")
	}
	return x.refuse(w, refusal)
}

// refuse words a refusal in the vendor's dialect and explains it in the mock's own headers.
func (x *exchange) refuse(w http.ResponseWriter, refusal *provider.Error) provider.Response {
	label := refusal.Code.Label
	if x.route != nil {
		label = provider.Weaker(label, x.route.Label)
	}
	x.reason = refusal.Reason
	if isPreflight(x.HTTP) {
		x.reason = corsIsOff(x.HTTP)
	}
	header := w.Header()
	header.Set("X-Mock-Evidence", label.Header())
	header.Set("X-Mock-Reason", headerText(x.reason))
	return x.provider.Dialect.Render(refusal, x.Buffer[:0])
}
