package jusrecruit_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

func TestSeedFaultsAreAllToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`jusrecruit:
  company: {website: x}
  users: [{ref: ann, role: BOSS}, {ref: ann}, {id: 12345}]
  keys:
    - {key: jc_abc}
    - {key: `+everything+`, permissions: [LIST_JOBS, EAT_JOBS], createdBy: bob}
    - {key: `+everything+`, rate: -1, burst: 0}
    - {name: x}
  workflows: [{name: W, stages: [{ref: one, name: One, type: LUNCH}, {type: OFFER}]}, {name: V, stages: [{ref: two, name: Two, type: OFFER}]}]
  jobs:
    - {ref: j, title: J, workflow: nowhere, status: HALF, employmentType: SLOW, openings: -2, hiringTeam: [{user: bob}]}
    - {workflow: x}
  candidates:
    - {ref: c, nickname: C, experienceYears: 200, applications: [{job: j, status: DEAD, stage: two}, {stage: three}]}
  notes: [{candidate: d, content: x}, {content: y}]
  history:
    - {candidate: c, type: EATEN}
    - {candidate: c, type: STAGE_CHANGED, actor: {type: DOG, id: c}}
    - {candidate: c, type: STATUS_CHANGED, toStatus: DEAD, actor: {type: USER}}
    - {candidate: c, type: NOTE_ADDED, note: n, actor: {type: API_KEY, id: k}}
  webhooks: [{url: ftp://x, events: [job.eaten]}]
  generate: {from: 2026-01-01, to: 2025-01-01, candidates: -1}
`))})
	require.Error(t, err)
	assert.Equal(t, strings.TrimSpace(faults), err.Error())
}

const faults = `
s.yaml:2:12: jusrecruit.company: "name" is missing
s.yaml:3:28: no role is called "BOSS"; accepted: ADMIN, RECRUITER, HIRING_MANAGER, INTERVIEWER
s.yaml:3:41: the user label "ann" is given twice, first in line 3
s.yaml:3:52: a jusrecruit id is 24 hex digits, not all of them 0, not "12345"
s.yaml:5:13: a key is jc_ and 64 lower-case hex digits
s.yaml:6:107: no permission is called "EAT_JOBS"; accepted: LIST_CANDIDATES, FETCH_CANDIDATES, SEND_NOTES, LIST_JOBS, FETCH_JOBS, FETCH_TAGS, LIST_WORKFLOWS, FETCH_WORKFLOW, FETCH_COMPANY_DETAILS, FETCH_WEBHOOK, FETCH_API_KEY, FETCH_USER_DETAILS
s.yaml:6:129: no user has the id or label "bob"
s.yaml:7:13: this key is given twice, first in line 6
s.yaml:7:88: jusrecruit.keys[2].rate: must be a whole number from 0 to 1000000, not -1
s.yaml:7:99: jusrecruit.keys[2].burst: must be a whole number from 1 to 1000000, not 0
s.yaml:8:7: jusrecruit.keys[3]: "key" is missing
s.yaml:9:62: no stage type is called "LUNCH"; accepted: APPLIED, SCREEN, INTERVIEW, OFFER, HIRED
s.yaml:9:70: jusrecruit.workflows[0].stages[1]: "name" is missing
s.yaml:11:36: no workflow has the id or label "nowhere"
s.yaml:11:53: no job status is called "HALF"; accepted: DRAFT, OPEN, CLOSED
s.yaml:11:75: no employment type is called "SLOW"; accepted: FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP
s.yaml:11:91: jusrecruit.jobs[0].openings: must be a whole number from 0 to 1000000, not -2
s.yaml:11:115: no user has the id or label "bob"
s.yaml:12:7: jusrecruit.jobs[1]: "title" is missing
s.yaml:12:18: no workflow has the id or label "x"
s.yaml:14:16: jusrecruit.candidates[0]: unknown key "nickname"; accepted: id, ref, firstName, lastName, email, phone, source, tags, resumeUrl, location, headline, experienceYears, skills, links, applications, createdAt, updatedAt
s.yaml:14:46: jusrecruit.candidates[0].experienceYears: must be a whole number from 0 to 100, not 200
s.yaml:14:83: no candidate status is called "DEAD"; accepted: ACTIVE, HIRED, REJECTED, WITHDRAWN
s.yaml:14:96: the stage "two" is not one of the job's workflow
s.yaml:14:102: jusrecruit.candidates[0].applications[1]: "job" is missing
s.yaml:14:110: no stage has the id or label "three"
s.yaml:15:23: no candidate has the id or label "d"
s.yaml:15:39: jusrecruit.notes[1]: "candidate" is missing
s.yaml:17:28: no history type is called "EATEN"; accepted: APPLIED, STAGE_CHANGED, STATUS_CHANGED, NOTE_ADDED
s.yaml:18:7: an entry of type STAGE_CHANGED needs "toStage"
s.yaml:18:57: no actor type is called "DOG"; accepted: USER, API_KEY, CANDIDATE
s.yaml:19:54: no candidate status is called "DEAD"; accepted: ACTIVE, HIRED, REJECTED, WITHDRAWN
s.yaml:19:67: an actor of type USER needs an id or label
s.yaml:20:46: no note has the id or label "n"
s.yaml:20:76: no key has the id or label "k"
s.yaml:21:20: a webhook's url must be an absolute http or https URL of at most 2048 bytes, not "ftp://x"
s.yaml:21:38: no event is called "job.eaten"; accepted: candidate.created, candidate.updated, candidate.stage_changed, candidate.note_added, job.created, job.updated, job.tags_changed
s.yaml:22:60: jusrecruit.generate.candidates: must be a whole number from 0 to 10000000, not -1
`

func TestTheGeneratorNeedsSomebodyToDrawFor(t *testing.T) {
	t.Parallel()
	for seed, want := range map[string]string{
		"{jobs: 1}":                          "jusrecruit.generate: jobs need at least one user and one workflow",
		"{candidates: 1, users: 1}":          "jusrecruit.generate: candidates need at least one job",
		"{from: 2025-01-02, to: 2025-01-02}": "jusrecruit.generate: to must be later than from",
	} {
		_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte("jusrecruit: {generate: "+seed+"}"))})
		require.EqualError(t, err, "s.yaml:1:24: "+want)
	}
}

// TestAGeneratedIDMayBeTaken: every record of a generated world is given anew by hand, in the place of its twin.
func TestAGeneratedIDMayBeTaken(t *testing.T) {
	t.Parallel()
	const generate = ", generate: {seed: 7, users: 1, workflows: 1, jobs: 1, candidates: 9}}"
	head := "jusrecruit: {keys: [{key: " + everything + ", permissions: [LIST_CANDIDATES, FETCH_CANDIDATES, SEND_NOTES, LIST_JOBS, FETCH_JOBS]}]"
	mock := servertest.New(t, unlimited(), servertest.Seed(head+generate))
	first := func(path string) map[string]any {
		return answer{body: read(t, mock, base+path).Body.String()}.objects(t)[0]
	}
	job := first("/jobs/" + first("/jobs")["id"].(string))
	stage := job["stages"].([]any)[0].(map[string]any)
	candidate := first("/candidates")
	twins := map[string]string{
		"candidate": fmt.Sprintf("candidates: [{id: %s}]", candidate["id"]),
		"job":       fmt.Sprintf("jobs: [{title: x, id: %s}]", job["id"]),
		"workflow":  fmt.Sprintf("workflows: [{name: x, id: %s}]", job["workflowId"]),
		"stage":     fmt.Sprintf("workflows: [{name: x, stages: [{name: x, type: OFFER, id: %s}]}]", stage["id"]),
		"user":      fmt.Sprintf("users: [{id: %s}]", job["hiringTeam"].([]any)[0].(map[string]any)["userId"]),
		"history entry": fmt.Sprintf("candidates: [{ref: c}], history: [{candidate: c, type: STATUS_CHANGED, toStatus: HIRED, id: %s}]",
			first(fmt.Sprintf("/candidates/%s/history", candidate["id"]))["id"]),
	}
	for kind, twin := range twins {
		_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(head+", "+twin+generate))})
		require.Error(t, err, kind)
		assert.Contains(t, err.Error(), "is also that of a generated "+kind+": leave the id out", kind)
	}
}

func TestAContradictingIDIsAWarning(t *testing.T) {
	t.Parallel()
	file := seeds.Parse("s.yaml", []byte("jusrecruit: {keys: [{key: "+everything+", permissions: [FETCH_USER_DETAILS]}], users: [{id: 677b9b90c0ffeec0ffee0101, createdAt: 2025-01-06T09:00:01Z}]}"))
	s := run(t, func(o *server.Options) { o.Seed = file })
	assert.Equal(t, "s.yaml:1:146: warning: the id 677b9b90c0ffeec0ffee0101 says it was created at 1736154000 (Unix seconds), createdAt says 1736154001", file.Warnings().Error())
	assert.Equal(t, "2025-01-06T09:00:01.000Z", ask(t, s, nikhil).objects(t)[0]["createdAt"])
}

// TestTheSeedFillsWhatItLeavesOut: ids from times, times from ids, stages from workflows, and the usual values.
func TestTheSeedFillsWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited(), servertest.Seed(`
jusrecruit:
  users: [{ref: u, firstName: U}]
  keys: [{ref: k, name: K, createdBy: u, key: `+everything+`, permissions: [LIST_JOBS, LIST_CANDIDATES, FETCH_CANDIDATES, SEND_NOTES, FETCH_USER_DETAILS, FETCH_WEBHOOK]}]
  workflows: [{ref: w, name: W, stages: [{ref: s1, name: One, type: APPLIED}, {ref: s2, name: Two, type: OFFER}]}]
  jobs: [{ref: j, title: J, workflow: w, createdAt: 2025-03-01}, {ref: free, title: Free}]
  candidates:
    - {ref: c, firstName: C, applications: [{job: j}], createdAt: 2025-03-02T10:00:00.5Z}
    - {ref: d, id: 6884a1f2c0ffeec0ffee0401, applications: [{job: j, stage: s2}, {job: free, status: HIRED, appliedAt: 2026-01-01}]}
  notes:
    - {ref: n1, candidate: d, content: one, createdBy: {type: API_KEY, id: k}, createdAt: 2025-07-27}
    - {ref: n2, candidate: d, content: two, createdBy: {type: API_KEY, id: 5b0379b5712bb674fd0d561e, name: Gone}, createdAt: 2025-07-28}
    - {ref: n3, candidate: d, content: three, createdAt: 2025-07-29}
  history: [{candidate: d, type: NOTE_ADDED, note: n1, actor: {type: CANDIDATE, id: c}}, {candidate: d, type: APPLIED, job: j}]
  webhooks: [{url: "https://example.com/x"}]`))
	candidates := ask(t, s, base+"/candidates").objects(t)
	assert.Equal(t, []any{"ACTIVE", "One", "2025-03-02T10:00:00.500Z", "2025-03-02T10:00:00.500Z"},
		[]any{candidates[1]["status"], candidates[1]["currentStage"].(map[string]any)["name"], candidates[1]["createdAt"], candidates[1]["updatedAt"]})
	d := ask(t, s, asha).objects(t)[0]
	assert.Equal(t, []any{"HIRED", nil, nil, "2025-07-26T09:37:54.000Z"}, []any{d["status"], d["currentStage"], d["workflowId"], d["createdAt"]})
	applications := d["applications"].([]any)
	require.Len(t, applications, 2)
	assert.Equal(t, "Free", applications[0].(map[string]any)["jobTitle"], "the latest first")
	assert.Equal(t, "2025-07-26T09:37:54.000Z", applications[1].(map[string]any)["appliedAt"])

	notes := ask(t, s, asha+"/notes").objects(t)
	assert.Nil(t, notes[0]["createdBy"])
	assert.Equal(t, map[string]any{"type": "API_KEY", "id": "5b0379b5712bb674fd0d561e", "name": "Gone"}, notes[1]["createdBy"])
	assert.Equal(t, "K", notes[2]["createdBy"].(map[string]any)["name"])
	history := ask(t, s, asha+"/history").objects(t)
	assert.Nil(t, history[0]["actor"])
	assert.Equal(t, "C", history[1]["actor"].(map[string]any)["name"])

	jobs := ask(t, s, base+"/jobs").objects(t)
	assert.Equal(t, []any{"OPEN", 1.0, nil, []any{}, "2026-01-15T09:00:00.000Z"}, []any{jobs[0]["status"], jobs[0]["openings"], jobs[0]["workflowId"], jobs[0]["tags"], jobs[0]["createdAt"]})
	user := ask(t, s, base+"/user/info").objects(t)[0]
	assert.Equal(t, []any{"U", "RECRUITER", true}, []any{user["firstName"], user["role"], user["isActive"]})
	hook := ask(t, s, hooks).objects(t)[0]
	assert.Equal(t, true, hook["active"])
	assert.Len(t, hook["events"], 7)
}

// TestSameSeedSameBytes reads every list and document of two servers.
func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	a, b := servertest.New(t, unlimited()), servertest.New(t, unlimited())
	compare := func(path string) string {
		one, other := read(t, a, base+path), read(t, b, base+path)
		require.Equal(t, 200, one.Code, path)
		require.Equal(t, one.Body.String(), other.Body.String(), path)
		return one.Body.String()
	}
	for page := 1; page <= 6; page++ {
		list := answer{body: compare(fmt.Sprintf("/candidates?page=%d", page))}
		for _, candidate := range list.objects(t) {
			path := "/candidates/" + candidate["id"].(string)
			compare(path)
			compare(path + "/history")
			compare(path + "/notes")
		}
	}
	for _, path := range []string{"/jobs?limit=100", "/workflows", "/company/info", "/company/webhooks", "/company/api-keys"} {
		compare(path)
	}
}

// TestOneMoreRecordChangesNoOther: what is generated for ten is there unchanged for eleven.
func TestOneMoreRecordChangesNoOther(t *testing.T) {
	t.Parallel()
	candidates := func(count int) string {
		mock := servertest.New(t, servertest.Seed(fmt.Sprintf("jusrecruit: {keys: [{key: %s, permissions: [LIST_CANDIDATES]}], generate: {seed: 7, users: 3, workflows: 2, jobs: 4, candidates: %d}}", everything, count)))
		return read(t, mock, base+"/candidates?limit=100").Body.String()
	}
	more := answer{body: candidates(41)}.objects(t)
	for _, candidate := range (answer{body: candidates(40)}).objects(t) {
		assert.Contains(t, more, candidate)
	}
	assert.Len(t, more, 41)
}

func TestTheEmptySeedHasTheSameKeys(t *testing.T) {
	t.Parallel()
	text, ok := seeds.Embedded("empty")
	require.True(t, ok)
	tokens := func(accounts []server.Account) (all []string) {
		for _, a := range accounts {
			if a.Provider == "jusrecruit" {
				all = append(all, a.Token+" "+a.Rights)
			}
		}
		return all
	}
	full, empty := tokens(servertest.New(t).Accounts()), tokens(servertest.New(t, servertest.Seed(string(text))).Accounts())
	assert.Equal(t, full, empty)
	assert.Len(t, full, 15)
	assert.Equal(t, []string{everything + " all permissions", nothing + " no permission", expired + " all permissions, until 2025-07-01 00:00:00 UTC"}, full[:3])
	for n, permission := range permissions {
		assert.Equal(t, keyOf(n+1)+" "+permission, full[3+n])
	}
}

// TestSeedsHoldOnlyWhatTheAPITakes: what no request could have made, no request could change or remove.
func TestSeedsHoldOnlyWhatTheAPITakes(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 65)
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`jusrecruit:
  users: [{id: "000000000000000000000000"}]
  jobs: [{ref: j, title: Cook, tags: ["", ok, fine, ok, `+long+`]}]
  candidates: [{ref: a, firstName: A, lastName: A, email: a@example.com}, {ref: b, firstName: B, lastName: B, email: b@example.com}]
  notes:
    - {ref: n, candidate: a, content: fine}
    - {candidate: a, content: ""}
    - {candidate: a, content: `+strings.Repeat("y", 65_537)+`}
  history: [{candidate: b, type: NOTE_ADDED, note: n}]
  webhooks:
    - {url: "http://localhost/", secret: `+strings.Repeat("z", 257)+`, events: [job.created, job.created]}
    - {url: "http://localhost/", secret: "", events: []}
`))})
	require.Error(t, err)
	assert.Equal(t, strings.TrimSpace(`
s.yaml:2:16: a jusrecruit id is 24 hex digits, not all of them 0, not "000000000000000000000000"
s.yaml:3:39: a tag has 1 to 64 characters, not 0
s.yaml:3:53: the tag "ok" is given twice
s.yaml:3:57: a tag has 1 to 64 characters, not 65
s.yaml:7:31: a note has 1 to 65536 bytes, not 0
s.yaml:8:31: a note has 1 to 65536 bytes, not 65537
s.yaml:9:52: the note "n" is about another candidate
s.yaml:11:42: a webhook's secret may have at most 256 bytes, not 257
s.yaml:11:323: the event job.created is given twice
s.yaml:12:7: a webhook's events name at least one; leave them out for all
s.yaml:12:42: a webhook's secret is not empty; leave it out to have payloads unsigned`), err.Error())
}
