package teamtailor_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

// one is the data of a document of one resource.
func one(t testing.TB, got answer) object {
	t.Helper()
	require.Less(t, got.status, 300, got.body)
	var d struct{ Data object }
	require.NoError(t, json.Unmarshal([]byte(got.body), &d))
	return d.Data
}

func TestANewJobHasItsTwoStages(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	job := one(t, send(t, s, "POST", "/v1/jobs", related(`"questions":{"data":[{"type":"questions","id":"2"},{"type":"questions","id":"1"}]}`)))
	assert.Equal(t, "11", job.ID)
	assert.Equal(t, "published", job.Attributes["human-status"])
	stages := ask(t, s, "/v1/jobs/11/stages")
	assert.Contains(t, stages.body, `"created-at":"2026-01-15T10:00:00.000+01:00","updated-at":"2026-01-15T10:00:00.000+01:00","name":"Inbox","stage-type":"Inbox"`)
	assert.Contains(t, stages.body, `"stage-type":"Hired"`)
	assert.Equal(t, []string{"1", "2"}, ids(t, ask(t, s, "/v1/jobs/11/questions")))
	assert.Equal(t, "11", ids(t, ask(t, s, "/v1/jobs"))[0], "the newest job comes first")
}

func TestACandidateIsKeptAndMerged(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	fresh := one(t, send(t, s, "POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":" New@Example.COM ","tags":["a","b"],"referring-url":"https://www.facebook.com/x"}}}`))
	assert.Equal(t, "new@example.com", fresh.Attributes["email"])
	assert.Equal(t, []any{"a", "b"}, fresh.Attributes["tags"])
	assert.Equal(t, "Facebook", fresh.Attributes["referring-site"])
	assert.NotContains(t, fresh.Attributes, "merge")

	s.Clock().Advance(time.Hour)
	got := send(t, s, "POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"ANN@example.com","last-name":"Ek","merge":true}}}`)
	merged := one(t, got)
	assert.Equal(t, 201, got.status)
	assert.Equal(t, s.URL+"/v1/candidates/1", got.header.Get("Location"))
	assert.Equal(t, []any{"1", "Ann", "Ek", true}, []any{merged.ID, merged.Attributes["first-name"], merged.Attributes["last-name"], merged.Attributes["connected"]})
	assert.Equal(t, "2026-01-15T11:00:00.000+01:00", merged.Attributes["updated-at"])
	assert.Equal(t, "2019-05-05T02:00:00.000+02:00", merged.Attributes["created-at"])

	sourced := one(t, send(t, s, "POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"sourced":true}}}`))
	assert.Nil(t, sourced.Attributes["email"])
	cleared := one(t, send(t, s, "PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"last-name":null}}}`))
	assert.Nil(t, cleared.Attributes["last-name"], "null clears")
	assert.Equal(t, "Ann", cleared.Attributes["first-name"], "absent leaves")
}

func TestAnApplicationMovesThroughItsJobsStages(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	fresh := one(t, send(t, s, "POST", "/v1/job-applications", `{"data":{"type":"job-applications","relationships":{"candidate":{"data":{"type":"candidates","id":"2"}},"job":{"data":{"type":"jobs","id":"3"}}}}}`))
	path := "/v1/job-applications/" + fresh.ID
	assert.Equal(t, "2026-01-15T10:00:00.000+01:00", fresh.Attributes["changed-stage-at"])
	assert.Equal(t, "Inbox", one(t, ask(t, s, path+"/stage")).Attributes["name"])

	s.Clock().Advance(time.Hour)
	quiet := one(t, send(t, s, "PATCH", path, `{"data":{"id":"`+fresh.ID+`","type":"job-applications","attributes":{"rejected-at":"2026-01-15T10:30:00+01:00"}}}`))
	assert.Equal(t, "2026-01-15T10:30:00.000+01:00", quiet.Attributes["rejected-at"])
	assert.Equal(t, fresh.Attributes["changed-stage-at"], quiet.Attributes["changed-stage-at"])

	moved := one(t, send(t, s, "PATCH", path+"?include=stage", `{"data":{"id":"`+fresh.ID+`","type":"job-applications","relationships":{"stage":{"data":{"type":"stages","id":"20"}}}}}`))
	assert.Equal(t, "2026-01-15T11:00:00.000+01:00", moved.Attributes["changed-stage-at"])
	assert.Contains(t, ids(t, ask(t, s, "/v1/job-applications?filter[stage-type]=in%20process")), fresh.ID)
	assert.Equal(t, []string{"2"}, ids(t, ask(t, s, "/v1/stages/20/candidates")))

	s.Clock().Advance(time.Hour)
	require.Equal(t, 204, send(t, s, "PATCH", path+"/relationships/stage", `{"data":{"type":"stages","id":"22"}}`).status)
	assert.Equal(t, "2026-01-15T12:00:00.000+01:00", one(t, ask(t, s, path)).Attributes["changed-stage-at"], "a linkage write stamps too")
	assert.Equal(t, 422, send(t, s, "PATCH", path+"/relationships/stage", `{"data":{"type":"stages","id":"21"}}`).status, "a stage of another job")
	assert.Equal(t, 422, send(t, s, "DELETE", path+"/relationships/candidate", "").status)
}

func TestDefaultStagesCannotLeaveTheirJob(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	const stages = "/v1/jobs/4/relationships/stages"
	for id, name := range map[string]string{"26": "Inbox", "27": "Hired"} {
		stage := one(t, ask(t, s, "/v1/stages/"+id))
		require.Equal(t, name, stage.Attributes["stage-type"])
		require.Empty(t, ids(t, ask(t, s, "/v1/stages/"+id+"/candidates")), "nobody in it keeps it where it is")
		got := send(t, s, "POST", "/v1/jobs/3/relationships/stages", `{"data":[{"type":"stages","id":"`+id+`"}]}`)
		refused(t, got, 422, "100", "The stage "+name+" can't be changed", "The stage "+name+" can't be changed", "/data")
	}
	assert.Equal(t, 204, send(t, s, "POST", stages, `{"data":[{"type":"stages","id":"20"}]}`).status)
	assert.Contains(t, ids(t, ask(t, s, "/v1/jobs/4/stages")), "20")
	assert.Equal(t, 422, send(t, s, "DELETE", stages, `{"data":[{"type":"stages","id":"20"}]}`).status, "a stage needs a job")
}

func TestAStageWithCandidatesCannotLeaveItsJob(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	const stages, stage = "/v1/jobs/4/relationships/stages", "/v1/job-applications/1/relationships/stage"
	require.Equal(t, 204, send(t, s, "PATCH", stage, `{"data":{"type":"stages","id":"20"}}`).status)
	refused(t, send(t, s, "POST", stages, `{"data":[{"type":"stages","id":"20"}]}`), 422, "100", "The stage Call has candidates", "The stage Call has candidates", "/data")
	require.Equal(t, 204, send(t, s, "PATCH", stage, `{"data":{"type":"stages","id":"22"}}`).status)
	assert.Equal(t, 204, send(t, s, "POST", stages, `{"data":[{"type":"stages","id":"20"}]}`).status, "they left it")
}

func TestAnAnswerMovesToACandidateWithoutOne(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(strings.TrimSuffix(smallSeed, "]\n")+", {id: 2, question: 1, candidate: 2, text: other}, {id: 3, question: 6, candidate: 1, video-token: film}]\n"))
	const answers = "/v1/candidates/2/relationships/answers"
	refused(t, send(t, s, "POST", answers, `{"data":[{"type":"answers","id":"1"}]}`), 422, "100", "has already been taken", "candidate - has already been taken", "/data/relationships/candidate")
	assert.Equal(t, []string{"1", "3"}, ids(t, ask(t, s, "/v1/candidates/1/answers")))
	require.Equal(t, 204, send(t, s, "POST", answers, `{"data":[{"type":"answers","id":"3"}]}`).status)
	assert.Equal(t, []string{"2", "3"}, ids(t, ask(t, s, "/v1/candidates/2/answers")))
	assert.Equal(t, "film", one(t, ask(t, s, "/v1/answers/3")).Attributes["video-token"])
}

// TestAnUpdateThatChangesNothingIsNoUpdate sends what is there already, and then something else.
func TestAnUpdateThatChangesNothingIsNoUpdate(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	answer := `{"data":{"type":"answers","attributes":{"text":"%s"},"relationships":{"candidate":{"data":{"type":"candidates","id":"1"}},"question":{"data":{"type":"questions","id":"1"}}}}}`
	for _, c := range []struct{ verb, path, document, same, other string }{
		{"PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"first-name":"%s","email":"ANN@example.com"}}}`, "Ann", "Anna"},
		{"PATCH", "/v1/candidates/2", `{"data":{"id":"2","type":"candidates","attributes":{"tags":["%s"]}}}`, "a", "b"},
		{"PATCH", "/v1/job-applications/1", `{"data":{"id":"1","type":"job-applications","relationships":{"stage":{"data":{"type":"stages","id":"%s"}}}}}`, "22", "20"},
		{"POST", "/v1/answers", answer, "so", "else"},
	} {
		updated := func(text string) any {
			s.Clock().Advance(time.Hour)
			return one(t, send(t, s, c.verb, c.path, strings.Replace(c.document, "%s", text, 1))).Attributes["updated-at"]
		}
		before := updated(c.same)
		assert.Equal(t, before, updated(c.same), c.path)
		assert.NotEqual(t, before, updated(c.other), c.path)
	}
}

func TestAPitchIsCountedInCharacters(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	pitch := strings.Repeat("å", 140)
	kept := one(t, send(t, s, "PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"pitch":"`+pitch+`"}}}`))
	assert.Equal(t, pitch, kept.Attributes["pitch"])
}

func TestASecondAnswerUpdatesTheFirst(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	answer := func(question, attributes string) object {
		return one(t, send(t, s, "POST", "/v1/answers", `{"data":{"type":"answers","attributes":{`+attributes+`},"relationships":{"candidate":{"data":{"type":"candidates","id":"1"}},"question":{"data":{"type":"questions","id":"`+question+`"}}}}}`))
	}
	assert.Equal(t, []any{"1", "new"}, []any{answer("1", `"text":"new"`).ID, answer("1", `"text":"new"`).Attributes["text"]})
	for question, attributes := range map[string]string{"2": `"choices":[2]`, "3": `"choices":[1,2]`, "4": `"range":9`, "5": `"boolean":false`} {
		assert.NotEqual(t, "1", answer(question, attributes).ID)
	}
	assert.Equal(t, []string{"1", "2", "3", "4", "5"}, ids(t, ask(t, s, "/v1/candidates/1/questions")))
	assert.Len(t, ids(t, ask(t, s, "/v1/candidates/1/answers")), 5)
}

// TestNothingKeptIsStale changes what other documents show and reads them again.
func TestNothingKeptIsStale(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	read := func() string {
		return ask(t, s, "/v1/job-applications?include=job,candidate").body + ask(t, s, "/v1/jobs?include=stages.candidates,department&filter[id]=3").body
	}
	require.Contains(t, read(), `"title":"Three"`)
	require.Contains(t, read(), `"first-name":"Ann"`)
	send(t, s, "PATCH", "/v1/jobs/3", `{"data":{"id":"3","type":"jobs","attributes":{"title":"Renamed ad"},"relationships":{"department":{"data":{"type":"departments","id":"2"}}}}}`)
	send(t, s, "PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"first-name":"Anna"}}}`)
	after := read()
	assert.NotContains(t, after, `"title":"Three"`)
	assert.NotContains(t, after, `"first-name":"Ann"`)
	assert.Contains(t, after, `/jobs/3-renamed-ad"`)
	assert.Contains(t, after, `"name":"Two"`)
	assert.Equal(t, []string{"4", "3"}, ids(t, ask(t, s, "/v1/jobs?filter[department]=2")))
	assert.Empty(t, ids(t, ask(t, s, "/v1/jobs?filter[department]=1")))
}

func TestARefusedWriteChangesNothing(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	before := ask(t, s, "/v1/candidates/1?include=job-applications,answers").body
	refusedLater := `{"data":{"id":"1","type":"candidates","attributes":{"first-name":"X"},"relationships":{"job-applications":{"data":[]}}}}`
	assert.Equal(t, 422, send(t, s, "PATCH", "/v1/candidates/1", refusedLater).status, "the applications need their candidate")
	assert.Equal(t, before, ask(t, s, "/v1/candidates/1?include=job-applications,answers").body)
}

func TestResumesAreFetchedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cv.pdf":
			_, _ = w.Write([]byte("%PDF-1.4"))
		case "/largest.pdf":
			_, _ = w.Write(append([]byte("%PDF-1.4"), make([]byte, 5<<20-8)...))
		case "/larger.pdf":
			_, _ = w.Write(append([]byte("%PDF-1.4"), make([]byte, 5<<20-7)...))
		case "/page":
			_, _ = w.Write([]byte("<html>"))
		case "/moved":
			http.Redirect(w, r, "/cv.pdf", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer files.Close()
	fetching := run(t, servertest.Seed(smallSeed), servertest.Settings(func(s *server.Settings) { s.Teamtailor.FetchResume = true }))
	resume := func(url string) string {
		return `{"data":{"id":"1","type":"candidates","attributes":{"resume":"` + url + `"}}}`
	}
	assert.Equal(t, 200, send(t, fetching, "PATCH", "/v1/candidates/1", resume(files.URL+"/cv.pdf")).status)
	assert.Equal(t, 200, send(t, fetching, "PATCH", "/v1/candidates/1", resume(files.URL+"/largest.pdf")).status)
	assert.Equal(t, 200, send(t, fetching, "PATCH", "/v1/candidates/1", resume("")).status)
	for _, url := range []string{files.URL + "/none", files.URL + "/page", files.URL + "/larger.pdf", files.URL + "/moved", "http://169.254.169.254/x", "http://192.0.2.1/x", "nonsense"} {
		refused(t, send(t, fetching, "PATCH", "/v1/candidates/1", resume(url)), 422, "100", "is invalid", "resume - is invalid", "/data/attributes/resume")
	}
	stored := one(t, send(t, run(t, servertest.Seed(smallSeed)), "PATCH", "/v1/candidates/1", resume("http://192.0.2.1/x")))
	assert.Equal(t, "http://192.0.2.1/x", stored.Attributes["resume"])
}
