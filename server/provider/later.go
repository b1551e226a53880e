package provider

import (
	"net/http"
	"strings"
)

// Later is a route that the vendor has in an edition that is not imitated yet. It serves X-Mock-Reason alone.
type Later struct {
	Methods string // separated by spaces; empty for any
	Pattern string // with {id} for any segment, and /... at its end for any path below it
	Since   string // a date or a year
}

// LaterNote explains that the vendor has something since a date which the imitated edition does not have.
func LaterNote(since string) string {
	return "; the vendor has it since " + since + ", in a later edition that is not imitated yet"
}

// LaterNote finds the note on a route that the vendor has later, empty for none.
func (p *Provider) LaterNote(method, path string) string {
	if p.CanonicalPath != nil {
		path = p.CanonicalPath(path)
	}
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, later := range p.Later {
		known := later.Methods == "" || strings.Contains(" "+later.Methods+" ", " "+method+" ")
		if known && matches(p.Base+later.Pattern, strings.TrimSuffix(strings.TrimSuffix(path, "/"), p.FormatSuffix)) {
			return LaterNote(later.Since)
		}
	}
	return ""
}

func matches(pattern, path string) bool {
	wanted, below := strings.CutSuffix(pattern, "/...")
	parts, sent := strings.Split(wanted, "/"), strings.Split(path, "/")
	if len(sent) < len(parts) || len(sent) > len(parts) && !below {
		return false
	}
	for i, part := range parts {
		if part != sent[i] && part != "{id}" {
			return false
		}
	}
	return true
}
