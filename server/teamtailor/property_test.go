package teamtailor_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/servertest"
	"mockserver/server/teamtailor"
)

// question is one random list request and what the reference makes of it.
type question struct {
	token   string
	kind    string
	from    *fact // nil, or whose related records are asked for
	over    relation
	query   url.Values
	filters []func(*fact) bool
	sort    []string
	include []string
	number  int
	size    int
}

// sortable are the attributes of each type that the data varies.
func sortable(kind string) []string {
	return append([]string{"id"}, map[string][]string{
		"answers": {"text", "range", "updated-at"}, "candidates": {"email", "first-name", "connected", "created-at", "updated-at"},
		"departments": {"name", "row-order", "headline"}, "jobs": {"title", "pinned", "start-date", "end-date", "human-status", "status"},
		"job-applications": {"created-at", "updated-at", "changed-stage-at", "rejected-at", "cover-letter", "sourced"}, "locations": {"name", "lat"},
		"questions": {"question-type", "title", "single-line", "end-with"}, "roles": {"name"}, "stages": {"created-at", "updated-at", "name", "stage-type"},
		"users": {"name", "email", "visible"},
	}[kind]...)
}

// defaultOrder is that of a list without sort.
func defaultOrder(kind string) []string {
	return map[string][]string{"jobs": {"-id"}, "departments": {"row-order"}, "roles": {"department.row-order"}}[kind]
}

// visible tells whether a key sees a record of a type that it may see.
func visible(token string, f *fact) bool {
	shown := map[string]string{"public": "published", "internal": "published unlisted archived"}[token]
	return f.kind != "jobs" || token == "admin" || strings.Contains(shown, f.values["human-status"].(string))
}

// mayAsk tells whether a key may ask for a type at all.
func mayAsk(token, kind string) bool {
	return token == "admin" || slices.Contains([]string{"jobs", "departments", "locations", "roles", "users"}, kind)
}

func drawQuestion(t *rapid.T, c *company) *question {
	q := &question{query: url.Values{}, token: rapid.SampledFrom([]string{"admin", "admin", "internal", "public"}).Draw(t, "key")}
	q.kind = rapid.SampledFrom(slices.DeleteFunc(types(), func(kind string) bool { return !mayAsk(q.token, kind) })).Draw(t, "kind")
	if rapid.IntRange(0, 2).Draw(t, "related") == 0 {
		q.drawFrom(t, c)
	}
	q.drawFilters(t)
	q.drawInclude(t)
	for range rapid.IntRange(0, 2).Draw(t, "keys") {
		q.sort = append(q.sort, rapid.SampledFrom([]string{"", "-"}).Draw(t, "direction")+rapid.SampledFrom(sortable(q.kind)).Draw(t, "key"))
	}
	q.number, q.size = rapid.IntRange(1, 4).Draw(t, "number"), rapid.IntRange(1, 30).Draw(t, "size")
	q.query.Set("page[number]", fmt.Sprint(q.number))
	q.query.Set("page[size]", fmt.Sprint(q.size))
	if q.sort != nil {
		q.query.Set("sort", strings.Join(q.sort, ","))
	}
	return q
}

// drawFrom asks for what a relation to many leads to, instead of a whole type.
func (q *question) drawFrom(t *rapid.T, c *company) {
	visibleFacts := slices.DeleteFunc(slices.Clone(c.facts), func(f *fact) bool { return !visible(q.token, f) || !mayAsk(q.token, f.kind) })
	if len(visibleFacts) == 0 {
		return
	}
	from := rapid.SampledFrom(visibleFacts).Draw(t, "from")
	for _, r := range relationsOf(from.kind) {
		if r.many() && mayAsk(q.token, r.target) && rapid.Bool().Draw(t, "this relation") {
			q.from, q.over, q.kind = from, r, r.target
			return
		}
	}
}

func (q *question) drawFilters(t *rapid.T) {
	maybe := func(label string) bool { return rapid.IntRange(0, 3).Draw(t, label) == 0 }
	number := rapid.IntRange(1, 12)
	words := map[string]map[string][]string{
		"candidates": {"connected": {"true", "false", "true,false"}, "email": {"C1@example.com", "c2@example.com,c3@example.com", ""}},
		"users":      {"email": {"u@example.com", "U@EXAMPLE.COM,v@example.com"}}, "job-applications": {"stage-type": {"HIRED", "hired,Inbox", "in process"}},
	}[q.kind]
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if maybe(name) {
			sent := rapid.SampledFrom(words[name]).Draw(t, name)
			q.filterIn(name, sent, name, strings.ToLower(sent))
		}
	}
	if q.kind == "jobs" {
		wanted := rapid.SampledFrom([]string{"", "published", "unlisted", "archived,published", "scheduled", "all"}).Draw(t, "status")
		q.filterIn("status", wanted, "human-status", cmp.Or(wanted, "published"))
	}
	for _, name := range map[string][]string{
		"jobs": {"department", "role", "location"}, "job-applications": {"job", "candidate"}, "candidates": {"department", "role"}, "users": {"department"},
	}[q.kind] {
		if maybe(name) {
			q.filterTo(name, number.Draw(t, name), number.Draw(t, name))
		}
	}
	if maybe("id") {
		ids := []int{number.Draw(t, "id"), number.Draw(t, "id")}
		q.query.Set("filter[id]", commas(ids))
		q.filters = append(q.filters, func(f *fact) bool { return slices.Contains(ids, f.id) })
	}
	for _, name := range map[string][]string{"candidates": {"created-at", "updated-at"}, "job-applications": {"created-at", "updated-at", "changed-stage-at"}}[q.kind] {
		if maybe(name) {
			q.filterBetween(name, rapid.IntRange(0, 20).Draw(t, "from"), rapid.IntRange(0, 20).Draw(t, "to"))
		}
	}
}

// drawInclude draws up to two paths of up to three relations that the key may follow.
func (q *question) drawInclude(t *rapid.T) {
	for range rapid.IntRange(0, 2).Draw(t, "includes") {
		kind, path := q.kind, []string{}
		for range rapid.IntRange(1, 3).Draw(t, "depth") {
			open := slices.DeleteFunc(relationsOf(kind), func(r relation) bool { return !mayAsk(q.token, r.target) })
			if len(open) == 0 {
				break
			}
			r := rapid.SampledFrom(open).Draw(t, "relation")
			kind, path = r.target, append(path, r.name)
		}
		if len(path) > 0 {
			q.include = append(q.include, strings.Join(path, "."))
		}
	}
	if q.include != nil {
		q.query.Set("include", strings.Join(q.include, ","))
	}
}

func (q *question) filterIn(name, sent, value, wanted string) {
	if sent != "" || name != "status" {
		q.query.Set("filter["+name+"]", sent)
	}
	q.filters = append(q.filters, func(f *fact) bool {
		if wanted == "all" {
			return true
		}
		return wanted != "" && f.values[value] != nil && slices.Contains(strings.Split(wanted, ","), fmt.Sprint(f.values[value]))
	})
}

func (q *question) filterTo(name string, ids ...int) {
	q.query.Set("filter["+name+"]", commas(ids))
	q.filters = append(q.filters, func(f *fact) bool { return slices.Contains(ids, f.to[name]) })
}

func (q *question) filterBetween(name string, from, to int) {
	q.query.Set("filter["+name+"][from]", day(from))
	q.query.Set("filter["+name+"][to]", day(to))
	q.filters = append(q.filters, func(f *fact) bool { return f.values[name].(int) >= from && f.values[name].(int) <= to })
}

// meets tells whether a record is in the list.
func (q *question) meets(c *company, f *fact) bool {
	return f.kind == q.kind && visible(q.token, f) && (q.from == nil || c.leads(q.from, &q.over, f)) &&
		!slices.ContainsFunc(q.filters, func(meets func(*fact) bool) bool { return !meets(f) })
}

// answer is the reference's: all ids in order, and what the page includes.
func (q *question) answer(c *company) (ids []int, included []string) {
	var found []*fact
	for _, f := range c.facts {
		if q.meets(c, f) {
			found = append(found, f)
		}
	}
	order := q.sort
	if order == nil {
		order = defaultOrder(q.kind)
	}
	slices.SortFunc(found, func(a, b *fact) int { return c.compareFacts(a, b, order) })
	for _, f := range found {
		ids = append(ids, f.id)
	}
	reached := map[*fact]bool{}
	included = []string{}
	page := found[min((q.number-1)*q.size, len(found)):min(q.number*q.size, len(found))]
	for _, f := range page {
		for _, path := range q.include {
			c.follow(f, strings.Split(path, "."), reached)
		}
	}
	for f := range reached {
		if !slices.Contains(page, f) {
			included = append(included, fmt.Sprint(f.kind, f.id))
		}
	}
	slices.Sort(included)
	return ids, included
}

// TestListsAreThoseOfASlowReference: random data of every type, and lists of them by every filter, order, include and
// page, of whole types and of relations, with keys of every scope.
func TestListsAreThoseOfASlowReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := drawCompany(r)
		s := servertest.New(t, servertest.Seed(c.seed.String()), servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = teamtailor.LimitOff }), servertest.Wrap(contract.Checked(r, "teamtailor")))
		for range 8 {
			q := drawQuestion(r, c)
			ids, included := q.answer(c)
			compareWithServer(t, r, s, q, ids, included)
		}
	})
}

func (q *question) path() string {
	if q.from != nil {
		return fmt.Sprintf("/v1/%s/%d/%s", q.from.kind, q.from.id, q.over.name)
	}
	return "/v1/" + q.kind
}

func compareWithServer(t *testing.T, r *rapid.T, s *server.Server, q *question, ids []int, included []string) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, q.path()+"?"+q.query.Encode(), http.NoBody)
	request.Header.Set("Authorization", "Token "+q.token)
	request.Header.Set("X-Api-Version", "20161108")
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	require.Equal(r, 200, recorder.Code, request.URL.String()+recorder.Body.String())
	checkDocument(t, recorder.Body.String(), false)
	var d struct {
		Data     []object
		Included []object
		Meta     map[string]int
	}
	require.NoError(r, json.Unmarshal(recorder.Body.Bytes(), &d))
	got := make([]string, 0, len(d.Data))
	for _, o := range d.Data {
		got = append(got, o.ID)
	}
	onPage := ids[min((q.number-1)*q.size, len(ids)):min(q.number*q.size, len(ids))]
	want := make([]string, 0, len(onPage))
	for _, id := range onPage {
		want = append(want, fmt.Sprint(id))
	}
	require.Equal(r, want, got, q.token+" "+request.URL.String())
	require.Equal(r, map[string]int{"record-count": len(ids), "page-count": (len(ids) + q.size - 1) / q.size}, d.Meta)
	reached := make([]string, 0, len(d.Included))
	for _, o := range d.Included {
		reached = append(reached, o.Type+o.ID)
	}
	slices.Sort(reached)
	require.Equal(r, included, reached, q.token+" "+request.URL.String())
}
