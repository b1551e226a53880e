package contract

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// path is one path of a document.
type path struct {
	pattern  string
	segments []string
	item     *openapi3.PathItem
}

// pathsOf lists a document's paths, those with names before those with parameters in the same place.
func pathsOf(spec *openapi3.T) []path {
	paths := make([]path, 0, spec.Paths.Len())
	for pattern, item := range spec.Paths.Map() {
		paths = append(paths, path{pattern, strings.Split(pattern, "/"), item})
	}
	slices.SortFunc(paths, func(a, b path) int {
		return strings.Compare(strings.ReplaceAll(a.pattern, "{", "\xff"), strings.ReplaceAll(b.pattern, "{", "\xff"))
	})
	return paths
}

// find is the operation of a request and the parameters in its path, nil when it is none.
func (d *document) find(r *http.Request) (*path, *openapi3.Operation, map[string]string) {
	escaped := r.URL.EscapedPath()
	if len(escaped) > 1 {
		escaped = strings.TrimSuffix(escaped, "/")
	}
	if d.elsewhere.Suffix != "" {
		escaped = strings.TrimSuffix(escaped, d.elsewhere.Suffix)
	}
	segments := strings.Split(escaped, "/")
	for i := range d.paths {
		p := &d.paths[i]
		if parameters, ok := p.match(segments); ok {
			return p, p.item.GetOperation(method(r)), parameters
		}
	}
	return nil, nil, nil
}

// method is that of the operation: HEAD is answered as GET is.
func method(r *http.Request) string {
	if r.Method == http.MethodHead {
		return http.MethodGet
	}
	return r.Method
}

func (p *path) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(p.segments) {
		return nil, false
	}
	parameters := map[string]string{}
	for i, segment := range p.segments {
		name, isParameter := strings.CutPrefix(segment, "{")
		switch {
		case isParameter && segments[i] != "":
			value, err := url.PathUnescape(segments[i])
			if err != nil {
				return nil, false
			}
			parameters[strings.TrimSuffix(name, "}")] = value
		case segment != segments[i]:
			return nil, false
		}
	}
	return parameters, true
}
