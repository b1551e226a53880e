package server

import (
	"net/http"
	"strings"

	"mockserver/server/control"
	"mockserver/server/provider"
	"mockserver/server/resume"
)

// routes is the root: every route of every provider and the mock's own paths. A GET route answers HEAD as well.
func (s *Server) routes() *router {
	root := newRouter(s.elsewhere)
	for _, p := range s.providers {
		root.acceptSuffix(p.Base, p.FormatSuffix)
		root.acceptSpelling(p.Base, p.CanonicalPath)
		for i := range p.Routes {
			route := &p.Routes[i]
			root.add(route.Method, route.Pattern, s.gates.Handler(p, route, nil).Serve)
		}
		s.addOptions(root, p)
	}
	root.add(http.MethodGet, resume.Pattern, s.resume)
	root.add(http.MethodGet, "/", func(w http.ResponseWriter, r *http.Request, _ params) { s.index(w, r) })
	return root
}

// addOptions serves OPTIONS for every pattern of a provider that answers it.
func (s *Server) addOptions(root *router, p *provider.Provider) {
	if p.AnswerOptions == nil {
		return
	}
	var patterns []string
	methods := map[string][]string{}
	for _, route := range p.Routes {
		if methods[route.Pattern] == nil {
			patterns = append(patterns, route.Pattern)
		}
		methods[route.Pattern] = append(methods[route.Pattern], route.Method)
		if route.Method == http.MethodGet {
			methods[route.Pattern] = append(methods[route.Pattern], http.MethodHead)
		}
	}
	for _, pattern := range patterns {
		route := &provider.Route{Method: http.MethodOptions, Pattern: pattern, Label: p.OptionsLabel, Handler: func(*provider.Request) (provider.Response, error) {
			return p.AnswerOptions(methods[pattern]), nil
		}}
		root.add(http.MethodOptions, pattern, s.gates.Handler(p, route, nil).Serve)
	}
}

// elsewhere answers what no route takes: the control API takes what is its own, and below a provider's base the provider refuses it in its own order and words.
func (s *Server) elsewhere(w http.ResponseWriter, r *http.Request, path string, allow []string) {
	for _, p := range s.providers {
		if path == p.Base || strings.HasPrefix(path, p.Base+"/") {
			s.gates.Handler(p, nil, allow).ServeHTTP(w, r)
			return
		}
	}
	if path == control.Base || strings.HasPrefix(path, control.Base+"/") {
		s.control.ServeHTTP(w, r)
		return
	}
	s.unknown(w, r, allow)
}

// Codes lists every error that the providers answer.
func (s *Server) Codes() []*provider.Code {
	var all []*provider.Code
	for _, p := range s.providers {
		all = append(all, p.Codes...)
	}
	return all
}

// Route is one provider route, for people and documents.
type Route struct {
	Provider string
	provider.Route
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
