package teamtailor_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"
)

// fact is one record as the slow reference implementation knows it: every list is a loop over all facts.
type fact struct {
	kind   string
	id     int
	values map[string]any // nil, bool, string, whole (a number) or an int (days since 2020)
	to     map[string]int
	many   map[string][]int
}

// whole is a value of an attribute that is a number.
type whole int

// company is random data and the seed that makes it.
type company struct {
	facts []*fact
	seed  strings.Builder
}

// add writes a record into the seed. Values under names that are no attributes of a seed are for the reference alone.
func (c *company) add(kind string, id int, values map[string]any, to map[string]int, many map[string][]int) *fact {
	f := &fact{kind, id, values, to, many}
	c.facts = append(c.facts, f)
	parts := []string{fmt.Sprintf("id: %d", id)}
	for name, v := range values {
		switch v := v.(type) {
		case int:
			parts = append(parts, fmt.Sprintf("%s: %q", name, day(v)))
		case string:
			parts = append(parts, fmt.Sprintf("%s: %q", name, v))
		case bool, whole:
			parts = append(parts, fmt.Sprintf("%s: %v", name, v))
		}
	}
	for name, target := range to {
		if target != 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", name, target))
		}
	}
	for name, members := range many {
		parts = append(parts, fmt.Sprintf("%s: [%s]", name, commas(members)))
	}
	fmt.Fprintf(&c.seed, "    - {%s}\n", strings.Join(parts, ", "))
	return f
}

func commas(ids []int) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ids)), ","), "[]")
}

func day(n int) string {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.RFC3339)
}

// draws is where the data comes from.
type draws struct {
	*rapid.T
	counts map[string]int
}

func (d draws) text(label string) string {
	return rapid.SampledFrom([]string{"", "a", "A", "b", "bb", "ö"}).Draw(d.T, label)
}
func (d draws) date(label string) int   { return rapid.IntRange(0, 20).Draw(d.T, label) }
func (d draws) truth(label string) bool { return rapid.Bool().Draw(d.T, label) }

// one is a record of a type, 0 for none.
func (d draws) one(kind string) int { return rapid.IntRange(0, d.counts[kind]).Draw(d.T, kind) }

// perhaps is nil in one of four draws.
func (d draws) perhaps(label string, value any) any {
	if rapid.IntRange(0, 3).Draw(d.T, label+" given") == 0 {
		return nil
	}
	return value
}

func drawCompany(t *rapid.T) *company {
	c, d := new(company), draws{t, map[string]int{}}
	c.seed.WriteString("teamtailor:\n  keys: [{token: admin, scope: admin, access: read}, {token: internal, scope: internal, access: read}, {token: public, scope: public, access: read}]\n")
	for _, part := range []struct {
		kind        string
		least, most int
		draw        func(c *company, d draws, id int)
	}{
		{"departments", 0, 3, drawDepartment},
		{"roles", 0, 6, drawRole},
		{"locations", 0, 3, drawLocation},
		{"users", 1, 4, drawUser},
		{"questions", 0, 5, drawQuestionRecord},
		{"jobs", 1, 12, drawJob},
		{"stages", 0, 0, nil},
		{"candidates", 1, 8, drawCandidate},
	} {
		fmt.Fprintf(&c.seed, "  %s:\n", part.kind)
		if part.kind == "stages" {
			c.drawStages(d)
			continue
		}
		d.counts[part.kind] = rapid.IntRange(part.least, part.most).Draw(t, part.kind)
		for id := 1; id <= d.counts[part.kind]; id++ {
			part.draw(c, d, id)
		}
	}
	c.drawPairs(d)
	return c
}

func drawDepartment(c *company, d draws, id int) {
	order := whole(rapid.IntRange(-1, 2).Draw(d.T, "order"))
	c.add("departments", id, map[string]any{"name": d.text("name"), "row-order": d.perhaps("order", order), "headline": d.perhaps("headline", d.text("headline"))}, nil, nil)
}

func drawRole(c *company, d draws, id int) {
	c.add("roles", id, map[string]any{"name": d.perhaps("name", d.text("name"))}, map[string]int{"department": d.one("departments")}, nil)
}

func drawLocation(c *company, d draws, id int) {
	c.add("locations", id, map[string]any{"name": d.text("name"), "lat": d.perhaps("lat", d.text("lat"))}, nil, nil)
}

func drawUser(c *company, d draws, id int) {
	email := rapid.SampledFrom([]string{"u@example.com", "v@example.com"}).Draw(d.T, "email")
	c.add("users", id, map[string]any{"name": d.text("name"), "email": d.perhaps("email", email), "visible": d.truth("visible")},
		map[string]int{"department": d.one("departments"), "location": d.one("locations")}, nil)
}

func drawQuestionRecord(c *company, d draws, id int) {
	kind := rapid.SampledFrom([]string{"Text", "Choice", "Range"}).Draw(d.T, "type")
	c.add("questions", id, map[string]any{"question-type": kind, "title": d.perhaps("title", d.text("title")), "single-line": d.truth("single"), "end-with": d.perhaps("end", whole(id%3))}, nil, nil)
}

func drawJob(c *company, d draws, id int) {
	dates := rapid.SampledFrom([]int{1, 2, 4000, 4001}) // before and after the server's instant
	statuses := rapid.SampledFrom([]string{"open", "open", "open", "unlisted", "archived", "draft"})
	var questions []int
	for question := 1; question <= d.counts["questions"]; question++ {
		if d.truth("asked") {
			questions = append(questions, question)
		}
	}
	f := c.add("jobs", id, map[string]any{
		"title": d.text("title"), "status": statuses.Draw(d.T, "status"), "pinned": d.truth("pinned"),
		"start-date": d.perhaps("start", dates.Draw(d.T, "start")), "end-date": d.perhaps("end", dates.Draw(d.T, "end")), "body": "b",
	}, map[string]int{"department": d.one("departments"), "role": d.one("roles"), "location": d.one("locations"), "user": max(1, d.one("users"))},
		map[string][]int{"questions": questions})
	f.values["human-status"] = f.values["status"]
	if f.values["status"] == "open" {
		f.values["human-status"] = statusToday(f.values["start-date"], f.values["end-date"])
	}
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

// drawStages gives every job its two stages, and some jobs one between them.
func (c *company) drawStages(d draws) {
	for job := 1; job <= d.counts["jobs"]; job++ {
		types := []string{"Inbox", "Hired"}
		if d.truth("three stages") {
			types = []string{"Inbox", "In process", "Hired"}
		}
		for _, kind := range types {
			d.counts["stages"]++
			c.add("stages", d.counts["stages"], map[string]any{"name": d.text("name"), "stage-type": kind, "created-at": d.date("created"), "updated-at": d.date("updated")}, map[string]int{"job": job}, nil)
		}
	}
}

func drawCandidate(c *company, d draws, id int) {
	c.add("candidates", id, map[string]any{
		"email": d.perhaps("email", fmt.Sprintf("c%d@example.com", id)), "first-name": d.perhaps("first", d.text("first")), "connected": d.truth("connected"),
		"created-at": d.date("created"), "updated-at": d.date("updated"),
	}, map[string]int{"department": d.one("departments"), "role": d.one("roles")}, nil)
}

// drawPairs has candidates apply for jobs and answer questions.
func (c *company) drawPairs(d draws) {
	c.seed.WriteString("  job-applications:\n")
	id := 0
	for job := 1; job <= d.counts["jobs"]; job++ {
		for candidate := 1; candidate <= d.counts["candidates"]; candidate++ {
			if d.truth("applied") {
				id++
				c.drawApplication(d, id, job, candidate)
			}
		}
	}
	c.seed.WriteString("  answers:\n")
	id = 0
	for question := 1; question <= d.counts["questions"]; question++ {
		for candidate := 1; candidate <= d.counts["candidates"]; candidate++ {
			if d.truth("answered") {
				id++
				c.add("answers", id, map[string]any{"text": d.perhaps("text", d.text("text")), "range": d.perhaps("range", whole(id%4)), "updated-at": d.date("updated")},
					map[string]int{"question": question, "candidate": candidate}, nil)
			}
		}
	}
}

func (c *company) drawApplication(d draws, id, job, candidate int) {
	var stages []*fact
	for _, f := range c.facts {
		if f.kind == "stages" && f.to["job"] == job {
			stages = append(stages, f)
		}
	}
	stage := rapid.SampledFrom(stages).Draw(d.T, "stage")
	f := c.add("job-applications", id, map[string]any{
		"created-at": d.date("created"), "updated-at": d.date("updated"), "changed-stage-at": d.date("changed"), "sourced": d.truth("sourced"),
		"rejected-at": d.perhaps("rejected", d.date("rejected")), "cover-letter": d.perhaps("letter", d.text("letter")),
	}, map[string]int{"job": job, "candidate": candidate, "stage": stage.id}, nil)
	f.values["stage-type"] = strings.ToLower(stage.values["stage-type"].(string))
}

// relations says how each relation of each type is found: by the record's own pointer or list, by another type's pointer
// back, or over a third type.
type relation struct{ name, target, inverse, over, onto string }

func relationsOf(kind string) []relation {
	return map[string][]relation{
		"answers":          {{name: "question", target: "questions"}, {name: "candidate", target: "candidates"}},
		"candidates":       {{name: "department", target: "departments"}, {name: "role", target: "roles"}, {name: "job-applications", target: "job-applications", inverse: "candidate"}, {name: "questions", target: "questions", inverse: "candidate", over: "answers", onto: "question"}, {name: "answers", target: "answers", inverse: "candidate"}},
		"departments":      {{name: "roles", target: "roles", inverse: "department"}},
		"jobs":             {{name: "department", target: "departments"}, {name: "role", target: "roles"}, {name: "location", target: "locations"}, {name: "user", target: "users"}, {name: "questions", target: "questions"}, {name: "candidates", target: "candidates", inverse: "job", over: "job-applications", onto: "candidate"}, {name: "stages", target: "stages", inverse: "job"}},
		"job-applications": {{name: "candidate", target: "candidates"}, {name: "job", target: "jobs"}, {name: "stage", target: "stages"}},
		"roles":            {{name: "department", target: "departments"}},
		"stages":           {{name: "candidates", target: "candidates", inverse: "stage", over: "job-applications", onto: "candidate"}, {name: "job", target: "jobs"}},
		"users":            {{name: "department", target: "departments"}, {name: "location", target: "locations"}},
	}[kind]
}

func (r *relation) many() bool { return r.inverse != "" || r.name == "questions" }

// leads tells whether a relation of one record leads to another.
func (c *company) leads(from *fact, r *relation, to *fact) bool {
	switch {
	case to.kind != r.target:
		return false
	case r.over != "":
		return slices.ContainsFunc(c.facts, func(f *fact) bool {
			return f.kind == r.over && f.to[r.inverse] == from.id && f.to[r.onto] == to.id
		})
	case r.inverse != "":
		return to.to[r.inverse] == from.id
	default:
		return from.to[r.name] == to.id || slices.Contains(from.many[r.name], to.id)
	}
}

// follow walks a path of relations with loops over all facts.
func (c *company) follow(from *fact, path []string, reached map[*fact]bool) {
	if len(path) == 0 {
		return
	}
	for _, r := range relationsOf(from.kind) {
		for _, f := range c.facts {
			if r.name == path[0] && c.leads(from, &r, f) {
				reached[f] = true
				c.follow(f, path[1:], reached)
			}
		}
	}
}

// find is a record by type and id, nil for none.
func (c *company) find(kind string, id int) *fact {
	i := slices.IndexFunc(c.facts, func(f *fact) bool { return f.kind == kind && f.id == id })
	if i < 0 {
		return nil
	}
	return c.facts[i]
}

// compareFacts orders two records by attributes, a minus sign in front of descending ones, and at last by id.
func (c *company) compareFacts(a, b *fact, order []string) int {
	sign := 1
	for _, name := range order {
		bare, descending := strings.CutPrefix(name, "-")
		if sign = 1; descending {
			sign = -1
		}
		if by := compareValues(c.valueOf(a, bare), c.valueOf(b, bare)); by != 0 {
			return sign * by
		}
	}
	return sign * cmp.Compare(a.id, b.id)
}

// valueOf is an attribute of a record, "id", or "department.row-order" for one of the record it points at.
func (c *company) valueOf(f *fact, name string) any {
	if via, of, nested := strings.Cut(name, "."); nested {
		if target := c.find(via+"s", f.to[via]); target != nil {
			return target.values[of]
		}
		return nil
	}
	if name == "id" {
		return f.id
	}
	return f.values[name]
}

// compareValues: null is behind everything.
func compareValues(a, b any) int {
	if a == nil || b == nil {
		return cmp.Compare(map[bool]int{true: 1}[a == nil], map[bool]int{true: 1}[b == nil])
	}
	switch a := a.(type) {
	case int:
		return cmp.Compare(a, b.(int))
	case whole:
		return cmp.Compare(a, b.(whole))
	default:
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
}
