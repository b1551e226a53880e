package server

import (
	"net/http"
	"path"
	"strconv"
	"strings"

	"mockserver/openapi"
	"mockserver/seeds"
)

// description is what the mock serves about itself: an OpenAPI document as "huntr.yaml" or "huntr.json", or
// "seed.schema.json", the JSON Schema of seeds. It is false for any other name.
func description(file string) (body []byte, contentType string, ok bool) {
	if file == "seed.schema.json" {
		return seeds.SchemaText(), "application/schema+json", true
	}
	extension := path.Ext(file)
	name := strings.TrimSuffix(file, extension)
	switch extension {
	case ".yaml":
		body, ok = openapi.Document(name)
		return body, "application/yaml", ok
	case ".json":
		body, ok = openapi.JSON(name)
		return body, "application/json", ok
	default:
		return nil, "", false
	}
}

// pages lists what the mock serves about itself below /_mock, beside the control API.
func (s *Server) pages() map[string]http.HandlerFunc {
	pages := map[string]http.HandlerFunc{
		"/health": s.health, "/ca.pem": s.caPEM,
		"/seed.schema.json": func(w http.ResponseWriter, r *http.Request) { s.describe(w, r, "seed.schema.json") },
	}
	for _, name := range openapi.Names() {
		for _, file := range []string{name + ".yaml", name + ".json"} {
			pages["/openapi/"+file] = func(w http.ResponseWriter, r *http.Request) { s.describe(w, r, file) }
		}
	}
	return pages
}

// describe answers with a description.
func (s *Server) describe(w http.ResponseWriter, r *http.Request, file string) {
	body, contentType, ok := description(file)
	if !ok {
		s.unknown(w, r, nil)
		return
	}
	s.logged(r, http.StatusOK)
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a client that went away is no concern of the mock
}
