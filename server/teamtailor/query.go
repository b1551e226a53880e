package teamtailor

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

// The sizes of a page (Teamtailor pages, "Pagination"; the maximum since 2019).
const (
	defaultPageSize = 10
	maxPageSize     = 30
)

// query is what a request asks for, read in the library's order: fields, include, filter, sort, page. It collects what
// is wrong with each of them, of each the first offender.
type query struct {
	*Teamtailor
	res      *resource
	scope    Scope
	params   *params
	fields   map[*resource]fieldset
	include  *branch // nil without
	filters  []asked
	order    []sorting
	number   int
	size     int
	ends     bool      // before the page: see provider.Request.EndsBefore
	hidden   *resource // an included type that the key may not see
	problems []problem
	alone    bool     // the library stopped reading at the one problem
	notes    []string // on what the vendor takes and ignores
}

// asked is one filter with its values.
type asked struct {
	filter *filter
	column column
	value  *params
	items  []string // of the value
}

// newAsked reads the values of a filter. Where quotes are in a wrong place, the whole text is one value, as in the library.
func newAsked(f *filter, c column, value *params) asked {
	items, ok := value.csv()
	if !ok {
		items = []string{value.text}
	}
	return asked{filter: f, column: c, value: value, items: items}
}

// newQuery splits the parameters of a request for documents of a type.
func (t *Teamtailor) newQuery(r *provider.Request, res *resource) (*query, error) {
	params, ok := parseParams(r.HTTP.URL.RawQuery)
	if !ok {
		return nil, provider.Refuse(badQuery, "the query string has a percent sign that begins no escape, or more than 4,096 parameters")
	}
	return &query{
		Teamtailor: t, res: res, scope: r.Credential.Rights.(Rights).Scope, params: params,
		order: res.sortings(res.order), number: 1, size: defaultPageSize, ends: r.EndsBefore,
	}, nil
}

// err refuses the request for all that is wrong with it. A missing scope comes before the library's own checks.
func (q *query) err() error {
	if q.hidden != nil {
		return provider.Refuse(forbidden, "%s need a key with %s: read, the credential has %s", q.hidden.name, q.hidden.scope, q.scope)
	}
	if len(q.problems) > 0 {
		return refuseAll(q.problems)
	}
	return nil
}

func (q *query) refuse(p problem) {
	if !q.alone {
		q.problems = append(q.problems, p)
	}
}

// note explains something that the vendor takes without effect. It ends in X-Mock-Reason, the answer stays as it is.
func (q *query) note(text string, args ...any) { q.notes = append(q.notes, fmt.Sprintf(text, args...)) }

// page200 answers a page of a list, with the notes on its query.
func (q *query) page200(body []byte) provider.Response {
	response := document200(body)
	response.Reason = strings.Join(q.notes, "; ")
	return response
}

// refuseAlone refuses the request for one problem, whatever else is wrong with it.
func (q *query) refuseAlone(p problem) {
	if !q.alone {
		q.problems, q.alone = []problem{p}, true
	}
}

// readFields reads the sparse fieldsets.
func (q *query) readFields() {
	asked := q.params.get("fields")
	switch {
	case !asked.given:
		return
	case asked.members == nil:
		q.refuse(invalidFieldFormat.problem("Fields must specify a type."))
		return
	}
	q.fields = make(map[*resource]fieldset, len(asked.members))
	for _, m := range asked.members {
		res, ok := q.find(m.name)
		if !ok {
			q.refuse(invalidResource.problem("%s is not a valid resource.", m.name))
			return
		}
		fields, unknown, ok := res.fieldset(m.value.items())
		if !ok {
			q.refuse(invalidField.problem("%s is not a valid field for %s.", unknown, res.name).later(res, unknown, laterAttribute, laterRelation))
			return
		}
		q.fields[res] = fields
	}
}

// fieldset finds the fields of a type; it tells the first that is none. At least one must be named.
func (r *resource) fieldset(names []string) (fields fieldset, unknown string, ok bool) {
	if len(names) == 0 {
		return fields, "nil", false
	}
	for _, name := range names {
		c, known := r.column(name)
		switch {
		case !known || c.of == anAttribute && !r.attributes[c.n].printed():
			return fields, name, false
		case c.of == anAttribute:
			fields.attributes.add(c.n)
		case c.of == aRelation:
			fields.relations.add(c.n)
		}
	}
	return fields, "", true
}

// readInclude reads the relations to include, nested ones with dots.
func (q *query) readInclude() {
	asked := q.params.get("include")
	paths, ok := asked.paths()
	if !ok {
		q.refuseAlone(invalidInclude.problem("%s is not a valid relationship of %s", asked.text, q.res.name).because("the quotes in include are in a wrong place: the list is read as CSV"))
		return
	}
	for _, path := range paths {
		if q.include == nil {
			q.include = newBranch(q.res)
		}
		if !q.includePath(strings.Split(strings.TrimSuffix(path, "."), ".")) {
			return
		}
	}
}

// includePath adds the branches of one path, false when a name in it is no relation.
func (q *query) includePath(path []string) bool {
	at := q.include
	for _, name := range path {
		i := at.res.relation(name)
		if i < 0 {
			q.refuse(invalidInclude.problem("%s is not a valid relationship of %s", name, at.res.name).later(at.res, name, laterRelation))
			return false
		}
		if to := at.res.relations[i].to; to.scope > q.scope && q.scope < Admin {
			q.hidden = to
		}
		at = at.child(i)
	}
	return true
}

// readFilters reads the filters. Names may be dashed or underscored.
func (q *query) readFilters() {
	given := q.params.get("filter")
	if given.given && given.members == nil {
		q.refuse(invalidFilterSyntax.problem("%s is not a valid syntax for filtering.", strings.Join(append(given.list, given.text), "")))
		return
	}
	for _, m := range given.members {
		name := dashed(m.name)
		if name == "id" {
			q.filters = append(q.filters, newAsked(&filter{name: "id"}, column{}, m.value))
			continue
		}
		i := slices.IndexFunc(q.res.filters, func(f filter) bool { return f.name == name })
		if i < 0 {
			q.refuse(filterNotAllowed.problem("%s is not allowed.", underscored(m.name)).later(q.res, m.name, laterFilter))
			return
		}
		if problem, ok := q.ask(&q.res.filters[i], m.value); !ok {
			q.refuse(problem)
			return
		}
	}
	q.addInitialFilters()
}

// addInitialFilters adds the filters that a type has when they are not given.
func (q *query) addInitialFilters() {
	for i := range q.res.filters {
		f := &q.res.filters[i]
		given := slices.ContainsFunc(q.filters, func(a asked) bool { return a.filter == f })
		if !given && f.initial != "" {
			q.filters = append(q.filters, newAsked(f, column{}, &params{given: true, text: f.initial}))
		}
	}
}

// readSort reads the order. Names may be dashed or underscored; ids can always be sorted by, relations never.
func (q *query) readSort() {
	var order []criterion
	asked := q.params.get("sort")
	if again, err := url.PathUnescape(asked.text); err == nil {
		asked = &params{given: true, text: again, list: asked.list, isList: asked.isList} // the library unescapes it once more (measured)
	}
	items, ok := asked.csv()
	if !ok {
		q.refuseAlone(invalidSort.problem("%s is not a valid sort criteria for %s", asked.text, q.res.name).because("the quotes in sort are in a wrong place: the list is read as CSV"))
		return
	}
	for _, item := range items {
		name, descending := strings.CutPrefix(item, "-")
		c, ok := q.res.column(dashed(name))
		if !ok || c.of == aRelation || c.of == anAttribute && !q.res.attributes[c.n].printed() {
			q.refuse(invalidSort.problem("%s is not a valid sort criteria for %s", underscored(name), q.res.name).later(q.res, name, laterAttribute))
			return
		}
		order = append(order, criterion{name: dashed(name), descending: descending})
	}
	if len(order) > 0 {
		q.order = q.res.sortings(order)
	}
}

// readPage reads the page. A plain `page=2` is the number.
func (q *query) readPage() {
	asked := q.params.get("page")
	for _, m := range asked.members {
		if m.name != "number" && m.name != "size" {
			q.note("page[%s] is ignored: pages are asked for by page[number] and page[size]", m.name)
		}
	}
	number, size := asked.get("number"), asked.get("size")
	if asked.isText() {
		number = asked
	}
	if number.given {
		q.number = rubyInteger(number.text)
	}
	if size.given {
		q.size = rubyInteger(size.text)
	}
	switch {
	case q.number < 1:
		q.refuse(invalidPageValue.problem("%d is not a valid value for number page parameter.", q.number))
	case q.size < 1:
		q.refuse(invalidPageValue.problem("%d is not a valid value for size page parameter.", q.size))
	case q.size > maxPageSize:
		q.refuse(invalidPageValue.problem("size exceeds maximum page size of %d.", maxPageSize))
	}
}

// page is the page that the query asks for of a list at a path.
func (q *query) page(path string, count int) *page {
	p := &page{path: path, number: q.number, size: q.size, count: count}
	if q.ends {
		p.count = min(count, p.skip())
	}
	for _, name := range []string{"fields", "filter", "include"} {
		if echoed := q.params.get(name); echoed.given {
			p.before += echoed.encode(name) + "&"
		}
	}
	if echoed := q.params.get("sort"); echoed.given {
		p.rest = "&" + echoed.encode("sort")
	}
	return p
}

// rubyInteger reads the digits that a text begins with, as Ruby's to_i does: 0 when there are none.
func rubyInteger(text string) int {
	text = strings.TrimSpace(text)
	digits := strings.IndexFunc(strings.TrimPrefix(text, "-"), func(r rune) bool { return r < '0' || r > '9' })
	if digits >= 0 {
		text = text[:digits+len(text)-len(strings.TrimPrefix(text, "-"))]
	}
	number, _ := strconv.Atoi(text) // the nearest there is to more digits than a machine word holds
	return number
}

func dashed(name string) string { return strings.ReplaceAll(name, "_", "-") }

func underscored(name string) string { return strings.ReplaceAll(name, "-", "_") }
