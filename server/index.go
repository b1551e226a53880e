package server

import (
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"os"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

//go:embed index.html
var pages embed.FS

// indexBody says what is served where.
type indexBody struct {
	Service string            `json:"service"`
	Version string            `json:"version"`
	APIs    map[string]string `json:"base_urls"`
	Health  string            `json:"health"`
}

// index tells what is served where: JSON, or one plain page for a browser.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept")
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.json(w, r, http.StatusOK, indexBody{"mockserver", s.version, s.baseURLs(r), provider.Origin(r) + "/_mock/health"})
		return
	}
	page, err := template.ParseFS(pages, "index.html")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	s.logged(r, http.StatusOK)
	_ = page.Execute(w, map[string]any{"Version": s.version, "Root": provider.Origin(r), "APIs": s.APIs(), "Routes": s.Routes()})
}

// Health is the answer to a health check.
type Health struct {
	Status   string `json:"status"` // "ok"
	Version  string `json:"version"`
	Instance string `json:"instance,omitempty"` // of this start of the server
	PID      int    `json:"pid"`                // of its process
}

// health answers the health check.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	s.json(w, r, http.StatusOK, Health{"ok", s.version, s.instance, os.Getpid()})
}

// problem is an RFC 9457 problem document with what helps to find the way.
type problem struct {
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail"`
	BaseURLs map[string]string `json:"base_urls,omitempty"`
}

// unknown answers a path that belongs to nobody.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request, allow []string) {
	p := problem{Title: "Not Found", Status: http.StatusNotFound, BaseURLs: s.baseURLs(r)}
	p.Detail = strconv.Quote(r.URL.Path) + " belongs to none of the APIs served here"
	if len(allow) > 0 {
		w.Header().Set("Allow", strings.Join(allow, ", "))
		p.Title, p.Status = "Method Not Allowed", http.StatusMethodNotAllowed
		p.Detail = strconv.Quote(r.URL.Path) + " takes " + strings.Join(allow, ", ")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	s.json(w, r, p.Status, p)
}

// json writes one JSON body of the mock's own.
func (s *Server) json(w http.ResponseWriter, r *http.Request, status int, body any) {
	s.logged(r, status)
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // a client that went away is no concern of the mock
}

// logged writes the one line of a request that passes no gate.
func (s *Server) logged(r *http.Request, status int) {
	s.log.Debug("request", "method", r.Method, "path", r.URL.EscapedPath(), "status", status)
}

// baseURLs is the base URL of each API, as this client reaches them.
func (s *Server) baseURLs(r *http.Request) map[string]string {
	urls := make(map[string]string, len(s.providers))
	for _, p := range s.providers {
		urls[p.Name] = provider.Origin(r) + p.Base
	}
	return urls
}
