package teamtailor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestActions has a row for each action and what it changes, one behind the other.
func TestActions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	w.sandbox.Clock().Advance(time.Hour)
	const now = "2026-01-15T11:00:00.000+01:00"
	for _, c := range []struct {
		action, body     string
		events           []string
		path, name, want string
	}{
		{"apply", `{job: dev, candidate: bo, cover-letter: Hi, ref: bos}`, []string{"job_application.create 2"}, "/v1/job-applications/2", "cover-letter", "Hi"},
		{"apply", `{job: 8, candidate: {ref: cy, email: CY@example.com, first-name: Cy, department: tech, tags: [go]}, stage: elsewhere}`, []string{"candidate.create 3", "job_application.create 3"}, "/v1/candidates/3", "email", "cy@example.com"},
		{"apply", `{job: dev, candidate: {email: cy@example.com, last-name: Ek}}`, []string{"candidate.update 3", "job_application.create 4"}, "/v1/candidates/3", "last-name", "Ek"},
		{"move-stage", `{application: bos, stage: Talk}`, []string{"job_application.update 2"}, "/v1/job-applications/2", "changed-stage-at", now},
		{"move-stage", `{application: bos, stage: 20}`, []string{}, "/v1/job-applications/2/stage", "name", "Talk"},
		{"move-stage", `{candidate: cy, job: dev, stage: Hired}`, []string{"job_application.update 4"}, "/v1/job-applications/4/stage", "name", "Hired"},
		{"reject", `{application: 2}`, []string{"job_application.update 2"}, "/v1/job-applications/2", "rejected-at", now},
		{"reject", `{candidate: 3, job: 8, rejected-at: 2026-01-01}`, []string{"job_application.update 3"}, "/v1/job-applications/3", "rejected-at", "2026-01-01T01:00:00.000+01:00"},
		{"publish-job", `{job: late}`, []string{"job.update 8"}, "/v1/jobs/8", "human-status", "published"},
		{"unlist-job", `{job: late}`, []string{"job.update 8"}, "/v1/jobs/8", "human-status", "unlisted"},
		{"archive-job", `{job: 8}`, []string{"job.update 8"}, "/v1/jobs/8", "human-status", "archived"},
		{"archive-job", `{job: 8}`, []string{}, "/v1/jobs/8", "human-status", "archived"},
		{"connect-candidate", `{candidate: ann}`, []string{}, "/v1/candidates/1", "updated-at", now},
		{"unsubscribe-candidate", `{candidate: cy}`, []string{}, "/v1/candidates/3", "updated-at", now},
		{"answer-question", `{candidate: ann, question: why, text: So}`, []string{}, "/v1/answers/1", "text", "So"},
		{"answer-question", `{candidate: ann, question: why, text: So there}`, []string{}, "/v1/answers/1", "text", "So there"},
		{"answer-question", `{candidate: ann, question: pick, choices: [2], ref: picked}`, []string{}, "/v1/answers/2/question", "question-type", "Choice"},
	} {
		assert.Empty(t, w.act(t, c.action, c.body), "%s %s", c.action, c.body)
		assert.Equal(t, c.events, w.names(), "%s %s", c.action, c.body)
		assert.Equal(t, c.want, w.attribute(t, c.path, c.name), "%s %s", c.action, c.body)
	}
	assert.Equal(t, true, w.attribute(t, "/v1/candidates/1", "connected"))
	assert.Equal(t, true, w.attribute(t, "/v1/candidates/3", "unsubscribed"))
	assert.Contains(t, w.exported(t, false), "ref: picked")
}

// TestActionsAreRefused has a row for each mistake in a body, and what is said of it. Nothing changes, nobody is told.
func TestActionsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	before := w.exported(t, true)
	for _, c := range []struct{ action, body, want string }{
		{"apply", `{}`, `body.json:1:1: "job" is missing`},
		{"apply", `{job: dev}`, `"candidate" is missing`},
		{"apply", `{job: nowhere, candidate: bo}`, `no job has the id or label "nowhere"; it takes an id or a label: dev, late`},
		{"apply", `{job: dev, candidate: 99}`, `no candidate has the id or label "99"; it takes an id or a label: ann, bo`},
		{"apply", `{job: dev, candidate: ann}`, `candidate - has already been taken`},
		{"apply", `{job: dev, candidate: {first-name: X}}`, `email - can't be blank`},
		{"apply", `{job: dev, candidate: {email: x@example.com, merge: true}}`, `unknown key "merge"`},
		{"apply", `{job: dev, candidate: {ref: ann, email: x@example.com}}`, `the candidate label "ann" is taken by 1`},
		{"apply", `{job: dev, candidate: {email: x@example.com, tags: x}}`, `must be a list`},
		{"apply", `{job: dev, candidate: bo, ref: "7"}`, `the label "7" must be a name, not an id`},
		{"apply", `{job: dev, candidate: bo, stage: elsewhere}`, `stage - is invalid`},
		{"apply", `{job: [dev], candidate: bo}`, `must be a text`},
		{"apply", `[]`, `must be a mapping`},
		{"move-stage", `{application: anns}`, `"stage" is missing`},
		{"move-stage", `{application: anns, candidate: ann, stage: Talk}`, `name the application, or its candidate and its job`},
		{"move-stage", `{candidate: ann, stage: Talk}`, `name the application, or its candidate and its job`},
		{"move-stage", `{candidate: bo, job: dev, stage: Talk}`, `the candidate 2 has not applied for the job 7`},
		{"move-stage", `{application: anns, stage: Nowhere}`, `no stage has the id or label "Nowhere"`},
		{"move-stage", `{application: anns, stage: elsewhere}`, `stage - is invalid`},
		{"reject", `{application: anns, rejected-at: soon}`, `must be a time`},
		{"publish-job", `{job: dev, now: true}`, `unknown key "now"`},
		{"connect-candidate", `{candidate: {email: x@example.com}}`, `must be a text`},
		{"answer-question", `{candidate: ann, question: why}`, `text - can't be blank`},
		{"answer-question", `{candidate: ann, question: pick, choices: [3]}`, `choices - is invalid`},
		{"answer-question", `{candidate: ann, question: 3}`, `question - is invalid`},
	} {
		assert.Contains(t, w.act(t, c.action, c.body), c.want, "%s %s", c.action, c.body)
		assert.Empty(t, w.names(), "%s %s", c.action, c.body)
		assert.Equal(t, before, w.exported(t, true), "%s %s", c.action, c.body)
	}
}

// TestActionsSayWhatTheyTake: every key of a body is listed with a type, and every action with its evidence.
func TestActionsSayWhatTheyTake(t *testing.T) {
	t.Parallel()
	types := []string{"text", "time", "boolean", "integer", "list", "mapping"}
	for _, a := range newWorld(t, "").provider.Actions {
		assert.NotEmpty(t, a.Summary, a.Name)
		assert.NotEmpty(t, a.Label.Source, a.Name)
		for _, key := range a.Body {
			assert.Contains(t, types, key.Type, a.Name+" "+key.Name)
			for _, inner := range key.Keys {
				assert.Contains(t, types, inner.Type, a.Name+" "+inner.Name)
			}
		}
	}
}
