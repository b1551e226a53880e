package plain_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// world is the made-up vendor behind the gates, filled from a seed.
type world struct {
	*acme
	vendor  *provider.Provider
	sandbox *store.Sandbox
	mux     *http.ServeMux
}

func fill(t *testing.T, text string) (*world, error) {
	t.Helper()
	tables := new(store.Schema)
	w := &world{acme: newAcme(tables), mux: http.NewServeMux()}
	w.vendor = w.provider()
	stored := store.New(tables)
	var err error
	w.sandbox, err = stored.Create(store.Default, store.NewClock(time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(t, err)
	require.NoError(t, stored.AddCredential(store.Credential{Token: "t", Provider: "acme", Sandbox: store.Default}))
	if _, err := provider.Fill(w.sandbox, []*provider.Provider{w.vendor}, seeds.Parse("s", []byte(text))); err != nil {
		return nil, err
	}
	gates, err := gate.New(gate.Options{Store: stored, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	for i := range w.vendor.Routes {
		r := &w.vendor.Routes[i]
		w.mux.Handle(r.Method+" "+r.Pattern, gates.Handler(w.vendor, r, nil))
	}
	return w, nil
}

func mustFill(t *testing.T, text string) *world {
	t.Helper()
	w, err := fill(t, text)
	require.NoError(t, err)
	return w
}

// get asks for a path and returns the body, which must have the status.
func (w *world) get(t *testing.T, path string, status int) string {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	request.Header.Set("Authorization", "Bearer t")
	recorder := httptest.NewRecorder()
	w.mux.ServeHTTP(recorder, request)
	require.Equal(t, status, recorder.Code, recorder.Body.String())
	return recorder.Body.String()
}

func (w *world) act(body string) error {
	file := seeds.Parse("body", []byte(body))
	return w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
		if node, ok := file.Root(); ok {
			w.vendor.Actions[0].Run(tx, node)
		}
		return file.Err()
	})
}

func (w *world) export(t *testing.T) string {
	t.Helper()
	whole, err := provider.Export(w.sandbox, []*provider.Provider{w.vendor}, false)
	require.NoError(t, err)
	text, err := whole.YAML()
	require.NoError(t, err)
	return string(text)
}

const acmeSeed = `
acme:
  teams:
    - {ref: one, id: 5b0379b5712bb674fd0d561e, name: 7, colour: red, size: 3}
    - {ref: two, name: Two, createdAt: 2026-01-01}
  people:
    - {ref: ann, id: 5b0379b5712bb674fd0d5601, email: ann@example.com, team: one, skills: [go, "null"], notes: [{text: 5, author: ann}, {text: x}]}
    - {ref: bob, id: 5b0379b5712bb674fd0d5602, team: two, active: false}
    - {id: 5b0379b5712bb674fd0d5603, team: 5b0379b5712bb674fd0d561e}
`

func TestDocuments(t *testing.T) {
	t.Parallel()
	w := mustFill(t, acmeSeed)
	assert.JSONEq(t, `{"id":"5b0379b5712bb674fd0d561e","name":"7","colour":"red","size":3,"createdAt":"2018-05-22T02:00:21.000Z"}`,
		w.get(t, "/acme/teams/5b0379b5712bb674fd0d561e", 200))
	assert.Equal(t, `{"id":"5b0379b5712bb674fd0d5601","email":"ann@example.com","team":{"id":"5b0379b5712bb674fd0d561e","name":"7"},"skills":["go","null"],`+
		`"notes":[{"text":"5","author":"5b0379b5712bb674fd0d5601"},{"text":"x","author":null}],"active":true,"createdAt":1526954421,"kind":"person"}`,
		w.get(t, "/acme/people/5b0379b5712bb674fd0d5601", 200))
	assert.Contains(t, w.get(t, "/acme/people/5b0379b5712bb674fd0d5603", 200), `{"id":"5b0379b5712bb674fd0d5603","team":{`, "an empty address is left out")
	assert.Contains(t, w.get(t, "/acme/teams", 200), `"name":"Two","colour":null,"size":1`, "empty prints as null, absent is the default")
	assert.JSONEq(t, `{"data":[{"id":"5b0379b5712bb674fd0d5603"},{"id":"5b0379b5712bb674fd0d5602"}],"after":"5b0379b5712bb674fd0d5602"}`, w.get(t, "/acme/lean", 200))
	w.get(t, "/acme/people/5b0379b5712bb674fd0d5609", 404)
	w.get(t, "/acme/people/5", 400)
}

func TestLists(t *testing.T) {
	t.Parallel()
	w := mustFill(t, acmeSeed)
	ids := func(query string) (found []string) {
		var page struct{ Data []struct{ ID string } }
		require.NoError(t, json.Unmarshal([]byte(w.get(t, "/acme/people?"+query+"&limit=3", 200)), &page))
		for _, one := range page.Data {
			found = append(found, one.ID[23:])
		}
		return found
	}
	for _, list := range []struct {
		query string
		ids   []string
	}{
		{"", []string{"3", "2", "1"}},
		{"after=5b0379b5712bb674fd0d5602", []string{"1"}},
		{"active=true", []string{"3", "1"}},
		{"email=ann@example.com", []string{"1"}},
		{"active=true&email=ann@example.com&team=5b0379b5712bb674fd0d561e", []string{"1"}},
		{"limit=1&limit=3", []string{"3"}},
		{"limit[]=1", []string{"3"}},
		{"limit[7]=1&lim[x]=y&limit[=4", []string{"3"}},
		{"team=5b0379b5712bb674fd0d56ff", nil},
		{"since=1526954420", []string{"3", "2", "1"}},
		{"since=1526954421", nil},
		{"until=1526954422&active=0", []string{"2"}},
	} {
		assert.Equal(t, list.ids, ids(list.query), list.query)
	}
	for _, faulty := range []string{"limit=0", "limit=4", "limit=x", "limit=1&limit=x", "limit[]=x", "limit[a]=1", "email=", "after=x", "active=2", "team=x", "since=x"} {
		assert.Equal(t, "bad", w.get(t, "/acme/people?"+faulty, 400), faulty)
	}
}

func TestSeedFaults(t *testing.T) {
	t.Parallel()
	_, err := fill(t, `acme:
  teams: [{id: 7, name: x}, {colour: green, size: 100}, {name: y, colour: [], ref: a}, {name: z, ref: a}]
  people: [{team: nobody, email: "a b", notes: [{author: 3}], surname: x}]
  generate: {teams: -1}
`)
	require.EqualError(t, err, `s:2:16: a acme id is 24 hex digits, not "7"
s:2:29: acme.teams[1]: "name" is missing
s:2:38: no colour is called "green"; accepted: red, blue
s:2:51: acme.teams[1].size: must be a whole number from 1 to 99, not 100
s:2:75: acme.teams[2].colour: must be a text, not a list
s:2:103: the team label "a" is given twice, first in line 2
s:3:19: no team has the id or label "nobody"
s:3:34: an address has no spaces
s:3:49: acme.people[0].notes[0]: "text" is missing
s:3:58: no person has the id or label "3"
s:3:63: acme.people[0]: unknown key "surname"; accepted: id, ref, email, skills, notes, team, active, createdAt
s:4:21: acme.generate.teams: must be a whole number from 0 to 10000000, not -1`)
	_, err = fill(t, `acme: {generate: {people: 1}}`)
	require.EqualError(t, err, "s:1:18: acme.generate: people need at least one team")
}

// TestExportMakesTheSame: labels, defaults, relations and generated records come back.
func TestExportMakesTheSame(t *testing.T) {
	t.Parallel()
	w := mustFill(t, acmeSeed+"  generate: {seed: 3, people: 20}\n")
	text := w.export(t)
	assert.Contains(t, text, `- {id: "5b0379b5712bb674fd0d561e", ref: one, name: "7", colour: red, size: 3, createdAt: 2018-05-22T02:00:21Z}`)
	again := mustFill(t, text)
	assert.Equal(t, text, again.export(t))
	assert.Equal(t, w.get(t, "/acme/people", 200), again.get(t, "/acme/people", 200))
}

func TestActions(t *testing.T) {
	t.Parallel()
	w := mustFill(t, acmeSeed)
	require.NoError(t, w.act(`{"ref": "cy", "email": "cy@example.com", "team": "two", "skills": ["go"], "notes": [{"text": "x", "author": "bob"}]}`))
	assert.Contains(t, w.get(t, "/acme/people?limit=1", 200), `"email":"cy@example.com","team":{"id":"69`)
	require.NoError(t, w.act(`{"email": "dee@example.com", "team": "two", "notes": [{"text": "y", "author": "cy"}]}`), "the label is known from then on")
	for body, message := range map[string]string{
		`{}`:                             `body:1:1: "email" is missing` + "\n" + `body:1:1: "team" is missing`,
		`{"email": "x", "team": "none"}`: `body:1:24: no team has the id or label "none"; it takes an id or a label: one, two`,
		`{"email": "x", "team": "one", "ref": "cy"}`:           `body:1:38: the person label "cy" is taken by`,
		`{"email": "x", "team": "one", "active": false}`:       `body:1:31: unknown key "active"; accepted: ref, email, team, skills, notes`,
		`{"email": 7, "team": "one", "notes": [{"text": []}]}`: `must be a text`,
	} {
		assert.ErrorContains(t, w.act(body), message, body)
	}
	assert.Len(t, w.vendor.Actions[0].Body, 5)
	assert.Equal(t, "mapping", w.vendor.Actions[0].Body[4].Items)
}
