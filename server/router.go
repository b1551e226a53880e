package server

import (
	"net/http"
	"strings"
	"sync"

	"github.com/go-chi/chi/v5"
)

// params finds a path parameter by its name.
type params = func(name string) string

// served answers the requests of one route.
type served func(w http.ResponseWriter, r *http.Request, path params)

// router finds the route of a request in chi's tree. chi's own way of serving would copy the request and build a map of
// its parameters, which costs as much as the rest of a single read; the tree alone costs a tenth of it.
type router struct {
	tree      *chi.Mux
	routes    map[place]served
	suffixes  []suffix
	spellings []spelling
	contexts  sync.Pool
	elsewhere func(w http.ResponseWriter, r *http.Request, path string, allow []string)
}

type place struct{ method, pattern string }

// spelling finds the routes of a provider by paths that are written otherwise.
type spelling struct {
	base      string
	canonical func(path string) string
}

// suffix may stand behind every path below a base and changes nothing.
type suffix struct{ base, text string }

func newRouter(elsewhere func(http.ResponseWriter, *http.Request, string, []string)) *router {
	rt := &router{tree: chi.NewMux(), routes: map[place]served{}, elsewhere: elsewhere}
	rt.contexts.New = func() any { return chi.NewRouteContext() }
	return rt
}

// add serves a pattern. One that answers GET answers HEAD, too: net/http leaves out the body.
func (rt *router) add(method, pattern string, serve served) {
	methods := []string{method}
	if method == http.MethodGet {
		methods = append(methods, http.MethodHead)
	}
	for _, m := range methods {
		rt.tree.Method(m, pattern, http.NotFoundHandler()) // only the tree is used
		rt.routes[place{m, pattern}] = serve
	}
}

// acceptSuffix has a suffix accepted behind every path below a base; an empty one is none.
func (rt *router) acceptSuffix(base, text string) {
	if text != "" {
		rt.suffixes = append(rt.suffixes, suffix{base + "/", text})
	}
}

func (rt *router) withoutSuffix(path string) string {
	for _, s := range rt.suffixes {
		if strings.HasSuffix(path, s.text) && strings.HasPrefix(path, s.base) {
			return strings.TrimSuffix(path, s.text)
		}
	}
	return path
}

// acceptSpelling has a provider's routes found by paths that are written otherwise; a nil function is none.
func (rt *router) acceptSpelling(base string, canonical func(string) string) {
	if canonical != nil {
		rt.spellings = append(rt.spellings, spelling{base, canonical})
	}
}

// ServeHTTP finds the route and serves it.
func (rt *router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found := rt.contexts.Get().(*chi.Context)
	found.Reset()
	path := rt.withoutSuffix(routePath(r))
	pattern := ""
	if !hasEmptySegment(path) {
		pattern = rt.tree.Find(found, r.Method, path)
	}
	if pattern != "" {
		rt.routes[place{r.Method, pattern}](w, r, found.URLParam)
	} else {
		rt.respell(w, r, path)
	}
	rt.contexts.Put(found)
}

// respell serves a path that is written in another way than the routes are, as far as a provider takes it.
func (rt *router) respell(w http.ResponseWriter, r *http.Request, path string) {
	for _, s := range rt.spellings {
		canonical := s.canonical(path)
		if canonical == path || canonical != s.base && !strings.HasPrefix(canonical, s.base+"/") {
			continue
		}
		pattern := ""
		if !hasEmptySegment(canonical) {
			pattern = rt.tree.Find(chi.NewRouteContext(), r.Method, canonical)
		}
		if pattern == "" {
			rt.elsewhere(w, r, canonical, rt.allowed(canonical))
			return
		}
		rt.routes[place{r.Method, pattern}](w, r, segmentParams(pattern, path))
		return
	}
	rt.elsewhere(w, r, path, rt.allowed(path))
}

// segmentParams finds the parameters of a pattern in a path as it was sent: the canonical path has them changed.
func segmentParams(pattern, path string) params {
	values := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	names := strings.FieldsFunc(pattern, func(r rune) bool { return r == '/' })
	return func(name string) string {
		for i := range min(len(names), len(values)) {
			if names[i] == "{"+name+"}" {
				return values[i]
			}
		}
		return ""
	}
}

// routePath is the path as sent, without a trailing slash: all three vendors' frameworks accept one.
func routePath(r *http.Request) string {
	path := r.URL.RawPath
	if path == "" {
		path = r.URL.Path
	}
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	return path
}

// hasEmptySegment: a parameter of chi's may be empty, one of Express or Rails may not.
func hasEmptySegment(path string) bool { return strings.Contains(path, "//") }

// allowed lists the methods that a path has routes for.
func (rt *router) allowed(path string) []string {
	if hasEmptySegment(path) {
		return nil
	}
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if rt.tree.Match(chi.NewRouteContext(), method, path) {
			methods = append(methods, method)
		}
	}
	return methods
}
