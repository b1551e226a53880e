package jusrecruit

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/seeds"
	"mockserver/server/provider"
)

// exported writes the world as a seed, with its keys or without.
func (w *world) exported(t failer, secrets bool) string {
	t.Helper()
	mapping, err := provider.Export(w.sandbox, w.providers, secrets)
	require.NoError(t, err)
	yaml, err := mapping.YAML()
	require.NoError(t, err)
	return string(yaml)
}

// everything reads all that a client can see of a world.
func (w *world) everything(t failer) (all []string) {
	t.Helper()
	read := func(path string) {
		status, body := w.send(http.MethodGet, path, "")
		require.Equal(t, http.StatusOK, status, body)
		all = append(all, strings.ReplaceAll(body, `"lastUsedAt":"2026-01-15T09:00:00.000Z"`, `"lastUsedAt":null`))
	}
	for _, list := range []string{"/workflows?", "/jobs?", "/candidates?", "/company/webhooks?", "/company/api-keys?"} {
		for _, id := range w.walk(t, list+"limit=100") {
			path, _, _ := strings.Cut(list, "?")
			if path != "/company/webhooks" {
				read(path + "/" + id)
			}
			if path == "/candidates" {
				read(path + "/" + id + "/history?limit=100")
				read(path + "/" + id + "/notes?limit=100")
			}
		}
		read(list + "limit=100")
	}
	return all
}

// odd has what a record may have and the embedded seeds do not.
const odd = `
sandbox: {ids: 7}
jusrecruit:
  company: {id: 00000000c0ffeec0ffee0001, name: ""}
  users: [{ref: "a user", firstName: "yes", role: ADMIN, isActive: false}, {lastName: "null", createdAt: 2025-03-01T00:00:00.125Z}]
  keys:
    - {ref: k, key: jc_1111111111111111111111111111111111111111111111111111111111111111, createdBy: a user, rate: 0, burst: 1, expiresAt: 2027-01-01T00:00:00.123456789Z}
    - {key: jc_2222222222222222222222222222222222222222222222222222222222222222, name: Two, permissions: [FETCH_USER_DETAILS, LIST_JOBS]}
  workflows: [{name: "", stages: [{name: "#1", type: OFFER, ref: first}]}, {ref: none, name: No stages}]
  jobs: [{ref: j, title: "", openings: 0, tags: [], workflow: none}, {ref: free, title: "- x: y", status: DRAFT, tags: ["~", "1e3"], hiringTeam: [{user: a user}]}]
  candidates:
    - {ref: c, tags: [], skills: [""], experienceYears: 0, applications: [{job: j}, {job: free, status: HIRED}]}
    - {id: 677b9b90c0ffeec0ffee0101, firstName: "líne\n\ttwo ", createdAt: 2025-01-06T09:00:00.001Z, updatedAt: 2025-02-06}
  notes:
    - {ref: a-note, candidate: c, content: " \u2028", createdBy: {type: API_KEY, id: k}}
    - {candidate: c, content: "0x1", createdBy: {type: API_KEY, id: 677b9b90c0ffeec0ffee0999, name: ""}}
    - {candidate: c, content: 1, createdBy: {type: CANDIDATE, id: 677b9b90c0ffeec0ffee0101}}
  history:
    - {ref: h, candidate: c, type: NOTE_ADDED, note: a-note, comment: why, fromStatus: HIRED, toStage: first}
    - {candidate: c, type: APPLIED, job: j, actor: {type: CANDIDATE}, createdAt: 2025-03-01T00:00:00.999Z}
  webhooks:
    - {ref: w, url: "https://example.com/?a=1#b", secret: "1", active: false, createdAt: 2025-07-01T00:00:00.000000001Z, updatedAt: 2025-07-02, retry: {attempts: 3, backoff: [1s, 1m30s], timeout: 5s, ordered: true}}
    - {url: "http://localhost", events: [job.updated]}
`

// TestAnExportFillsTheSame: of what is exported the same is made, which exports the same.
func TestAnExportFillsTheSame(t *testing.T) {
	t.Parallel()
	empty, _ := seeds.Embedded("empty")
	large, _ := seeds.Embedded("large")
	for name, seed := range map[string]string{
		"default": defaultSeed(), "empty": string(empty), "large": string(large), "nothing": "", "odd": odd,
		"generated": "jusrecruit: {generate: {seed: 3, users: 20, workflows: 5, jobs: 60, candidates: 700}}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := newWorld(t, seed)
			exported := first.exported(t, true)
			second := newWorld(t, exported)
			assert.Equal(t, exported, second.exported(t, true))
			assert.Equal(t, first.everything(t), second.everything(t))

			bare := first.exported(t, false)
			assert.NotContains(t, bare, "jc_")
			assert.Equal(t, bare, newWorld(t, bare).exported(t, false))

			mapping, err := provider.Export(first.sandbox, first.providers, true)
			require.NoError(t, err)
			json, err := mapping.JSON()
			require.NoError(t, err)
			assert.Equal(t, exported, newWorld(t, string(json)).exported(t, true))
		})
	}
}

// TestLabelsAreExported: what a record of the seed calls itself it is called in the export.
func TestLabelsAreExported(t *testing.T) {
	t.Parallel()
	exported := newWorld(t, odd).exported(t, true)
	for _, ref := range []string{"a user", "k", "none", "first", "j", "free", "c", "a-note", "h", "w"} {
		assert.Contains(t, exported, "ref: "+ref+",")
	}
	assert.Contains(t, exported, "sandbox:\n  ids: 7\n")
}

// TestAnExportFillsTheSameAfterAnything makes some hundred random changes through the API.
func TestAnExportFillsTheSameAfterAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, odd+"\n  generate: {seed: 1, users: 2, workflows: 1, jobs: 3, candidates: 4}\n")
		d := &doer{world: w, t: t, candidates: w.walk(t, "/candidates?limit=100"), jobs: w.walk(t, "/jobs?limit=100")}
		for range rapid.IntRange(0, 200).Draw(t, "writes") {
			d.something()
		}
		exported := w.exported(t, true)
		second := newWorld(t, exported)
		second.sandbox.Clock().Set(w.sandbox.Clock().Now())
		require.Equal(t, exported, second.exported(t, true))
		require.Equal(t, w.everything(t), second.everything(t))
		body := fmt.Sprintf(`{"content":%q}`, "next")
		_, here := w.send(http.MethodPost, "/candidates/"+d.candidates[0]+"/notes", body)
		_, there := second.send(http.MethodPost, "/candidates/"+d.candidates[0]+"/notes", body)
		require.Equal(t, here, there, "ids go on where they were")
	})
}

// doer makes random changes.
type doer struct {
	*world
	t                *rapid.T
	candidates, jobs []string
	webhooks         []string
}

func (d *doer) pick(kind string, from []string) string {
	return rapid.SampledFrom(from).Draw(d.t, kind)
}

// json draws a text as a JSON string.
func (d *doer) json(kind string) string {
	return string(provider.JSON(rapid.StringN(1, 20, 60).Draw(d.t, kind)))
}

func (d *doer) something() {
	d.sandbox.Clock().Advance(time.Duration(rapid.Int64Range(0, int64(2*time.Second)).Draw(d.t, "wait")))
	switch rapid.IntRange(0, 6).Draw(d.t, "kind") {
	case 0:
		d.must(http.StatusCreated, http.MethodPost, "/candidates/"+d.pick("candidate", d.candidates)+"/notes", `{"content":`+d.json("content")+`}`)
	case 1:
		d.must(http.StatusOK, http.MethodPost, "/jobs/"+d.pick("job", d.jobs)+"/tags", `{"tags":[`+d.json("tag")+`,"urgent"]}`)
	case 2:
		d.must(http.StatusOK, http.MethodDelete, "/jobs/"+d.pick("job", d.jobs)+"/tags?tag="+d.pick("old tag", []string{"urgent", "remote", "1e3", "~"}), "")
	case 3:
		body := d.pick("webhook", []string{`{"url":"http://localhost:9/x"}`, `{"url":"https://example.com/ü","events":["job.updated"],"secret":` + d.json("secret") + `,"active":false}`})
		d.webhooks = append(d.webhooks, idOf(d.must(http.StatusCreated, http.MethodPost, "/company/webhooks", body)))
	case 4:
		if len(d.webhooks) > 0 {
			d.must(http.StatusOK, http.MethodPut, "/company/webhooks/"+d.pick("webhook", d.webhooks), d.pick("change", []string{`{}`, `{"active":true}`, `{"events":["job.created"]}`}))
		}
	case 5:
		if len(d.webhooks) > 0 {
			last := len(d.webhooks) - 1
			d.must(http.StatusOK, http.MethodDelete, "/company/webhooks/"+d.webhooks[last], "")
			d.webhooks = d.webhooks[:last]
		}
	case 6:
		d.action()
	}
}

// action has somebody do something, which may be refused.
func (d *doer) action() {
	candidate, job := d.pick("candidate", d.candidates), d.pick("job", d.jobs)
	done, err := d.act(d.pick("action", []string{"move-stage", "set-status", "add-note", "open-job", "close-job", "change-tags"}), "{}")
	require.Error(d.t, err)
	require.Empty(d.t, done.events)
	switch rapid.IntRange(0, 6).Draw(d.t, "action") {
	case 0:
		label := fmt.Sprintf("label %d", len(d.candidates))
		done, err = d.act("apply", fmt.Sprintf(`{"job": %q, "ref": %q, "firstName": %s}`, job, label, d.json("first name")))
		if err == nil {
			d.candidates = append(d.candidates, done.events[0].Subject)
		}
	case 1:
		_, err = d.act("apply", fmt.Sprintf(`{job: %q, candidate: %q}`, job, candidate))
	case 2:
		_, err = d.act("move-stage", fmt.Sprintf(`{candidate: %q, stage: %q}`, candidate, d.pick("stage", []string{"Applied", "Offer", "Hired", "#1"})))
	case 3:
		_, err = d.act("set-status", fmt.Sprintf(`{candidate: %q, status: %q, comment: " – "}`, candidate, d.pick("status", candidateStatuses())))
	case 4:
		_, err = d.act("add-note", fmt.Sprintf(`{"candidate": %q, "content": %s}`, candidate, d.json("content")))
	case 5:
		_, err = d.act(d.pick("open or close", []string{"open-job", "close-job"}), fmt.Sprintf(`{job: %q}`, job))
	case 6:
		_, err = d.act("open-job", fmt.Sprintf(`{"title": %s}`, d.json("title")))
	}
	if err != nil {
		var faults seeds.Faults
		require.ErrorAs(d.t, err, &faults)
	}
}

func (d *doer) must(status int, method, path, body string) string {
	got, answer := d.send(method, path, body)
	require.Equal(d.t, status, got, "%s %s %s: %s", method, path, body, answer)
	return answer
}

func idOf(answer string) string {
	_, rest, _ := strings.Cut(answer, `"id":"`)
	return rest[:24]
}
