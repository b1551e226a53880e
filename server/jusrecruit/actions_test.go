package jusrecruit

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/store"
)

// done is what an action changed and told.
type done struct {
	changes []store.Change
	events  []store.Event
}

// act does an action as the control API does: in one transaction, which its faults undo.
func (w *world) act(action, body string) (d done, err error) {
	file := seeds.Parse("body", []byte(body))
	for _, a := range w.provider.Actions {
		if a.Name != action {
			continue
		}
		return d, w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
			if node, ok := file.Root(); ok {
				a.Run(tx, node)
			}
			d = done{tx.Changes(), tx.Events()}
			return file.Err()
		})
	}
	panic("no action is called " + action)
}

func (w *world) mustAct(t failer, action, body string) done {
	t.Helper()
	d, err := w.act(action, body)
	require.NoError(t, err)
	return d
}

// tables are what rows were changed, without their keys.
func (d done) tables() (all []string) {
	for _, c := range d.changes {
		all = append(all, string(c.What)+" "+c.Table)
	}
	return all
}

func TestSomebodyNewApplies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	d := w.mustAct(t, "apply", `{job: backend-engineer, ref: ben, firstName: Ben, lastName: Núñez, email: ben@example.com, tags: [golang], experienceYears: 3}`)
	assert.Equal(t, []string{"added jusrecruit.candidates", "added jusrecruit.history"}, d.tables())
	require.Equal(t, []string{"candidate.created"}, names(d.events))
	ben := w.object(t, "/candidates/"+d.events[0].Subject)
	assert.Equal(t, ben, payloadOf(t, &d.events[0]).Data)
	assert.Equal(t, []any{"Ben Núñez", "ACTIVE", "Applied", 3.0}, []any{ben["fullName"], ben["status"], ben["currentStage"].(map[string]any)["name"], ben["experienceYears"]})
	assert.Equal(t, ben["id"], w.page(t, "/candidates?limit=1").Data[0]["id"], "the newest")
	history := w.page(t, "/candidates/"+d.events[0].Subject+"/history").Data
	require.Len(t, history, 1)
	assert.Equal(t, []any{"APPLIED", "Ben Núñez", "2026-01-15T09:00:00.000Z"}, []any{history[0]["type"], history[0]["actor"].(map[string]any)["name"], history[0]["createdAt"]})

	w.sandbox.Clock().Advance(time.Hour)
	d = w.mustAct(t, "apply", fmt.Sprintf(`{candidate: ben, job: %s}`, w.jobBut(t, backendPath)))
	assert.Equal(t, []string{"changed jusrecruit.candidates", "added jusrecruit.history"}, d.tables())
	assert.Equal(t, []string{"candidate.updated"}, names(d.events))
	ben = w.object(t, "/candidates/"+d.events[0].Subject)
	assert.Len(t, ben["applications"], 2)
	assert.Equal(t, "2026-01-15T10:00:00.000Z", ben["updatedAt"])
}

// jobBut is the id of an open job other than one.
func (w *world) jobBut(t *testing.T, path string) string {
	t.Helper()
	for _, job := range w.page(t, "/jobs?status=OPEN&limit=100").Data {
		if id := job["id"].(string); "/jobs/"+id != path {
			return id
		}
	}
	panic("no other job")
}

func TestACandidateIsMovedAndHired(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	w.sandbox.Clock().Advance(time.Minute)
	d := w.mustAct(t, "move-stage", `{candidate: asha, stage: Coding Round, by: nikhil}`)
	assert.Equal(t, []string{"changed jusrecruit.candidates", "added jusrecruit.history"}, d.tables())
	require.Equal(t, []string{"candidate.stage_changed"}, names(d.events))
	history := w.page(t, ashaPath+"/history").Data
	assert.Equal(t, history[0], payloadOf(t, &d.events[0]).Data, "the entry of the history")
	assert.Equal(t, "STAGE_CHANGED Phone Screen Coding Round Nikhil Shah", entryText(history[0]))
	assert.Equal(t, "Coding Round", w.object(t, ashaPath)["currentStage"].(map[string]any)["name"])

	assert.Empty(t, w.mustAct(t, "move-stage", `{candidate: asha, stage: coding-round}`).changes, "there already")
	panel := w.object(t, "/workflows/677b9b90c0ffeec0ffee0201")["stages"].([]any)[3].(map[string]any)["id"]
	w.mustAct(t, "move-stage", fmt.Sprintf(`{candidate: 6884a1f2c0ffeec0ffee0401, stage: %s}`, panel))
	assert.Equal(t, "STAGE_CHANGED Coding Round Panel Leela Menon", entryText(w.page(t, ashaPath+"/history").Data[0]), "the first of the job's team")

	d = w.mustAct(t, "move-stage", `{candidate: asha, stage: engineering-hired}`)
	assert.Equal(t, []string{"changed jusrecruit.candidates", "added jusrecruit.history", "added jusrecruit.history"}, d.tables())
	assert.Equal(t, []string{"candidate.stage_changed", "candidate.updated"}, names(d.events))
	assert.Equal(t, "HIRED", w.object(t, ashaPath)["status"])
	history = w.page(t, ashaPath+"/history").Data
	assert.Equal(t, []any{"STATUS_CHANGED", "ACTIVE", "HIRED"}, []any{history[0]["type"], history[0]["fromStatus"], history[0]["toStatus"]})
}

func entryText(e map[string]any) string {
	stage := func(member string) any { return e[member].(map[string]any)["name"] }
	return fmt.Sprint(e["type"], " ", stage("fromStage"), " ", stage("toStage"), " ", stage("actor"))
}

func TestAStatusIsSet(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	d := w.mustAct(t, "set-status", `{candidate: asha, status: REJECTED, comment: "zu weit weg – schade", by: farah}`)
	assert.Equal(t, []string{"candidate.updated"}, names(d.events))
	assert.Equal(t, w.object(t, ashaPath), payloadOf(t, &d.events[0]).Data)
	last := w.page(t, ashaPath+"/history").Data[0]
	assert.Equal(t, []any{"STATUS_CHANGED", "ACTIVE", "REJECTED", "zu weit weg – schade", "Farah Khan"}, []any{last["type"], last["fromStatus"], last["toStatus"], last["comment"], last["actor"].(map[string]any)["name"]})
	assert.Empty(t, w.mustAct(t, "set-status", `{candidate: asha, status: REJECTED}`).events)
	w.mustAct(t, "set-status", `{candidate: asha, status: ACTIVE}`)
	w.mustAct(t, "set-status", `{candidate: asha, status: WITHDRAWN}`)
	history := w.page(t, ashaPath+"/history").Data
	assert.Equal(t, "Leela Menon", history[1]["actor"].(map[string]any)["name"])
	assert.Equal(t, "Asha Rao", history[0]["actor"].(map[string]any)["name"], "who withdraws is the candidate")
	w.mustAct(t, "apply", `{candidate: asha, job: backend-engineer}`)
	assert.Equal(t, "ACTIVE", w.object(t, ashaPath)["status"], "who withdrew may apply again")
}

func TestANoteIsAdded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	d := w.mustAct(t, "add-note", `{candidate: asha, content: "Grüße", by: farah, ref: greeting}`)
	assert.Equal(t, []string{"added jusrecruit.notes", "added jusrecruit.history"}, d.tables())
	assert.Equal(t, []string{"candidate.note_added"}, names(d.events))
	note := w.page(t, ashaPath+"/notes").Data[0]
	assert.Equal(t, note, payloadOf(t, &d.events[0]).Data)
	assert.Equal(t, "Farah Khan", note["createdBy"].(map[string]any)["name"])
	assert.Equal(t, note["id"], w.page(t, ashaPath+"/history").Data[0]["noteId"])
	assert.Contains(t, w.exported(t, false), "ref: greeting,")
}

func TestJobsOpenAndClose(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	d := w.mustAct(t, "close-job", `{job: backend-engineer}`)
	assert.Equal(t, []string{"changed jusrecruit.jobs"}, d.tables())
	assert.Equal(t, []string{"job.updated"}, names(d.events))
	job := w.object(t, backendPath)
	assert.Equal(t, job, payloadOf(t, &d.events[0]).Data)
	assert.Equal(t, []any{"CLOSED", "2026-01-15T09:00:00.000Z"}, []any{job["status"], job["updatedAt"]})
	assert.Empty(t, w.mustAct(t, "close-job", `{job: backend-engineer}`).changes)
	_, err := w.act("apply", `{job: backend-engineer, firstName: x}`)
	require.EqualError(t, err, "body:1:7: the job is CLOSED: only one that is OPEN takes applications")
	assert.Equal(t, []string{"job.updated"}, names(w.mustAct(t, "open-job", `{job: 68677740c0ffeec0ffee0301}`).events))
	w.mustAct(t, "apply", `{job: backend-engineer, firstName: x}`)

	d = w.mustAct(t, "open-job", `{ref: cook, title: Köchin, employmentType: PART_TIME, openings: 2, tags: [urgent], hiringTeam: [{user: nikhil}]}`)
	assert.Equal(t, []string{"job.created"}, names(d.events))
	cook := w.object(t, "/jobs/"+d.events[0].Subject)
	assert.Equal(t, cook, payloadOf(t, &d.events[0]).Data)
	assert.Equal(t, []any{"Köchin", "OPEN", "PART_TIME", 2.0, "677b9b90c0ffeec0ffee0201"}, []any{cook["title"], cook["status"], cook["employmentType"], cook["openings"], cook["workflowId"]})
	w.mustAct(t, "apply", `{job: cook, candidate: asha}`)
	w.mustAct(t, "open-job", `{title: Free, workflow: campus}`)
}

func TestTagsAreChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	d := w.mustAct(t, "change-tags", `{job: backend-engineer, add: [a, urgent, b], remove: [unknown]}`)
	assert.Equal(t, []string{"changed jusrecruit.jobs"}, d.tables())
	assert.Equal(t, []string{"job.tags_changed"}, names(d.events))
	assert.Equal(t, []any{"urgent", "a", "b"}, w.object(t, backendPath)["tags"])
	w.mustAct(t, "change-tags", `{job: backend-engineer, remove: [urgent, a]}`)
	assert.Equal(t, []any{"b"}, w.object(t, backendPath)["tags"])
	assert.Empty(t, w.mustAct(t, "change-tags", `{job: backend-engineer, add: [b], remove: [a]}`).events, "nothing is another")
}

// TestActionsKeepTheHistoryTrue: whatever the actions do, the history explains it, and the export fills the same.
func TestActionsKeepTheHistoryTrue(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	for _, step := range [][2]string{
		{"open-job", `{ref: cook, title: Cook, workflow: campus}`},
		{"apply", `{job: cook, ref: ben, firstName: Ben}`},
		{"move-stage", `{candidate: ben, stage: Test}`},
		{"add-note", `{candidate: ben, content: x}`},
		{"set-status", `{candidate: ben, status: WITHDRAWN}`},
		{"apply", `{job: backend-engineer, candidate: ben}`},
		{"move-stage", `{candidate: ben, stage: Offer}`},
		{"move-stage", `{candidate: ben, stage: Hired}`},
		{"change-tags", `{job: cook, add: [x]}`},
		{"close-job", `{job: cook}`},
	} {
		w.sandbox.Clock().Advance(time.Second)
		w.mustAct(t, step[0], step[1])
	}
	exported := w.exported(t, true)
	file := seeds.Parse("export", []byte(exported))
	second := newWorldOf(t, file)
	assert.Empty(t, file.Warnings(), "the history ends where everybody stands")
	assert.Equal(t, exported, second.exported(t, true))
	status, _ := w.send(http.MethodPost, "/company/webhooks", `{"url":"http://localhost"}`)
	assert.Equal(t, http.StatusCreated, status)
}

// peopled is the default seed with somebody who has not applied and somebody who is rejected.
func peopled() string {
	return strings.Replace(defaultSeed(), "  candidates:\n    - id: 6884a1f2c0ffeec0ffee0401", `  candidates:
    - {ref: idle, firstName: Ida}
    - {ref: rejected, firstName: Rik, applications: [{job: backend-engineer, status: REJECTED}]}
    - id: 6884a1f2c0ffeec0ffee0401`, 1)
}

// TestActionsRefuse: every mistake at its place, and nothing is changed or told.
func TestActionsRefuse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, peopled())
	before, ids := w.exported(t, true), w.everything(t)
	for _, c := range []struct{ action, body, want string }{
		{"apply", `{}`, `body:1:1: "job" is missing`},
		{"apply", `[]`, "body:1:1: must be a mapping with the keys job, candidate, ref,"},
		{"apply", `{job: backend-engineer}`, "body:1:1: either a candidate who is known, by id or label, or the firstName, lastName or email of a new one"},
		{"apply", `{job: backend-engineer, phone: "1"}`, "body:1:1: either a candidate"},
		{"apply", `{job: backend-engineer, candidate: asha, firstName: x}`, "body:1:36: either a candidate who is known or what a new one is called, not both"},
		{"apply", `{job: backend-engineer, candidate: asha}`, "body:1:36: the candidate has applied for this job already, at 2025-07-26 09:37:54"},
		{"apply", `{job: cook, candidate: 6884a1f2c0ffeec0ffee0402}`, `body:1:7: no job has the id or label "cook"; it takes an id or a label: backend-engineer`},
		{"apply", `{job: cook, candidate: 6884a1f2c0ffeec0ffee0402}`, `body:1:24: no candidate has the id or label "6884a1f2c0ffeec0ffee0402"`},
		{"apply", `{job: backend-engineer, firstName: x, ref: asha}`, `body:1:44: the candidate label "asha" is taken by 6884a1f2c0ffeec0ffee0401`},
		{"apply", `{job: backend-engineer, firstName: x, ref: 6884a1f2c0ffeec0ffee0999}`, "must be a name, not an id"},
		{"apply", `{job: backend-engineer, firstName: x, experienceYears: 101}`, "experienceYears: must be a whole number from 0 to 100, not 101"},
		{"move-stage", `{candidate: asha, stage: Interview}`, `body:1:26: no stage of the candidate's workflow has the id, label or name "Interview"; its stages: Applied, Phone Screen, Coding Round, Panel, Offer, Hired`},
		{"move-stage", `{candidate: asha, stage: screening}`, `no stage of the candidate's workflow`},
		{"move-stage", `{candidate: asha, stage: Offer, by: nobody}`, `body:1:37: no user has the id or label "nobody"; it takes an id or a label: arjun, dev, farah, leela,`},
		{"move-stage", `{candidate: rejected, stage: Offer}`, "the candidate's application is REJECTED: only an ACTIVE one moves"},
		{"move-stage", `{candidate: idle, stage: Offer}`, "the candidate has not applied for a job yet"},
		{"move-stage", `{candidate: asha, stage: Offer, to: x}`, `unknown key "to"; accepted: candidate, job, stage, by`},
		{"set-status", `{candidate: idle, status: ACTIVE}`, "the candidate has not applied for a job yet"},
		{"set-status", `{candidate: asha, status: DEAD}`, `body:1:27: no candidate status is called "DEAD"; accepted: ACTIVE, HIRED, REJECTED, WITHDRAWN`},
		{"set-status", `{candidate: asha}`, `"status" is missing`},
		{"set-status", `{candidate: asha, status: HIRED, by: asha}`, `no user has the id or label "asha"`},
		{"add-note", `{candidate: asha, content: ""}`, "body:1:28: a note has 1 to 65536 bytes, not 0"},
		{"add-note", `{candidate: asha, content: x, ref: asha-note}`, `the note label "asha-note" is taken`},
		{"add-note", `{candidate: nobody, content: x}`, `no candidate has the id or label "nobody"`},
		{"open-job", `{}`, "body:1:1: either a job that is there, by id or label, or the title of a new one"},
		{"open-job", `{job: backend-engineer, title: x}`, "either a job that is there or what a new one is, not both"},
		{"open-job", `{title: x, workflow: y, employmentType: SLOW, tags: [a, a], hiringTeam: [{user: z, role: COOK}]}`, `no workflow has the id or label "y"; it takes an id or a label: business, campus, engineering`},
		{"open-job", `{title: x, employmentType: SLOW}`, `no employment type is called "SLOW"`},
		{"open-job", `{title: x, ref: backend-engineer}`, `the job label "backend-engineer" is taken`},
		{"close-job", `{job: [x]}`, "body:1:7: job: must be a text, not a list"},
		{"close-job", `{job: x}`, `no job has the id or label "x"`},
		{"change-tags", `{job: backend-engineer}`, "body:1:1: name 1 to 50 tags to add, to remove, or both"},
		{"change-tags", `{job: backend-engineer, add: [a], remove: [b, a]}`, `body:1:47: the tag "a" is to be added and removed`},
		{"change-tags", `{job: backend-engineer, add: [""]}`, "a tag has 1 to 64 characters, not 0"},
	} {
		_, err := w.act(c.action, c.body)
		if assert.Error(t, err, "%s %s", c.action, c.body) {
			assert.Contains(t, err.Error(), c.want, "%s %s", c.action, c.body)
		}
	}
	assert.Equal(t, before, w.exported(t, true))
	assert.Equal(t, ids, w.everything(t))
	assert.Empty(t, w.happened())
}

// TestActionsSayWhatTheyTake: for people and documents.
func TestActionsSayWhatTheyTake(t *testing.T) {
	t.Parallel()
	actions := newWorld(t, "").provider.Actions
	all := make([]string, 0, len(actions))
	for _, a := range actions {
		all = append(all, a.Name)
		assert.NotEmpty(t, a.Summary)
		assert.NotEmpty(t, a.Body)
		assert.Equal(t, "inferred", a.Label.Evidence.String())
	}
	assert.Equal(t, []string{"apply", "move-stage", "set-status", "add-note", "open-job", "close-job", "change-tags"}, all)
}
