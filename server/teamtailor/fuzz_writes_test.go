package teamtailor_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/control"
	"mockserver/server/servertest"
)

// writes are the routes that FuzzWrites sends bodies to: every kind of create, change and linkage.
func writes() [][2]string {
	return [][2]string{
		{"POST", "/v1/candidates"},
		{"PATCH", "/v1/candidates/1"},
		{"PUT", "/v1/candidates/1"},
		{"POST", "/v1/jobs"},
		{"PATCH", "/v1/jobs/3"},
		{"POST", "/v1/job-applications"},
		{"PATCH", "/v1/job-applications/1"},
		{"POST", "/v1/answers"},
		{"PATCH", "/v1/answers/1"},
		{"PATCH", "/v1/candidates/1/relationships/department"},
		{"PATCH", "/v1/candidates/1/relationships/job-applications"},
		{"POST", "/v1/candidates/1/relationships/job-applications"},
		{"DELETE", "/v1/candidates/1/relationships/job-applications"},
		{"POST", "/v1/candidates/1/relationships/questions"},
		{"PATCH", "/v1/job-applications/1/relationships/stage"},
		{"PATCH", "/v1/job-applications/1/relationships/candidate"},
		{"PATCH", "/v1/jobs/3/relationships/questions"},
		{"POST", "/v1/jobs/3/relationships/questions"},
		{"DELETE", "/v1/jobs/3/relationships/questions"},
		{"PATCH", "/v1/jobs/3/relationships/locations"},
		{"DELETE", "/v1/jobs/3/relationships/department"},
		{"POST", "/v1/jobs/3/relationships/stages"},
	}
}

// FuzzWrites: whatever is sent, a write is done, or refused in a document that the contract knows, with nothing stored. A 500
// is one that the library answers too.
func FuzzWrites(f *testing.F) {
	for i, body := range []string{
		`{"data":{"type":"candidates","attributes":{"email":"a@example.com","tags":["a"],"sourced":true,"merge":true}}}`,
		`{"data":{"id":"1","type":"candidates","attributes":{"pitch":null,"connected":"yes"},"relationships":{"department":{"data":{"type":"departments","id":"2"}}}}}`,
		`{"data":{"type":"jobs","attributes":{"title":"x","body":"y","pinned":1},"relationships":{"user":{"data":{"type":"users","id":"1"}},"questions":{"data":[{"type":"questions","id":"1"}]}}}}`,
		`{"data":{"type":"job-applications","attributes":{"cover-letter":"x"},"relationships":{"candidate":{"data":{"type":"candidates","id":"2"}},"job":{"data":{"type":"jobs","id":"3"}}}}}`,
		`{"data":{"type":"answers","attributes":{"choices":[1,2],"range":"7"},"relationships":{"candidate":{"data":{"type":"candidates","id":"1"}},"question":{"data":{"type":"questions","id":"3"}}}}}`,
		`{"data":[{"type":"job-applications","id":"1"},{"type":"job-applications","id":"99"}]}`, `{"data":{"type":"departments","id":"2"}}`, `{"data":null}`, `{"data":[]}`,
		`{"data":[{"type":"questions","id":"2"},{"type":"questions","id":"2"}]}`, `[]`, ``, `{"data":{"type":[],"attributes":[]}}`, `{"data":{"type":"jobs","relationships":{"user":[]}}}`,
		`{"data":{"type":"job-applications","id":1,"relationships":{"stage":{"data":{"type":"stages","id":"21"}}}}}`, `{"data":[[]]}`, `{"data":{"id":"-1","type":"candidates"}}`,
	} {
		for which := range writes() {
			if which%3 == i%3 {
				f.Add(uint8(which), []byte(body))
			}
		}
	}
	mock := servertest.New(f, servertest.Seed(smallSeed), servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = "off" }))
	world, err := mock.Control().World("default")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, which uint8, body []byte) {
		write := writes()[int(which)%len(writes())]
		r := httptest.NewRequest(write[0], write[1], strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/vnd.api+json")
		w := tried(t, mock, r)
		report, err := world.Reset(context.WithoutCancel(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		if w.Code >= 400 && len(report.Tables) > 0 {
			t.Fatalf("%s %q: %d, and yet changed: %v", write, body, w.Code, report.Tables)
		}
	})
}

// tried sends a request by the contract. What is refused says why.
func tried(t *testing.T, mock http.Handler, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	r.Header.Set("Authorization", "Token token=abc123abc123")
	r.Header.Set("X-Api-Version", "20161108")
	w := httptest.NewRecorder()
	contract.Hostile(t, "teamtailor")(mock).ServeHTTP(w, r)
	reason := w.Header().Get("X-Mock-Reason")
	if w.Code >= 400 && reason == "" || w.Code >= 500 && !strings.Contains(reason, "the library fails at") {
		t.Fatalf("%s %s: %d %q %s", r.Method, r.URL, w.Code, reason, w.Body)
	}
	return w
}

// FuzzPathID: whatever stands in the path for an id, the answer is a document or a refusal that the contract knows.
func FuzzPathID(f *testing.F) {
	for _, id := range []string{"1", "", "abc", "%", "..", "1/stages", "\x00", "-1", "+1", "01", " 1", "1.0", "9223372036854775808", "1,2", "1_0", "١", "1.json"} {
		f.Add(id)
	}
	mock := servertest.New(f, servertest.Seed(smallSeed), servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = "off" }))
	f.Fuzz(func(t *testing.T, id string) {
		for _, path := range []string{"/v1/candidates/" + id, "/v1/jobs/" + id + "/department", "/v1/jobs/" + id + "/relationships/questions"} {
			r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
			r.URL = &url.URL{Path: path}
			if w := tried(t, mock, r); w.Code >= 500 {
				t.Fatalf("%q: %d", path, w.Code)
			}
		}
	})
}

// FuzzSeed: a section either loads, and its export loads to the same rows, or has faults with places.
func FuzzSeed(f *testing.F) {
	for _, text := range []string{
		"teamtailor: {keys: [{token: abc123abc123, scope: admin, access: read/write}], candidates: [{id: 1, email: A@b, resume: generated}]}",
		"teamtailor: {users: [{ref: u}], jobs: [{ref: j, title: x, user: u, embeddable: true}], stages: [{name: s, job: j}], candidates: [{ref: c}], job-applications: [{candidate: c, job: j, stage: s}]}",
		"teamtailor: {questions: [{ref: q, question-type: Choice, alternatives: [{id: 1, title: a}]}], candidates: [{ref: c}], answers: [{question: q, candidate: c, choices: [1]}]}",
		"teamtailor: {generate: {users: 1, questions: 2, jobs: 2, candidates: 3, job-applications: 2, answers: 1, seed: -1}}", "teamtailor: {locations: [{headquarters: true}, {headquarters: true}]}",
		"teamtailor: []", "teamtailor: {candidates: [{id: 9223372036854775807}, {email: x}]}", "teamtailor: {webhooks: [{url: \"http://x\", events: [candidate.create], signature_version: v1}]}",
		"teamtailor: {jobs: [{title: \"\\0\", start-date: 0001-01-01, status: open}]}", "teamtailor: {departments: [{id: 0}, {id: a}]}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<10 || strings.Contains(string(text), "0000") {
			t.Skip("small seeds find as much")
		}
		s, err := server.New(server.Options{Seed: seeds.Parse("fuzz.yaml", text)})
		if (err == nil) != (s != nil) {
			t.Fatal("a server and an error, or neither")
		}
		if err != nil {
			if err.Error() == "" {
				t.Fatal("a fault without words")
			}
			return
		}
		first := exported(t, s)
		again, err := server.New(server.Options{Seed: seeds.Parse("again.yaml", first)})
		if err != nil {
			t.Fatalf("%s is exported from %q, and refused: %v", first, text, err)
		}
		if second := exported(t, again); string(second) != string(first) {
			t.Fatalf("%q is exported as %s, and that as %s", text, first, second)
		}
	})
}

func exported(t *testing.T, s *server.Server) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+control.Base+"/state?credentials=include", http.NoBody))
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.Bytes()
}
