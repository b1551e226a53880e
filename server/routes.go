package server

import (
	"net/http"
	"strings"

	"mockserver/server/provider"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// routes is the root: every route of every provider, the mock's own paths, and what to say of all others. A trailing
// slash is accepted, as all three vendors' frameworks do.
func (s *Server) routes() http.Handler {
	root := chi.NewRouter()
	root.Use(middleware.StripSlashes)
	for _, p := range s.providers {
		for i := range p.Routes {
			route := &p.Routes[i]
			door := s.gates.Handler(p, route, nil)
			root.Method(route.Method, route.Pattern, door)
			if route.Method == http.MethodGet {
				root.Method(http.MethodHead, route.Pattern, door)
			}
		}
	}
	root.Get("/", s.index)
	root.Get("/_mock/health", s.health)
	elsewhere := func(w http.ResponseWriter, r *http.Request) { s.elsewhere(root, w, r) }
	root.NotFound(elsewhere)
	root.MethodNotAllowed(elsewhere)
	return root
}

// elsewhere answers what no route takes: below a provider's base the provider refuses it in its own order and words.
func (s *Server) elsewhere(root chi.Routes, w http.ResponseWriter, r *http.Request) {
	path := r.URL.EscapedPath()
	allow := allowed(root, path)
	for _, p := range s.providers {
		if path == p.Base || strings.HasPrefix(path, p.Base+"/") {
			s.gates.Handler(p, nil, allow).ServeHTTP(w, r)
			return
		}
	}
	s.unknown(w, r, allow)
}

// allowed lists the methods that a path has routes for.
func allowed(root chi.Routes, path string) []string {
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if root.Match(chi.NewRouteContext(), method, path) {
			methods = append(methods, method)
		}
	}
	return methods
}

// Route is one provider route, for people and documents.
type Route struct {
	Provider string
	provider.Route
}

// Codes lists every error that the providers answer.
func (s *Server) Codes() []*provider.Code {
	var all []*provider.Code
	for _, p := range s.providers {
		all = append(all, p.Codes...)
	}
	return all
}

// Routes lists every provider route in the order of the vendors' pages.
func (s *Server) Routes() []Route {
	var all []Route
	for _, p := range s.providers {
		for _, route := range p.Routes {
			all = append(all, Route{p.Name, route})
		}
	}
	return all
}
