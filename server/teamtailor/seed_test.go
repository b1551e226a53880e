package teamtailor_test

import (
	"net/http"
	"net/http/httptest"
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
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`teamtailor:
  keys: [{token: a, scope: boss, access: all}, {token: "a b", scope: admin, access: read}, {scope: admin, access: read}]
  jobs:
    - {id: x, title: T, user: 1}
    - {id: 3, title: 5, body: b, status: gone, colour: red}
    - {id: 3, user: nobody, phase: open, human-status: open, stages: []}
  users: [{id: 1, role: king}]
  locations: [{id: 1, headquarters: true}, {id: 2, headquarters: true}]
  candidates: [{id: 1, created-at: soon, tags: a}]
  job-applications: [{candidate: 1, job: 3}, {candidate: 1, job: 3, stage: Nowhere}, {job: 9}]
  questions: [{id: 1, question-type: Song, alternatives: [{title: x}]}]
  generate: {jobs: -1, from: 2020-01-01, to: 2019-01-01}
`))})
	require.Error(t, err)
	var got []string
	for line := range strings.Lines(err.Error()) {
		got = append(got, strings.TrimSpace(line))
	}
	for _, want := range []string{
		`s.yaml:2:28: the scope of a key is public, internal or admin, not "boss"`,
		`s.yaml:2:42: the access of a key is read, write or read/write, not "all"`,
		`s.yaml:4:12: a teamtailor id is a positive whole number, not "x"`,
		`s.yaml:5:42: status: "gone" is none of open, draft, archived, unlisted, temp`,
		`s.yaml:6:7: the job id 3 is given twice, first in line 5`,
		`s.yaml:6:21: no user has the id or label "nobody"`,
		`s.yaml:8:44: a company has one headquarters, and the location 1 is it`,
		`s.yaml:10:46: the candidate has applied for the job already, in line 10`,
		`s.yaml:10:86: the job application has no candidate`,
		`s.yaml:12:13: teamtailor.generate: to must be later than from`,
	} {
		assert.Contains(t, got, want, err.Error())
	}
	for _, key := range []string{"colour", "phase", "human-status", "stages"} {
		assert.Contains(t, err.Error(), `unknown key "`+key+`"`)
	}
}

// TestWhatIsGeneratedNeedsItsRelations: each needed relation must have something to lead to, explicit or generated.
func TestWhatIsGeneratedNeedsItsRelations(t *testing.T) {
	t.Parallel()
	load := func(section string) error {
		_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte("teamtailor: {"+section+"}"))})
		return err
	}
	for generate, want := range map[string]string{
		"jobs: 1":                                 "s.yaml:1:24: teamtailor.generate: jobs need at least one user",
		"users: 1, jobs: 1, job-applications: 1":  "s.yaml:1:24: teamtailor.generate: job-applications need at least one candidate and one job",
		"candidates: 1, answers: 1":               "s.yaml:1:24: teamtailor.generate: answers need at least one question and one candidate",
		"candidates: 2, questions: 1, answers: 3": "s.yaml:1:24: teamtailor.generate: there are not as many answers to be had as 3: no candidate is left for a question",
		"candidates: -1":                          "s.yaml:1:37: teamtailor.generate.candidates: must be a whole number from 0 to 10000000, not -1",
		"users: 1, jobs: 1, candidates: 1":        "",
	} {
		err := load("generate: {" + generate + "}")
		if want == "" {
			assert.NoError(t, err, generate)
			continue
		}
		assert.ErrorContains(t, err, want, generate)
	}
	assert.NoError(t, load("users: [{id: 1}], generate: {jobs: 1}"))
	assert.ErrorContains(t, load("users: [{id: 1}], questions: [{id: 1}], candidates: [{id: 1}], answers: [{question: 1, candidate: 1}], generate: {answers: 1}"), "not as many answers")
}

func TestTheDefaultSeedIsABelievableCompany(t *testing.T) {
	t.Parallel()
	s := run(t)
	for path, want := range map[string]string{
		"departments": "5", "roles": "12", "locations": "4", "users": "15", "jobs": "30", "candidates": "150", "job-applications": "250", "answers": "100", "questions": "12",
	} {
		assert.Contains(t, ask(t, s, "/v1/"+path+"?filter[id]=").body, `"record-count":0`, path)
		query := ""
		if path == "jobs" {
			query = "?filter[status]=all"
		}
		assert.Contains(t, ask(t, s, "/v1/"+path+query).body, `"record-count":`+want+`,`, path)
	}
	for _, status := range []string{"published", "unlisted", "archived", "draft", "scheduled"} {
		assert.NotEmpty(t, ids(t, ask(t, s, "/v1/jobs?filter[status]="+status)), status)
	}
	for _, stage := range []string{"Inbox", "In%20process", "Hired"} {
		assert.NotEmpty(t, ids(t, ask(t, s, "/v1/job-applications?filter[stage-type]="+stage)), stage)
	}
	for _, path := range []string{"jobs/7199", "jobs/7262", "jobs/7263", "jobs/12345", "jobs/1337", "candidates/576", "candidates/1106", "candidates/1337", "candidates/12345", "candidates/376226", "questions/6039", "job-applications/520", "job-applications/1337", "job-applications/1338", "job-applications/1339", "answers/1337", "answers/1338", "departments/337", "departments/338", "departments/339", "stages/1337"} {
		assert.Equal(t, http.StatusOK, ask(t, s, "/v1/"+path).status, path)
	}
}

// TestTwoServersAnswerAlike: same seed, clock and requests, same bytes; one more generated record changes no other.
func TestTwoServersAnswerAlike(t *testing.T) {
	t.Parallel()
	get := func(s *server.Server, path string) string {
		r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		r.Header.Set("Authorization", "Token abc123abc123")
		r.Header.Set("X-Api-Version", "20161108")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Body.String()
	}
	first, second := mounted(t), mounted(t)
	for _, name := range types() {
		path := "/v1/" + name + "?page[number]=2&page[size]=30"
		assert.Equal(t, get(first, path), get(second, path))
		assert.Contains(t, get(first, path), `"record-count"`)
	}
	text, _ := seeds.Embedded("default")
	more := mounted(t, servertest.Seed(strings.Replace(string(text), "candidates: 145", "candidates: 146", 1)))
	assert.Equal(t, get(first, "/v1/candidates/376300"), get(more, "/v1/candidates/376300"))
	assert.Contains(t, get(more, "/v1/candidates"), `"record-count":151`)
}

// TestIDsOfASeedLeaveRoom: a record without an id, and one that a client makes, come after the highest.
func TestIDsOfASeedLeaveRoom(t *testing.T) {
	t.Parallel()
	const keys = "teamtailor: {keys: [{token: abc123abc123, scope: admin, access: read/write}], candidates: [{email: x@example.com}, {id: "
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(keys+"4611686018427387905}]}"))})
	require.ErrorContains(t, err, `at most 4611686018427387904, so that others can follow, not "4611686018427387905"`)
	s := run(t, servertest.Seed(keys+"4611686018427387904}]}"))
	made := one(t, send(t, s, "POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"new@example.com"}}}`))
	assert.Equal(t, "4611686018427387906", made.ID)
}
