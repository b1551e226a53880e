package control_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server/servertest"
)

// TestEmptyPathValues: where a name or an id should stand and nothing does, no other sandbox is meant and nothing changes.
func TestEmptyPathValues(t *testing.T) {
	t.Parallel()
	a := &api{servertest.Run(t), t, "/_mock"} // the document has no such requests
	call := func(method, path, sent string) (int, string) {
		status, _, text := a.raw(method, "/_mock"+path, sent)
		return status, text
	}
	state := func() string {
		_, text := call(http.MethodGet, "/state", "")
		return text
	}
	a.must("POST", "/faults", `{"effect": {"type": "status", "status": 503}}`)
	before := state()
	for _, path := range []string{
		"PUT /sandboxes//state", "POST /sandboxes//reset", "POST /sandboxes//clock/freeze", "POST /sandboxes//clock/advance", "POST /sandboxes//credentials",
		"GET /sandboxes//requests", "DELETE /sandboxes/", "GET /sandboxes/", "PUT /sandboxes/", "DELETE /sandboxes//", "DELETE /faults/", "DELETE /webhooks/",
		"DELETE /credentials/", "PUT /credentials//limit", "POST /snapshots//restore", "DELETE /snapshots/", "POST /actions//add-member", "POST /actions/huntr/",
		"PUT /limits/", "POST /deliveries//replay", "POST /webhooks//probe", "PATCH /webhooks/", "DELETE /sandboxes/default/faults/",
	} {
		method, target, _ := strings.Cut(path, " ")
		status, body := call(method, target, "{}")
		assert.Equal(t, 404, status, path)
		assert.Contains(t, body, "empty", path)
	}
	_, body := call(http.MethodPut, "/sandboxes//state", "{}")
	assert.Contains(t, body, `"detail":"the name of the sandbox in the path \"/_mock/sandboxes//state\" is empty","field":"name"`)
	assert.Equal(t, before, state())
	_, faults := call(http.MethodGet, "/faults", "")
	assert.Contains(t, faults, `"status":503`, "no fault is gone")
	for _, path := range []string{"/clock/", "/requests/", "/state/"} {
		status, _ := call(http.MethodGet, path, "")
		assert.Equal(t, 200, status, "%s: nothing is missing there", path)
	}
}

// TestCallsRefuseWhatTheyDoNotRead: a body or a parameter that a call does not know, and a parameter without a value,
// are refused, and nothing has changed.
func TestCallsRefuseWhatTheyDoNotRead(t *testing.T) {
	t.Parallel()
	a := &api{servertest.Run(t), t, "/_mock"} // the document has no such requests
	call := func(method, path, sent string) (int, string) {
		status, _, text := a.raw(method, "/_mock"+path, sent)
		return status, text
	}
	state := func() string {
		_, text := call(http.MethodGet, "/state", "")
		return text
	}
	a.must("POST", "/actions/huntr/add-member", `{"email": "left@example.com"}`)
	a.must("POST", "/snapshots", `{"name": "before"}`)
	before := state()
	for _, refused := range []struct{ method, path, body string }{
		{"POST", "/reset?fail_on_leftovers", ""},
		{"POST", "/reset?fail_on_leftovers=", ""},
		{"POST", "/reset?fail_on_leftovers=yes", ""},
		{"POST", "/reset", `{"fail_on_leftover": true}`},
		{"POST", "/reset", `{"fail_on_leftovers": "true"}`},
		{"POST", "/reset", `[]`},
		{"POST", "/reset", `{`},
		{"POST", "/reset?fail_on_leftovers=true", `{"fail_on_leftovers": false}`},
		{"POST", "/webhooks/flush", `{"now": true}`},
		{"POST", "/webhooks/flush", `garbage`},
		{"POST", "/webhooks/5b0379b5712bb674fd0d561e/probe", `{"x": 1}`},
		{"POST", "/deliveries/replay", `{"state": "failed"}`},
		{"POST", "/deliveries/1/replay", `[1]`},
		{"POST", "/snapshots/before/restore", `{"keep": true}`},
		{"DELETE", "/snapshots/before", `{"x": 1}`},
		{"DELETE", "/requests", `{"x": 1}`},
		{"DELETE", "/faults", `{"x": 1}`},
		{"DELETE", "/credentials/1", `{"x": 1}`},
		{"GET", "/requests?provider=", ""},
		{"GET", "/requests?after=1&after=2", ""},
		{"POST", "/webhooks/flush?now=true", ""},
	} {
		status, body := call(refused.method, refused.path, refused.body)
		assert.Equal(t, 400, status, "%s %s %s: %s", refused.method, refused.path, refused.body, body)
		assert.Equal(t, before, state(), "%s %s %s", refused.method, refused.path, refused.body)
	}
	status, _ := call(http.MethodPost, "/reset", `{"fail_on_leftovers": true}`)
	assert.Equal(t, 409, status, "the body's member is the query's")
	status, _ = call(http.MethodPost, "/reset", ` {} `)
	assert.Equal(t, 200, status)
}
