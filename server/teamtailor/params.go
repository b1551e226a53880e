package teamtailor

import (
	"net/url"
	"slices"
	"strings"
)

// params is a query string as Rack nests it: `filter[a][b]=1` is the member b of the member a of filter, `x[]=1` an
// element of the list x. Names stay in the order in which they were first given; of two values the last one counts.
type params struct {
	given   bool
	text    string
	list    []string
	isList  bool
	members []member
	places  places
	none    *params // what a member is that was not given, one for all
}

type member struct {
	name  string
	value *params
}

// maxNesting bounds how deep names nest, as Rack does; what is deeper is ignored.
const maxNesting = 32

// maxParams is how many parameters Rack takes; it refuses a query string with more.
const maxParams = 4096

// parseParams reads a query string, false when Rack refuses it: it has an escape that is none, or too many parameters.
func parseParams(raw string) (*params, bool) {
	none := new(params)
	none.none = none
	top := &params{none: none}
	if strings.Count(raw, "&") >= maxParams {
		return top, false
	}
	for raw != "" {
		var part string
		part, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return top, false
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return top, false
		}
		if path := nesting(name); len(path) > 0 && len(path) <= maxNesting {
			top.set(path, value)
		}
	}
	return top, true
}

// nesting splits `filter[created-at][from]` into its names. The empty name of `x[]` marks a list.
func nesting(name string) []string {
	first, rest, nested := strings.Cut(name, "[")
	if first == "" {
		return nil
	}
	path := []string{first}
	for nested {
		inner, behind, closed := strings.Cut(rest, "]")
		if !closed {
			return []string{name}
		}
		path = append(path, inner)
		rest, nested = strings.CutPrefix(behind, "[")
	}
	return path
}

func (p *params) set(path []string, value string) {
	p.given = true
	switch {
	case len(path) == 0:
		p.text, p.isList, p.members, p.places = value, false, nil, nil
	case path[0] == "":
		if p.isList = true; len(path) == 1 {
			p.list = append(p.list, value)
		}
	default:
		i := p.place(path[0])
		if i < 0 {
			i = len(p.members)
			p.members = append(p.members, member{path[0], &params{none: p.none}})
			p.places.note(len(p.members), p.name)
		}
		p.members[i].value.set(path[1:], value)
	}
}

func (p *params) name(i int) string { return p.members[i].name }

// place is where a member stands, -1 when there is none.
func (p *params) place(name string) int { return p.places.find(name, len(p.members), p.name) }

// get finds a member; one that was not given is empty.
func (p *params) get(name string) *params {
	if i := p.place(name); i >= 0 {
		return p.members[i].value
	}
	if p.none != nil {
		return p.none
	}
	return new(params)
}

// isText tells that the value is a plain one.
func (p *params) isText() bool { return p.given && !p.isList && p.members == nil }

// csv returns the values of a plain parameter, read as CSV, or of a list; false for quotes in a wrong place.
func (p *params) csv() (values []string, ok bool) {
	if p.isList {
		return p.list, true
	}
	return csvLine(p.text, true)
}

// paths returns the values of a list in which blanks do not count; see csv.
func (p *params) paths() (values []string, ok bool) {
	if p.isList {
		return slices.DeleteFunc(slices.Clone(p.list), func(path string) bool { return path == "" }), true
	}
	return csvLine(p.text, false)
}

// items are the values of a plain parameter, separated by commas, or of a list.
func (p *params) items() []string {
	if p.isList {
		return p.list
	}
	if p.text == "" {
		return nil
	}
	return strings.Split(p.text, ",")
}

// encode writes the value back as Rails does: escaped, the members of each level sorted.
func (p *params) encode(name string) string {
	switch {
	case p.members != nil:
		parts := make([]string, 0, len(p.members))
		for _, m := range p.members {
			parts = append(parts, m.value.encode(name+"["+m.name+"]"))
		}
		slices.Sort(parts)
		return strings.Join(parts, "&")
	case p.isList:
		parts := make([]string, 0, len(p.list))
		for _, item := range p.list {
			parts = append(parts, url.QueryEscape(name+"[]")+"="+url.QueryEscape(item))
		}
		return strings.Join(parts, "&")
	default:
		return url.QueryEscape(name) + "=" + url.QueryEscape(p.text)
	}
}
