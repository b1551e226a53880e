package jusrecruit_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// FuzzQuery: whatever stands behind the question mark, a list answers 200 with data or 400 in the envelope.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{"", "page=2&limit=7", "status=ACTIVE&search=%C3%BC&jobId=x", "createdAfter=2025-01-01&updatedAfter=", "%zz=&;=&a&&=", "page=9223372036854775807&limit=100", "email=A@b&stageId=677b9b90a3a0770000000001"} {
		f.Add(query)
	}
	mock := servertest.New(f, unlimited())
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/candidates", "/jobs", "/workflows", "/company/webhooks", "/company/api-keys", "/candidates/6884a1f2c0ffeec0ffee0401/history"} {
			status := fuzzed(t, mock, http.MethodGet, &url.URL{Path: base + path, RawQuery: query}, "")
			if status != http.StatusOK && status != http.StatusBadRequest {
				t.Fatalf("%s?%s: status %d", path, query, status)
			}
		}
	})
}

// FuzzPathID: whatever stands in the path, the answer is a candidate or a refusal in the envelope.
func FuzzPathID(f *testing.F) {
	for _, id := range []string{"6884a1f2c0ffeec0ffee0401", "", "abc", "%", "..", "6884a1f2c0ffeec0ffee0401/history", "\x00"} {
		f.Add(id)
	}
	mock := servertest.New(f, unlimited())
	f.Fuzz(func(t *testing.T, id string) {
		fuzzed(t, mock, http.MethodGet, &url.URL{Path: base + "/candidates/" + id}, "")
	})
}

// FuzzBody: whatever is sent, a write is done, or refused with nothing stored.
func FuzzBody(f *testing.F) {
	for _, body := range []string{"", "{}", "null", `{"content":"x"}`, `{"tags":["a","b"]}`, `{"tags":[1]}`, `{"url":"http://x","events":["job.updated"],"secret":"s","active":false}`, `{"content":"\ud800"}`, "{\"content\":\"\xff\"}", `[[[[`, `{"tags":{"0":"a"}}`} {
		f.Add(body)
	}
	mock := servertest.New(f, unlimited())
	f.Fuzz(func(t *testing.T, body string) {
		for _, write := range []struct{ method, path, read string }{
			{http.MethodPost, asha + "/notes", asha + "/notes?limit=1"},
			{http.MethodPost, backend + "/tags", backend},
			{http.MethodDelete, backend + "/tags", backend},
			{http.MethodPost, hooks, hooks + "?limit=1"},
			{http.MethodPut, hooks + "/68632500a933460000000000", hooks + "?limit=1"},
		} {
			before := read(t, mock, write.read).Body.String()
			status := fuzzed(t, mock, write.method, &url.URL{Path: write.path}, body)
			if after := read(t, mock, write.read).Body.String(); status >= 400 && after != before {
				t.Fatalf("%s %s %q stored something: %s", write.method, write.path, body, after)
			}
		}
	})
}

// fuzzed asks, checks the envelope and returns the status.
func fuzzed(t *testing.T, mock http.Handler, method string, at *url.URL, body string) int {
	t.Helper()
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	r.URL = at
	r.Header.Set("Authorization", "Bearer "+everything)
	recorder := httptest.NewRecorder()
	contract.Hostile(t, "jusrecruit")(mock).ServeHTTP(recorder, r)
	var e struct {
		Success    *bool           `json:"success"`
		StatusCode int             `json:"statusCode"`
		Code       string          `json:"code"`
		Message    string          `json:"message"`
		Data       json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &e); err != nil || e.Success == nil {
		t.Fatalf("%s %s: %v: %s", method, at, err, recorder.Body)
	}
	status := recorder.Code
	switch {
	case *e.Success && (status == http.StatusOK || status == http.StatusCreated) && len(e.Data) > 0:
	case !*e.Success && status >= 400 && status < 500 && e.StatusCode == status && e.Code != "" && e.Message != "" && recorder.Header().Get("X-Mock-Reason") != "":
	default:
		t.Fatalf("%s %s: %d %s", method, at, status, recorder.Body)
	}
	return status
}

// FuzzSeed: a section either loads or has faults with places.
func FuzzSeed(f *testing.F) {
	for _, text := range []string{
		"jusrecruit: {company: {name: A}, users: [{ref: u}], keys: [{key: " + everything + ", createdBy: u}]}",
		"jusrecruit: {generate: {users: 2, workflows: 1, jobs: 2, candidates: 5, seed: -1}}",
		"jusrecruit: {workflows: [{name: w, ref: w, stages: [{name: s, type: OFFER, ref: s}]}], jobs: [{title: j, ref: j, workflow: w}], candidates: [{applications: [{job: j, stage: s}]}]}",
		"jusrecruit: {candidates: [{ref: c}], history: [{candidate: c, type: NOTE_ADDED, note: n}], notes: [{ref: n, candidate: c, content: x}]}",
		"jusrecruit: {generate: {from: 1, to: 2, users: 1, workflows: 1, jobs: 1, candidates: 3}}", "jusrecruit: []", "jusrecruit: {webhooks: [{url: \"http://x\", events: [a]}]}",
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
		if err != nil && err.Error() == "" {
			t.Fatal("a fault without words")
		}
	})
}
