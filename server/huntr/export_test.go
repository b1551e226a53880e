package huntr

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/seeds"
	"mockserver/server/provider"
)

// export writes the sandbox as a seed, with its tokens.
func (w *world) export(t failer) string {
	t.Helper()
	whole, err := provider.Export(w.sandbox, []*provider.Provider{w.vendor}, true)
	require.NoError(t, err)
	text, err := whole.YAML()
	require.NoError(t, err)
	return string(text)
}

// again fills a fresh sandbox from an export.
func again(t failer, text string) *world {
	t.Helper()
	return newWorld(t, DefaultSettings(), text)
}

// sameAgain exports, fills another sandbox with it and exports that, which must come out the same.
func (w *world) sameAgain(t failer) *world {
	t.Helper()
	text := w.export(t)
	other := again(t, text)
	require.Equal(t, text, other.export(t))
	return other
}

func TestExportOfEmbeddedSeeds(t *testing.T) {
	t.Parallel()
	for _, name := range seeds.Names() {
		text, _ := seeds.Embedded(name)
		text = []byte(strings.Replace(string(text), "jobs: 100000", "jobs: 2000", 1)) // all of them are in BenchmarkExport
		w := newWorld(t, DefaultSettings(), string(text))
		other := w.sameAgain(t)
		for _, path := range []string{"/org/members?limit=500", "/org/jobs?limit=500", "/org/events?limit=500", "/org/employers?limit=500"} {
			_, was := w.get(path)
			_, is := other.get(path)
			assert.Equal(t, was, is, path)
		}
	}
}

func TestExportSaysEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), `
huntr:
  members: [{id: 5b0379b5712bb674fd0d561e, ref: "a: b", givenName: " \u0085'", isActive: false}, {id: "000000000000000000000007"}]
  employers: [{id: 5b088f63b9defaba88d37264, foundedYear: 1999}]
  jobs:
    - {id: 5b088a7b12728af4ec0be9d6, title: Cook, member: "a: b", location: {}, createdAt: 2020-01-01, list: On hold}
    - {id: 5b088a7b12728af4ec0be9d7, title: "7", member: 000000000000000000000007, employer: 5b088f63b9defaba88d37264, location: {lat: "1.0"}}
  events: [{ref: e, id: 5b17300b4453e621e676d90e, eventType: JOB_MOVED, job: 5b088a7b12728af4ec0be9d6, toList: "no", fromList: "1"}]
  webhooks: [{url: "http://localhost/ü", secret: ü, events: [JOB_MOVED], active: false, retry: {attempts: 3, backoff: [5s], ordered: true}}]
`)
	assert.Equal(t, `huntr:
  tokens:
    - {token: t}
  members:
    - {id: "000000000000000000000007"}
    - {id: "5b0379b5712bb674fd0d561e", ref: "a: b", givenName: " \u0085'", createdAt: 2018-05-22T02:00:21Z, isActive: false}
  employers:
    - {id: "5b088f63b9defaba88d37264", foundedYear: 1999}
  jobs:
    - {id: "5b088a7b12728af4ec0be9d6", title: Cook, location: {}, createdAt: 2020-01-01T00:00:00Z, member: "5b0379b5712bb674fd0d561e", list: On hold}
    - {id: "5b088a7b12728af4ec0be9d7", title: "7", location: {lat: "1.0"}, createdAt: 2018-05-25T22:13:15Z, member: "000000000000000000000007", employer: "5b088f63b9defaba88d37264", list: wishlist}
  events:
    - {id: "5b17300b4453e621e676d90e", ref: e, eventType: JOB_MOVED, createdAt: 2018-06-06T00:51:23Z, job: "5b088a7b12728af4ec0be9d6", fromList: "1", toList: "no"}
  webhooks:
    - {id: "6968ac90a521c10000000000", url: "http://localhost/ü", events: [JOB_MOVED], secret: "ü", active: false, retry: {attempts: 3, backoff: ["5s"], ordered: true}, createdAt: 2026-01-15T09:00:00Z, updatedAt: 2026-01-15T09:00:00Z}
`, w.export(t))
	w.sameAgain(t)
}

func TestExportWithoutTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	whole, err := provider.Export(w.sandbox, []*provider.Provider{w.vendor}, false)
	require.NoError(t, err)
	text, err := whole.JSON()
	require.NoError(t, err)
	assert.NotContains(t, string(text), "token")
	assert.Contains(t, string(text), `"ref": "acme"`)
}

// TestExportAfterRandomActions: whatever people did, export, import and export again give the same bytes, the lists
// answer the same, and the next action makes the same ids.
func TestExportAfterRandomActions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, DefaultSettings(), `huntr: {generate: {seed: 3, members: 5, employers: 3, jobs: 10}, webhooks: [{url: "http://localhost/"}]}`)
		var lists map[string][]string
		for n := range 200 {
			if n%20 == 0 {
				lists = w.allIDs()
			}
			w.sandbox.Clock().Advance(time.Duration(rapid.Int64Range(-1e9, 5e9).Draw(t, "time")))
			action, body := drawAction(t, lists, n)
			if _, err := w.act(action, body); err != nil {
				require.NotContains(t, err.Error(), "not YAML", body)
			}
		}
		w.sandbox.Outbox().Take()
		other := w.sameAgain(t)
		other.sandbox.Clock().Set(w.sandbox.Clock().Now())
		for _, world := range []*world{w, other} {
			world.mustAct(t, "add-member", `{"ref": "the last"}`)
		}
		require.Equal(t, w.export(t), other.export(t))
		for _, path := range []string{"/org/members", "/org/jobs?limit=500", "/org/events?limit=500", "/org/employers"} {
			_, was := w.get(path)
			_, is := other.get(path)
			require.Equal(t, was, is)
		}
	})
}

// drawAction draws an action on what is there, now and then on what is not.
func drawAction(t *rapid.T, lists map[string][]string, n int) (name, body string) {
	pick := func(list string) string {
		some := append([]string{"nobody", "label 1", "label 2"}, lists[list]...)
		return rapid.SampledFrom(some).Draw(t, list)
	}
	words := rapid.SampledFrom([]string{"", "Ann", " a: b", "yes", "ü\u0085\u2028", "1e3", "\x01", "#x", "applied", "Offer", "x\ny"}).Draw(t, "words")
	text := string(provider.AppendString(nil, words))
	ref := fmt.Sprintf("label %d", n)
	switch rapid.SampledFrom([]string{"add-member", "active", "add-job", "add-job", "move-job", "move-job", "set-date", "edit-job"}).Draw(t, "action") {
	case "add-member":
		return "add-member", fmt.Sprintf(`{"ref": %q, "givenName": %s, "email": %s}`, ref, text, text)
	case "active":
		return rapid.SampledFrom([]string{"deactivate-member", "reactivate-member"}).Draw(t, "which"), fmt.Sprintf(`{"member": %q}`, pick("members"))
	case "add-job":
		return "add-job", fmt.Sprintf(`{"ref": %q, "member": %q, "title": %s, "employer": %s, "list": %s, "location": {"name": %s}}`, ref, pick("members"), text, text, text, text)
	case "move-job":
		return "move-job", fmt.Sprintf(`{"job": %q, "to": %s}`, pick("jobs"), text)
	case "set-date":
		field := rapid.SampledFrom([]string{"applicationDate", "firstInterviewDate", "secondInterviewDate", "offerDate", "deadline"}).Draw(t, "field")
		return "set-date", fmt.Sprintf(`{"job": %q, "field": %q, "date": %d}`, pick("jobs"), field, rapid.Int64Range(0, 1<<32).Draw(t, "date"))
	default:
		return "edit-job", fmt.Sprintf(`{"job": %q, "title": %s, "employer": %s}`, pick("jobs"), text, text)
	}
}
