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
}

// serverRoutes lists what belongs to no sandbox.
func (c *Control) serverRoutes() []route {
	return []route{
		{method: http.MethodGet, pattern: "/routes", run: listRoutes},
		{method: http.MethodGet, pattern: "/sandboxes", run: listSandboxes},
		{method: http.MethodPost, pattern: "/sandboxes", run: createSandbox, query: c.createQuery()},
		{method: http.MethodGet, pattern: "/sandboxes/{name}", run: showSandbox, sandbox: true},
		{method: http.MethodDelete, pattern: "/sandboxes/{name}", run: deleteSandbox, sandbox: true},
	}
}

// sandboxRoutes lists what belongs to a sandbox.
func sandboxRoutes() []route {
	return []route{
		{method: http.MethodPost, pattern: "/reset", run: resetSandbox, query: []string{"fail_on_leftovers"}},

		{method: http.MethodGet, pattern: "/snapshots", run: listSnapshots},
		{method: http.MethodPost, pattern: "/snapshots", run: saveSnapshot},
		{method: http.MethodPost, pattern: "/snapshots/{snapshot}/restore", run: restoreSnapshot},
		{method: http.MethodDelete, pattern: "/snapshots/{snapshot}", run: deleteSnapshot},

		{method: http.MethodGet, pattern: "/state", run: readState, query: []string{"credentials"}},
		{method: http.MethodPut, pattern: "/state", run: replaceState},

		{method: http.MethodGet, pattern: "/clock", run: readClock},
		{method: http.MethodPost, pattern: "/clock/freeze", run: step(freeze)},
		{method: http.MethodPost, pattern: "/clock/run", run: step(run)},
		{method: http.MethodPost, pattern: "/clock/set", run: step(setClock)},
		{method: http.MethodPost, pattern: "/clock/advance", run: step(advance)},

		{method: http.MethodGet, pattern: "/credentials", run: listCredentials},
		{method: http.MethodPost, pattern: "/credentials", run: mintCredential},
		{method: http.MethodDelete, pattern: "/credentials/{id}", run: revokeCredential},
		{method: http.MethodPut, pattern: "/credentials/{id}/limit", run: placeCredential},

		{method: http.MethodGet, pattern: "/limits", run: listLimits},
		{method: http.MethodGet, pattern: "/limits/{provider}", run: showLimits},
		{method: http.MethodPut, pattern: "/limits/{provider}", run: setLimits},

		{method: http.MethodGet, pattern: "/faults", run: listFaults},
		{method: http.MethodPost, pattern: "/faults", run: armFault},
		{method: http.MethodDelete, pattern: "/faults", run: clearFaults},
		{method: http.MethodGet, pattern: "/faults/{id}", run: showOneFault},
		{method: http.MethodDelete, pattern: "/faults/{id}", run: removeFault},

		{method: http.MethodGet, pattern: "/requests", run: listRequests, query: requestQuery()},
		{method: http.MethodDelete, pattern: "/requests", run: clearRequests},
		{method: http.MethodGet, pattern: "/requests/stream", run: streamRequests, query: without(requestQuery(), "limit", "wait")},
		{method: http.MethodPost, pattern: "/requests/verify", run: verifyRequests},

		{method: http.MethodGet, pattern: "/actions", run: listActions},
		{method: http.MethodPost, pattern: "/actions/{provider}/{action}", run: act},

		{method: http.MethodGet, pattern: "/webhooks", run: listWebhooks},
		{method: http.MethodPost, pattern: "/webhooks", run: addWebhook},
		{method: http.MethodPost, pattern: "/webhooks/flush", run: flushWebhooks},
		{method: http.MethodGet, pattern: "/webhooks/{id}", run: showWebhook},
		{method: http.MethodPatch, pattern: "/webhooks/{id}", run: changeWebhook},
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
	return withoutSlash(tree)
}

func allowedMethods(tree *chi.Mux, r *http.Request) []string {
	path := r.URL.RawPath
	if path == "" {
		path = r.URL.Path
	}
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if tree.Match(chi.NewRouteContext(), method, path) {
			methods = append(methods, method)
		}
	}
	return methods
}

// withoutSlash takes a slash at the end of a path for nothing.
func withoutSlash(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; len(path) > 1 && strings.HasSuffix(path, "/") {
			bare, url := *r, *r.URL
			url.Path, url.RawPath = strings.TrimSuffix(path, "/"), strings.TrimSuffix(url.RawPath, "/")
			bare.URL = &url
			r = &bare
		}
		next.ServeHTTP(w, r)
	})
}
