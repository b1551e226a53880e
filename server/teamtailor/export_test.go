package teamtailor

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// odd has what a record may have and the embedded seeds do not.
const odd = `
teamtailor:
  keys:
    - {token: world-key, name: "yes", scope: admin, access: read-write}
    - {token: "1e3", scope: public, access: read, expires-at: 2027-01-01T00:00:00.123456789Z}
  departments: [{ref: "a department", name: "", row-order: -1, headline: "null", pictures: ["https://x.example/1?a=1#b"]}, {name: "#1"}]
  roles: [{ref: r, name: "- x: y", department: a department}, {name: "~"}]
  locations: [{ref: l, headquarters: true, lat: "1.0"}, {zip: "0123"}]
  users: [{ref: u, name: "líne\n\ttwo ", email: U@Example.com, role: no_access, hide-email: true, visible: false, picture: "https://x.example/u"}, {id: 77}]
  questions:
    - {ref: q, question-type: Choice, multiple: true, alternatives: [{id: 2, title: ""}, {id: 1, title: "true"}]}
    - {ref: t, question-type: Text, single-line: true}
    - {ref: v, question-type: Video}
    - {ref: g, question-type: Range, start-with: 0, end-with: 9, unit: " "}
  jobs:
    - {ref: j, id: 12, user: u, title: "", body: " \u2028", questions: [v, q], department: a department, role: r, location: l, embeddable: true, pinned: true}
    - {ref: far, id: 13, user: u, title: far, body: b, status: temp, start-date: 0001-01-01T00:00:00Z, end-date: 9999-12-31T23:59:59.999Z}
    - {ref: other, id: 14, user: 77, title: other, body: b}
  stages:
    - {ref: first, id: 20, job: j, name: "21", created-at: 2020-01-01T00:00:00.001Z, updated-at: 2020-01-02}
    - {id: 21, job: j, name: Talk}
  candidates:
    - {ref: c, email: C@example.com, tags: [], referring-site: Somewhere, facebook-profile: x, created-at: 1969-12-31T23:59:59Z}
    - {ref: d, email: d@example.com, tags: ["", "1"], sourced: true, connected: true, unsubscribed: true, pitch: "0x1", department: a department, role: 2}
  job-applications:
    - {ref: a, candidate: c, job: j, stage: "21", rejected-at: 2025-05-05T05:05:05.555Z, changed-stage-at: 2024-01-01, cover-letter: ""}
    - {candidate: d, job: j, stage: first, created-at: 2023-01-01}
  answers: [{ref: w, candidate: c, question: q, choices: [1, 2]}, {candidate: c, question: v, video-token: film}, {candidate: d, question: g, range: 0}]
  webhooks:
    - {url: "https://example.com/?a=1#b", secret: "1", signature_version: v1, active: false, retry: {attempts: 3, backoff: [1s, 1m30s], timeout: 5s, ordered: true}}
    - {url: "http://localhost", events: [job.create]}
`

// TestAnExportFillsTheSame: of what is exported the same is made, which exports the same.
func TestAnExportFillsTheSame(t *testing.T) {
	t.Parallel()
	whole, _ := seeds.Embedded("default")
	for name, seed := range map[string]string{
		"default": onlyTeamtailor(string(whole)), "nothing": "", "odd": odd,
		"generated": "teamtailor: {generate: {seed: 3, departments: 3, roles: 5, locations: 2, users: 9, questions: 11, jobs: 40, candidates: 80, job-applications: 120, answers: 90}}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := newWorld(t, seed)
			exported := first.exported(t, true)
			second := newWorld(t, exported)
			assert.Equal(t, exported, second.exported(t, true))
			assert.Equal(t, first.everything(t), second.everything(t))

			bare := first.exported(t, false)
			assert.NotContains(t, bare, "keys:")
			assert.Equal(t, bare, newWorld(t, bare).exported(t, false))

			mapping, err := provider.Export(first.sandbox, first.providers, true)
			require.NoError(t, err)
			json, err := mapping.JSON()
			require.NoError(t, err)
			assert.Equal(t, exported, newWorld(t, string(json)).exported(t, true))
		})
	}
}

// onlyTeamtailor leaves the other sections of a seed out.
func onlyTeamtailor(seed string) string {
	from := strings.Index(seed, "\nteamtailor:")
	if to := strings.Index(seed[from+1:], "\njusrecruit:"); to >= 0 {
		return seed[from : from+1+to]
	}
	return seed[from:]
}

// TestLabelsAreExported: what a record of the seed calls itself it is called in the export.
func TestLabelsAreExported(t *testing.T) {
	t.Parallel()
	exported := newWorld(t, odd).exported(t, true)
	for _, ref := range []string{"a department", "r", "l", "u", "q", "t", "v", "g", "j", "far", "other", "first", "c", "d", "a", "w"} {
		assert.Contains(t, exported, "ref: "+ref)
	}
}

// TestAnExportFillsTheSameAfterAnything makes some hundred random writes through every route that writes.
func TestAnExportFillsTheSameAfterAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, odd)
		d := &doer{world: w, t: t, ids: oddIDs()}
		for range rapid.IntRange(0, 200).Draw(t, "writes") {
			d.something()
		}
		exported := w.exported(t, true)
		second := newWorld(t, exported)
		second.sandbox.Clock().Set(w.sandbox.Clock().Now())
		require.Equal(t, exported, second.exported(t, true))
		require.Equal(t, w.everything(t), second.everything(t))
		for path, next := range map[string]string{"/v1/candidates": `{"data":{"type":"candidates","attributes":{"email":"next@example.org"}}}`, "/v1/jobs": jobDocument("next")} {
			require.Equal(t, w.send(http.MethodPost, path, next).Body.String(), second.send(http.MethodPost, path, next).Body.String(), "ids go on where they were")
		}
	})
}

func jobDocument(title string) string {
	return `{"data":{"type":"jobs","attributes":{"title":"` + title + `","body":"b"},"relationships":{"user":{"data":{"type":"users","id":"77"}}}}}`
}

// doer makes random writes.
type doer struct {
	*world
	t   *rapid.T
	ids map[string][]string // by type
}

// oddIDs are the ids of the records of odd.
func oddIDs() map[string][]string {
	return map[string][]string{
		"answers": {"1", "2", "3"}, "candidates": {"1", "2"}, "departments": {"1", "2"}, "roles": {"1", "2"}, "locations": {"1", "2"}, "users": {"77", "78"},
		"questions": {"1", "2", "3", "4"}, "jobs": {"12", "13", "14"}, "stages": {"20", "21", "22", "23", "24", "25", "26", "27"}, "job-applications": {"1", "2"},
	}
}

func (d *doer) pick(kind string, from ...string) string {
	return rapid.SampledFrom(from).Draw(d.t, kind)
}

// id is mostly that of a record of the type.
func (d *doer) id(of string) string {
	if rapid.IntRange(0, 20).Draw(d.t, "nobody") == 0 {
		return "99"
	}
	return d.pick("id", d.ids[of]...)
}

// something asks a random writing route for something random of its type. Much of it is refused.
func (d *doer) something() {
	d.sandbox.Clock().Advance(time.Duration(rapid.Int64Range(0, int64(2*time.Second)).Draw(d.t, "wait")))
	var writing []provider.Route
	for _, route := range d.provider.Routes {
		if route.Method != http.MethodGet {
			writing = append(writing, route)
		}
	}
	route := rapid.SampledFrom(writing).Draw(d.t, "route")
	res, relation := d.typeOf(route.Pattern)
	id := d.id(res.name)
	data := d.record(res, id, route.Method != http.MethodPost)
	if relation != nil {
		data = d.linkage(relation)
	}
	got := d.send(route.Method, strings.Replace(route.Pattern, "{id}", id, 1), `{"data":`+data+`}`)
	require.NotEqual(d.t, http.StatusUnsupportedMediaType, got.Code)
	if made := got.Header().Get("Location"); made != "" {
		made = made[strings.LastIndex(made, "/")+1:]
		d.ids[res.name] = append(slices.DeleteFunc(d.ids[res.name], func(id string) bool { return id == made }), made)
	}
}

// typeOf is the type of a route, and its relation if it has one.
func (d *doer) typeOf(pattern string) (*resource, *relation) {
	parts := strings.Split(pattern, "/")
	res := newTeamtailor(new(store.Schema), DefaultSettings()).resource(parts[2])
	if len(parts) < 6 {
		return res, nil
	}
	return res, &res.relations[res.relation(parts[5])]
}

func (d *doer) record(res *resource, id string, known bool) string {
	var attributes, relationships []string
	for i := range res.attributes {
		a := &res.attributes[i]
		if (a.access == writable || a.access == ignored || a.access == writeOnly && !known) && rapid.IntRange(0, 3).Draw(d.t, "given") > 0 {
			attributes = append(attributes, `"`+a.name+`":`+d.value(a))
		}
	}
	for i := range res.relations {
		if rel := &res.relations[i]; !rel.derived() && rapid.IntRange(0, 3).Draw(d.t, "linked") > 0 {
			relationships = append(relationships, `"`+rel.name+`":{"data":`+d.linkage(rel)+`}`)
		}
	}
	document := `{"type":"` + res.name + `","attributes":{` + strings.Join(attributes, ",") + `},"relationships":{` + strings.Join(relationships, ",") + `}`
	if known {
		document += `,"id":"` + id + `"`
	}
	return document + "}"
}

func (d *doer) value(a *attribute) string {
	if rapid.IntRange(0, 5).Draw(d.t, "null") == 0 {
		return "null"
	}
	text := string(provider.JSON(rapid.StringN(0, 20, 60).Draw(d.t, "text")))
	switch a.name {
	case "email":
		return `"` + d.pick("email", "C@example.com", "d@example.com", "e@example.com", "f@example.com") + `"`
	case "status":
		return `"` + d.pick("status", "open", "unlisted", "archived", "draft", "temp") + `"`
	}
	switch a.kind {
	case boolean:
		return d.pick("boolean", "true", "false", "true", `"f"`)
	case integer:
		return d.pick("integer", "0", "-3", "9", "1.5")
	case date:
		return d.pick("date", `"2026-05-05"`, `"2026-01-15T10:00:00.001+01:00"`, `"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59-12:00"`, `"0000-01-01"`, `"soon"`)
	case texts:
		return `[` + text + `,"a"]`
	case integers:
		return d.pick("integers", "[1]", "[2,1]", "[]", "[7]")
	default:
		return text
	}
}

func (d *doer) linkage(rel *relation) string {
	one := func() string {
		return `{"type":"` + rel.target + `","id":"` + d.id(rel.target) + `"}`
	}
	switch {
	case rel.many:
		return "[" + one() + "]"
	case rapid.IntRange(0, 4).Draw(d.t, "nothing") == 0:
		return "null"
	default:
		return one()
	}
}
