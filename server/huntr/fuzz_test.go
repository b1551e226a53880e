package huntr_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// FuzzQuery: whatever stands behind the question mark, a list answers 200 with data or 400 with an error in the
// documented shape.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{"", "limit=1&next=5b0379b5712bb674fd0d561e", "active=1&limit=%31", "created_after=1&created_before=99", "member_id=x&limit=&next=&active=", "%zz=&;=&a&&=", "job_id=5b088a7b12728af4ec0be9d6&event_type=JOB_ADDED"} {
		f.Add(query)
	}
	s := servertest.New(f, few())
	f.Fuzz(func(t *testing.T, query string) {
		for _, list := range []string{"members", "jobs", "events", "employers"} {
			check(t, s, &url.URL{Path: "/org/" + list, RawQuery: query})
		}
	})
}

// FuzzPathID: whatever stands in the path, the answer is a member, a refusal in the documented shape, or none of ours.
func FuzzPathID(f *testing.F) {
	for _, id := range []string{"5b0379b5712bb674fd0d561e", "", "abc", "%", "..", "5b0379b5712bb674fd0d561e/x", "\x00"} {
		f.Add(id)
	}
	s := servertest.New(f, few())
	f.Fuzz(func(t *testing.T, id string) {
		check(t, s, &url.URL{Path: "/org/members/" + id})
	})
}

// few rows make quick answers, and so many tries.
func few() servertest.Option {
	return servertest.Seed(`huntr: {tokens: [{token: huntr-demo-token}], members: [{id: 5b0379b5712bb674fd0d561e}], generate: {members: 2, employers: 2, jobs: 5}}`)
}

func check(t *testing.T, s http.Handler, at *url.URL) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
	request.URL = at
	request.Header.Set("Authorization", "Bearer huntr-demo-token")
	recorder := httptest.NewRecorder()
	contract.Hostile(t, "huntr")(s).ServeHTTP(recorder, request)
	var body struct {
		Data    *[]any               `json:"data"`
		ID      string               `json:"id"`
		Message string               `json:"message"`
		Error   struct{ Status int } `json:"error"`
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s: %v: %s", at, err, recorder.Body)
	}
	switch recorder.Code {
	case http.StatusOK:
		if body.Data == nil && body.ID == "" {
			t.Fatalf("%s: %s", at, recorder.Body)
		}
	case http.StatusBadRequest, http.StatusNotFound:
		if body.Message == "" || body.Error.Status != recorder.Code || body.Data != nil || recorder.Header().Get("X-Mock-Reason") == "" {
			t.Fatalf("%s: %s", at, recorder.Body)
		}
	default:
		t.Fatalf("%s: status %d", at, recorder.Code)
	}
}

// FuzzSeed: a section either loads or has faults with places; nothing is half there.
func FuzzSeed(f *testing.F) {
	for _, text := range []string{
		"huntr: {tokens: [{token: t}], members: [{ref: a}], jobs: [{title: x, member: a}]}",
		"huntr: {generate: {members: 2, employers: 1, jobs: 5, seed: -1}}",
		"huntr: {members: [{id: 666958440297480067932137}], events: [{eventType: JOB_ADDED, job: x}]}",
		"huntr: {generate: {from: 1, to: 2, members: 1, employers: 1, jobs: 3}}", "huntr: []", "huntr: {jobs: [{location: {lat: \"1\"}, member: a}]}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<10 {
			t.Skip("small seeds find as much")
		}
		file := seeds.Parse("fuzz.yaml", text)
		s, err := server.New(server.Options{Seed: file})
		if (err == nil) != (s != nil) {
			t.Fatal("a server and an error, or neither")
		}
		if err != nil && err.Error() == "" {
			t.Fatal("a fault without words")
		}
	})
}
