package control

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
)

// route is one path of the control API and what answers it.
type route struct {
	method  string
	pattern string // behind /_mock, or for what belongs to a sandbox also behind /_mock/sandboxes/{name}
	query   []string
	run     func(*call) (answer, error)
	sandbox bool
	body    bool // it reads a body; any other refuses one that says something
}

// serverRoutes lists what belongs to no sandbox.
func (c *Control) serverRoutes() []route {
	return []route{
		{method: http.MethodGet, pattern: "/routes", run: listRoutes},
		{method: http.MethodGet, pattern: "/sandboxes", run: listSandboxes},
		{method: http.MethodPost, pattern: "/sandboxes", run: createSandbox, body: true, query: c.createQuery()},
		{method: http.MethodGet, pattern: "/sandboxes/{name}", run: showSandbox, sandbox: true, query: []string{"credentials"}},
		{method: http.MethodPut, pattern: "/sandboxes/{name}", run: putSandbox, body: true, query: without(c.createQuery(), "name")},
		{method: http.MethodDelete, pattern: "/sandboxes/{name}", run: deleteSandbox, sandbox: true},
	}
}

// sandboxRoutes lists what belongs to a sandbox.
func sandboxRoutes() []route {
	return []route{
		{method: http.MethodPost, pattern: "/reset", run: resetSandbox, body: true, query: []string{"fail_on_leftovers", "to"}},

		{method: http.MethodGet, pattern: "/snapshots", run: listSnapshots},
		{method: http.MethodPost, pattern: "/snapshots", run: saveSnapshot, body: true},
		{method: http.MethodPost, pattern: "/snapshots/{snapshot}/restore", run: restoreSnapshot},
		{method: http.MethodDelete, pattern: "/snapshots/{snapshot}", run: deleteSnapshot},

		{method: http.MethodGet, pattern: "/state", run: readState, query: []string{"credentials"}},
		{method: http.MethodPut, pattern: "/state", run: replaceState, body: true},

		{method: http.MethodGet, pattern: "/clock", run: readClock},
		{method: http.MethodPost, pattern: "/clock/freeze", run: step(freeze), body: true},
		{method: http.MethodPost, pattern: "/clock/run", run: step(run), body: true},
		{method: http.MethodPost, pattern: "/clock/set", run: step(setClock), body: true},
		{method: http.MethodPost, pattern: "/clock/advance", run: step(advance), body: true},

		{method: http.MethodGet, pattern: "/credentials", run: listCredentials},
		{method: http.MethodPost, pattern: "/credentials", run: mintCredential, body: true},
		{method: http.MethodDelete, pattern: "/credentials/{id}", run: revokeCredential},
		{method: http.MethodPut, pattern: "/credentials/{id}/limit", run: placeCredential, body: true},

		{method: http.MethodGet, pattern: "/limits", run: listLimits},
		{method: http.MethodGet, pattern: "/limits/{provider}", run: showLimits},
		{method: http.MethodPut, pattern: "/limits/{provider}", run: setLimits, body: true},

		{method: http.MethodGet, pattern: "/faults", run: listFaults},
		{method: http.MethodPost, pattern: "/faults", run: armFault, body: true},
		{method: http.MethodDelete, pattern: "/faults", run: clearFaults},
		{method: http.MethodGet, pattern: "/faults/{id}", run: showOneFault},
		{method: http.MethodDelete, pattern: "/faults/{id}", run: removeFault},

		{method: http.MethodGet, pattern: "/requests", run: listRequests, query: requestQuery()},
		{method: http.MethodDelete, pattern: "/requests", run: clearRequests},
		{method: http.MethodGet, pattern: "/requests/stream", run: streamRequests, query: without(requestQuery(), "limit", "wait")},
		{method: http.MethodPost, pattern: "/requests/verify", run: verifyRequests, body: true},

		{method: http.MethodGet, pattern: "/actions", run: listActions},
		{method: http.MethodPost, pattern: "/actions/{provider}/{action}", run: act, body: true},

		{method: http.MethodGet, pattern: "/webhooks", run: listWebhooks},
		{method: http.MethodPost, pattern: "/webhooks", run: addWebhook, body: true},
		{method: http.MethodPost, pattern: "/webhooks/flush", run: flushWebhooks},
		{method: http.MethodGet, pattern: "/webhooks/{id}", run: showWebhook},
		{method: http.MethodPatch, pattern: "/webhooks/{id}", run: changeWebhook, body: true},
		{method: http.MethodDelete, pattern: "/webhooks/{id}", run: removeWebhook},
		{method: http.MethodPost, pattern: "/webhooks/{id}/probe", run: probeWebhook},

		{method: http.MethodGet, pattern: "/deliveries", run: listDeliveries, query: deliveryQuery()},
		{method: http.MethodGet, pattern: "/deliveries/stream", run: streamDeliveries, query: without(deliveryQuery(), "limit", "wait")},
		{method: http.MethodPost, pattern: "/deliveries/replay", run: replayFailed},
		{method: http.MethodGet, pattern: "/deliveries/{number}", run: showOneDelivery},
		{method: http.MethodPost, pattern: "/deliveries/{number}/replay", run: replayDelivery},
	}
}

func without(names []string, left ...string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(left, name) })
}

// Base is where the control API begins.
const Base = "/_mock"

// router makes the tree of all paths. A GET route answers HEAD as well.
func (c *Control) router() http.Handler {
	tree := chi.NewMux()
	add := func(base string, r route) {
		handler := func(w http.ResponseWriter, q *http.Request) { c.serve(w, q, &r) }
		tree.MethodFunc(r.method, base+r.pattern, handler)
		if r.method == http.MethodGet {
			tree.MethodFunc(http.MethodHead, base+r.pattern, handler)
		}
	}
	for _, r := range c.serverRoutes() {
		add(Base, r)
	}
	for _, r := range sandboxRoutes() {
		r.sandbox = true
		add(Base, r)
		add(Base+"/sandboxes/{name}", r)
	}
	for path, page := range c.Pages {
		tree.Get(Base+path, page)
		tree.Head(Base+path, page)
	}
	tree.NotFound(func(w http.ResponseWriter, r *http.Request) {
		c.refuse(w, r, missing("the control API has no path %q; openapi/mock.yaml lists them", shorten(r.URL.Path)))
	})
	tree.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		allowed := allowedMethods(tree, r)
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		c.refuse(w, r, &Problem{Status: http.StatusMethodNotAllowed, Accepted: allowed, Detail: quote(r.URL.Path) + " takes " + strings.Join(allowed, ", ")})
	})
	return c.withoutEmptyParts(tree)
}

func allowedMethods(tree *chi.Mux, r *http.Request) []string {
	path := r.URL.RawPath
	if path == "" {
		path = r.URL.Path
	}
	var allowed []string
	for _, method := range methods() {
		if tree.Match(chi.NewRouteContext(), method, path) {
			allowed = append(allowed, method)
		}
	}
	return allowed
}

// withoutEmptyParts refuses a path with an empty part: where a name or an id should stand, a variable of a script was
// unset. Without this, DELETE /_mock/faults/ would be taken for DELETE /_mock/faults. A slash after a path that nothing
// can follow is passed over.
func (c *Control) withoutEmptyParts(tree *chi.Mux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		bare := strings.TrimSuffix(path, "/")
		switch {
		case strings.HasPrefix(path, Base+"/sandboxes//"), path == Base+"/sandboxes/":
			p := missing("the name of the sandbox in the path %q is empty", shorten(path))
			p.Field = "name"
			c.refuse(w, r, p)
		case strings.Contains(path, "//"), bare != path && takesParameter(tree, path):
			c.refuse(w, r, missing("the path %q has an empty part: a name or an id is missing", shorten(path)))
		case bare != path:
			again, url := *r, *r.URL
			url.Path, url.RawPath = strings.TrimSuffix(r.URL.Path, "/"), strings.TrimSuffix(r.URL.RawPath, "/")
			again.URL = &url
			tree.ServeHTTP(w, &again)
		default:
			tree.ServeHTTP(w, r)
		}
	})
}

// takesParameter reports whether a route has a parameter where a path ends with a slash.
func takesParameter(tree *chi.Mux, path string) bool {
	for _, method := range methods() {
		if tree.Match(chi.NewRouteContext(), method, path+"x") {
			return true
		}
	}
	return false
}

func methods() []string {
	return []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
}
