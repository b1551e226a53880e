package teamtailor_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/servertest"
	"mockserver/server/teamtailor"
)

// fact is one record as the slow reference implementation knows it: every list is a loop over all facts.
type fact struct {
	kind   string
	id     int
	values map[string]any // nil, bool, string or a whole number of days since 2020
	to     map[string]int
}

// company is random data and the seed that makes it.
type company struct {
	facts []*fact
	seed  strings.Builder
}

// add writes a record into the seed.
func (c *company) add(kind string, id int, values map[string]any, to map[string]int) *fact {
	f := &fact{kind, id, values, to}
	c.facts = append(c.facts, f)
	parts := []string{fmt.Sprintf("id: %d", id)}
	for name, v := range values {
		switch v := v.(type) {
		case int:
			parts = append(parts, fmt.Sprintf("%s: %q", name, day(v)))
		case string:
			parts = append(parts, fmt.Sprintf("%s: %q", name, v))
		case bool:
			parts = append(parts, fmt.Sprintf("%s: %t", name, v))
		}
	}
	for name, target := range to {
		if target != 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", name, target))
		}
	}
	fmt.Fprintf(&c.seed, "    - {%s}\n", strings.Join(parts, ", "))
	return f
}

func day(n int) string {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.RFC3339)
}

// optional is nil in one of four draws.
func optional[T any](t *rapid.T, label string, g *rapid.Generator[T]) any {
	if rapid.IntRange(0, 3).Draw(t, label+" given") == 0 {
		return nil
	}
	return g.Draw(t, label)
}

func drawCompany(t *rapid.T) *company {
	c := new(company)
	days, words := rapid.IntRange(0, 20), rapid.SampledFrom([]string{"", "a", "A", "b", "bb", "ö"})
	c.seed.WriteString("teamtailor:\n  keys: [{token: k, scope: admin, access: read}]\n  users:\n    - {id: 1, name: u}\n  departments:\n")
	departments, jobs, candidates := rapid.IntRange(1, 3).Draw(t, "departments"), rapid.IntRange(1, 12).Draw(t, "jobs"), rapid.IntRange(1, 8).Draw(t, "candidates")
	for id := 1; id <= departments; id++ {
		c.add("departments", id, map[string]any{"name": words.Draw(t, "name")}, nil)
	}
	c.seed.WriteString("  jobs:\n")
	dates := rapid.SampledFrom([]int{1, 2, 4000, 4001}) // before and after the server's instant
	statuses := rapid.SampledFrom([]string{"open", "open", "open", "unlisted", "archived", "draft"})
	for id := 1; id <= jobs; id++ {
		f := c.add("jobs", id, map[string]any{
			"title": words.Draw(t, "title"), "status": statuses.Draw(t, "status"), "pinned": rapid.Bool().Draw(t, "pinned"),
			"start-date": optional(t, "start", dates), "end-date": optional(t, "end", dates), "body": "b",
		}, map[string]int{"department": rapid.IntRange(0, departments).Draw(t, "department"), "user": 1})
		f.values["human-status"] = f.values["status"]
		if f.values["status"] == "open" {
			f.values["human-status"] = statusToday(f.values["start-date"], f.values["end-date"])
		}
	}
	c.seed.WriteString("  candidates:\n")
	for id := 1; id <= candidates; id++ {
		c.add("candidates", id, map[string]any{"email": fmt.Sprintf("c%d@example.com", id), "connected": rapid.Bool().Draw(t, "connected"), "created-at": days.Draw(t, "created")}, nil)
	}
	c.seed.WriteString("  job-applications:\n")
	c.drawApplications(t, jobs, candidates)
	return c
}

func statusToday(start, end any) string {
	const today = 2206 // 2026-01-15
	if end, ends := end.(int); ends && end <= today {
		return "expired"
	}
	if start, starts := start.(int); starts && start > today {
		return "scheduled"
	}
	return "published"
}

func (c *company) drawApplications(t *rapid.T, jobs, candidates int) {
	days, id := rapid.IntRange(0, 20), 0
	for job := 1; job <= jobs; job++ {
		for candidate := 1; candidate <= candidates; candidate++ {
			if !rapid.Bool().Draw(t, "applied") {
				continue
			}
			id++
			stage := rapid.SampledFrom([]string{"Inbox", "Hired"}).Draw(t, "stage")
			f := c.add("job-applications", id, map[string]any{
				"stage": stage, "created-at": days.Draw(t, "created"), "changed-stage-at": days.Draw(t, "changed"),
				"rejected-at": optional(t, "rejected", days), "cover-letter": optional(t, "letter", rapid.SampledFrom([]string{"", "x", "y"})),
			}, map[string]int{"job": job, "candidate": candidate})
			f.values["stage-type"] = strings.ToLower(stage)
		}
	}
}

// question is one random list request and what the reference answers.
type question struct {
	kind    string
	query   url.Values
	filters []func(*fact) bool
	sort    []string
	include []string
	number  int
	size    int
}

func drawQuestion(t *rapid.T) *question {
	q := &question{kind: rapid.SampledFrom([]string{"jobs", "candidates", "job-applications"}).Draw(t, "kind"), query: url.Values{}}
	maybe := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) == 0 }
	number := rapid.IntRange(1, 12)
	switch q.kind {
	case "jobs":
		wanted := rapid.SampledFrom([]string{"", "published", "unlisted", "archived,published", "all"}).Draw(t, "status")
		q.filterIn("status", wanted, "human-status", cmp.Or(wanted, "published"))
		if maybe("department") {
			q.filterTo("department", number.Draw(t, "d1"), number.Draw(t, "d2"))
		}
	case "candidates":
		if maybe("connected") {
			q.filterIn("connected", "true", "connected", "true")
		}
	default:
		if maybe("stage") {
			q.filterIn("stage_type", "HIRED", "stage-type", "hired")
		}
		for _, name := range []string{"job", "candidate"} {
			if maybe(name) {
				q.filterTo(name, number.Draw(t, name), number.Draw(t, name))
			}
		}
	}
	if q.kind != "jobs" && maybe("created") {
		q.filterBetween("created-at", rapid.IntRange(0, 20).Draw(t, "from"), rapid.IntRange(0, 20).Draw(t, "to"))
	}
	q.drawRest(t)
	return q
}

func (q *question) drawRest(t *rapid.T) {
	sorts := map[string][]string{
		"jobs": {"id", "title", "pinned", "start-date", "human-status"}, "candidates": {"id", "email", "connected", "created-at"},
		"job-applications": {"id", "created-at", "changed-stage-at", "rejected-at", "cover-letter"},
	}[q.kind]
	for range rapid.IntRange(0, 2).Draw(t, "keys") {
		q.sort = append(q.sort, rapid.SampledFrom([]string{"", "-"}).Draw(t, "direction")+rapid.SampledFrom(sorts).Draw(t, "key"))
	}
	includes := map[string][]string{
		"jobs": {"department", "candidates", "candidates.job-applications"}, "candidates": {"job-applications", "job-applications.job"},
		"job-applications": {"candidate", "job.department", "job"},
	}[q.kind]
	q.include = rapid.SliceOfN(rapid.SampledFrom(includes), 0, 2).Draw(t, "include")
	q.number, q.size = rapid.IntRange(1, 4).Draw(t, "number"), rapid.IntRange(1, 30).Draw(t, "size")
	q.query.Set("page[number]", fmt.Sprint(q.number))
	q.query.Set("page[size]", fmt.Sprint(q.size))
	if q.sort != nil {
		q.query.Set("sort", strings.Join(q.sort, ","))
	}
	if len(q.include) > 0 {
		q.query.Set("include", strings.Join(q.include, ","))
	}
}

func (q *question) filterIn(name, sent, value, wanted string) {
	if sent != "" {
		q.query.Set("filter["+name+"]", sent)
	}
	q.filters = append(q.filters, func(f *fact) bool {
		return wanted == "all" || slices.Contains(strings.Split(wanted, ","), fmt.Sprint(f.values[value]))
	})
}

func (q *question) filterTo(name string, ids ...int) {
	q.query.Set("filter["+name+"]", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ids)), ","), "[]"))
	q.filters = append(q.filters, func(f *fact) bool { return slices.Contains(ids, f.to[name]) })
}

func (q *question) filterBetween(name string, from, to int) {
	q.query.Set("filter["+name+"][from]", day(from))
	q.query.Set("filter["+name+"][to]", day(to))
	q.filters = append(q.filters, func(f *fact) bool { return f.values[name].(int) >= from && f.values[name].(int) <= to })
}

// answer is the reference's: all ids in order, and what the page includes.
func (q *question) answer(c *company) (ids []int, included []string) {
	var found []*fact
	for _, f := range c.facts {
		if f.kind == q.kind && !slices.ContainsFunc(q.filters, func(meets func(*fact) bool) bool { return !meets(f) }) {
			found = append(found, f)
		}
	}
	order := q.sort
	if order == nil {
		order = []string{map[bool]string{true: "-id", false: "id"}[q.kind == "jobs"]}
	}
	slices.SortFunc(found, func(a, b *fact) int { return compareFacts(a, b, order) })
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

func compareFacts(a, b *fact, order []string) int {
	sign := 1
	for _, name := range append(slices.Clone(order), "") {
		if bare, descending := strings.CutPrefix(name, "-"); name != "" {
			sign = map[bool]int{true: -1, false: 1}[descending]
			if c := compareValues(a.values[bare], b.values[bare]); c != 0 && bare != "id" {
				return sign * c
			} else if bare != "id" {
				continue
			}
		}
		return sign * cmp.Compare(a.id, b.id)
	}
	return 0
}

// compareValues: null is behind everything.
func compareValues(a, b any) int {
	switch {
	case a == nil || b == nil:
		return cmp.Compare(map[bool]int{true: 1}[a == nil], map[bool]int{true: 1}[b == nil])
	case fmt.Sprintf("%T", a) == "int":
		return cmp.Compare(a.(int), b.(int))
	default:
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
}

// follow walks a path of relations with loops over all facts.
func (c *company) follow(from *fact, path []string, reached map[*fact]bool) {
	if len(path) == 0 {
		return
	}
	for _, f := range c.facts {
		if c.leads(from, path[0], f) {
			reached[f] = true
			c.follow(f, path[1:], reached)
		}
	}
}

func (c *company) leads(from *fact, relation string, to *fact) bool {
	switch {
	case from.kind == "jobs" && relation == "candidates":
		return to.kind == "candidates" && slices.ContainsFunc(c.facts, func(f *fact) bool {
			return f.kind == "job-applications" && f.to["job"] == from.id && f.to["candidate"] == to.id
		})
	case from.kind == "candidates" && relation == "job-applications":
		return to.kind == "job-applications" && to.to["candidate"] == from.id
	default:
		return to.kind == relation+"s" && from.to[relation] == to.id && to.id != 0
	}
}

func TestListsAreThoseOfASlowReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := drawCompany(r)
		s := servertest.New(t, servertest.Seed(c.seed.String()), servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = teamtailor.LimitOff }), servertest.Wrap(contract.Checked(r, "teamtailor")))
		for range 8 {
			q := drawQuestion(r)
			ids, included := q.answer(c)
			compareWithServer(t, r, s, q, ids, included)
		}
	})
}

func compareWithServer(t *testing.T, r *rapid.T, s *server.Server, q *question, ids []int, included []string) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "/v1/"+q.kind+"?"+q.query.Encode(), http.NoBody)
	request.Header.Set("Authorization", "Token k")
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
	require.Equal(r, want, got, request.URL.String())
	require.Equal(r, map[string]int{"record-count": len(ids), "page-count": (len(ids) + q.size - 1) / q.size}, d.Meta)
	reached := make([]string, 0, len(d.Included))
	for _, o := range d.Included {
		reached = append(reached, o.Type+o.ID)
	}
	slices.Sort(reached)
	require.Equal(r, included, reached, request.URL.String())
}
