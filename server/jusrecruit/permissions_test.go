package jusrecruit_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// permissions in the order of the vendor's page; the key of the n-th ends in n.
var permissions = []string{
	"LIST_CANDIDATES", "FETCH_CANDIDATES", "SEND_NOTES", "LIST_JOBS", "FETCH_JOBS", "FETCH_TAGS",
	"LIST_WORKFLOWS", "FETCH_WORKFLOW", "FETCH_COMPANY_DETAILS", "FETCH_WEBHOOK", "FETCH_API_KEY", "FETCH_USER_DETAILS",
}

func keyOf(n int) string { return fmt.Sprintf("jc_%062d%02d", 0, n) }

// endpoint is one row of the vendor's mapping table, or of what the page names beside it.
type endpoint struct {
	method, path, body string
	permission         string
	status             int // with the permission
}

func endpoints() []endpoint {
	const hook = base + "/company/webhooks/68632500a933460000000000"
	return []endpoint{
		{"GET", base + "/candidates", "", "LIST_CANDIDATES", 200},
		{"GET", asha, "", "FETCH_CANDIDATES", 200},
		{"GET", asha + "/history", "", "FETCH_CANDIDATES", 200},
		{"GET", asha + "/notes", "", "SEND_NOTES", 200},
		{"POST", asha + "/notes", `{"content":"x"}`, "SEND_NOTES", 201},
		{"GET", base + "/jobs", "", "LIST_JOBS", 200},
		{"GET", backend, "", "FETCH_JOBS", 200},
		{"GET", backend + "/tags", "", "FETCH_TAGS", 200},
		{"POST", backend + "/tags", `{"tags":["x"]}`, "FETCH_TAGS", 200},
		{"DELETE", backend + "/tags?tag=x", "", "FETCH_TAGS", 200},
		{"GET", base + "/workflows", "", "LIST_WORKFLOWS", 200},
		{"GET", base + "/workflows/677b9b90c0ffeec0ffee0201", "", "FETCH_WORKFLOW", 200},
		{"GET", base + "/company/info", "", "FETCH_COMPANY_DETAILS", 200},
		{"GET", base + "/company/webhooks", "", "FETCH_WEBHOOK", 200},
		{"POST", base + "/company/webhooks", `{"url":"http://localhost/x"}`, "FETCH_WEBHOOK", 201},
		{"GET", hook, "", "FETCH_WEBHOOK", 200},
		{"PUT", hook, `{"active":true}`, "FETCH_WEBHOOK", 200},
		{"DELETE", hook, "", "FETCH_WEBHOOK", 200},
		{"GET", base + "/company/api-keys", "", "FETCH_API_KEY", 200},
		{"GET", base + "/company/api-keys/677b9b90ab20840000000000", "", "FETCH_API_KEY", 200},
		{"GET", base + "/user/info", "", "FETCH_USER_DETAILS", 200},
		{"GET", nikhil, "", "FETCH_USER_DETAILS", 200},
	}
}

// TestExactlyTheMappedPermissionPasses asks every endpoint with every key that has one permission.
func TestExactlyTheMappedPermissionPasses(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	for _, e := range endpoints() {
		for n, permission := range permissions {
			got := ask(t, s, e.path, send(e.method, e.body), key(keyOf(n+1)))
			if permission == e.permission {
				assert.Equal(t, e.status, got.status, "%s %s with %s: %s", e.method, e.path, permission, got.body)
				continue
			}
			assert.Equal(t, http.StatusForbidden, got.status, "%s %s with %s", e.method, e.path, permission)
			assert.Equal(t, `{"success":false,"statusCode":403,"code":"FORBIDDEN","message":"API key does not have the required permission: `+e.permission+`"}`, got.body)
			assert.Equal(t, "the route needs "+e.permission+", the credential has "+permission, got.header.Get("X-Mock-Reason"))
		}
		got := ask(t, s, e.path, send(e.method, e.body), key(nothing))
		assert.Equal(t, http.StatusForbidden, got.status, e.path)
		assert.Equal(t, "the route needs "+e.permission+", the credential has no permission", got.header.Get("X-Mock-Reason"))
	}
}

// TestEveryRouteIsTried: the table above has every route of the provider, with its permission.
func TestEveryRouteIsTried(t *testing.T) {
	t.Parallel()
	tried := map[string]string{}
	for _, e := range endpoints() {
		path, _, _ := strings.Cut(e.path, "?")
		for id, name := range map[string]string{
			"6884a1f2c0ffeec0ffee0401": "{candidateId}", "68677740c0ffeec0ffee0301": "{jobId}", "677b9b90c0ffeec0ffee0201": "{workflowId}",
			"68632500a933460000000000": "{webhookId}", "677b9b90ab20840000000000": "{apiKeyId}", "677b9b90c0ffeec0ffee0101": "{userId}",
		} {
			path = strings.ReplaceAll(path, id, name)
		}
		tried[e.method+" "+path] = e.permission
	}
	routes := map[string]string{}
	for _, route := range servertest.New(t).Routes() {
		if route.Provider == "jusrecruit" {
			routes[route.Method+" "+route.Pattern] = route.Permission
		}
	}
	assert.Equal(t, routes, tried)
}

func TestNoKeyPassesWithoutBeingKnown(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	const required, unknown = "API key is required", "Invalid API key"
	for _, e := range endpoints() {
		for _, c := range []struct {
			change        func(*http.Request)
			code, message string
			reason        string
		}{
			{without("Authorization"), "UNAUTHORIZED", required, "there is no Authorization header"},
			{header("Authorization", "Bearer"), "UNAUTHORIZED", required, "has no key behind Bearer"},
			{header("Authorization", "Basic YTpi"), "UNAUTHORIZED", required, "does not start with Bearer"},
			{header("Authorization", everything), "UNAUTHORIZED", required, "does not start with Bearer"},
			{key("jc_abc"), "UNAUTHORIZED", unknown, "no sandbox has this jusrecruit token"},
			{key(strings.ToUpper(everything)), "UNAUTHORIZED", unknown, "no sandbox has this jusrecruit token"},
			{key("huntr-demo-token"), "UNAUTHORIZED", unknown, "no sandbox has this jusrecruit token"},
			{key(expired), "API_KEY_EXPIRED", "API key has expired", "the credential expired at Tue, 01 Jul 2025 00:00:00 GMT"},
		} {
			got := ask(t, s, e.path, send(e.method, e.body), c.change)
			assert.Equal(t, http.StatusUnauthorized, got.status)
			assert.Equal(t, `{"success":false,"statusCode":401,"code":"`+c.code+`","message":"`+c.message+`"}`, got.body)
			assert.Contains(t, got.header.Get("X-Mock-Reason"), c.reason)
			assert.Equal(t, "Bearer", got.header.Get("WWW-Authenticate"))
		}
	}
}

func TestTheSchemeMayBeInLowerCase(t *testing.T) {
	t.Parallel()
	s := run(t)
	assert.Equal(t, 200, ask(t, s, base+"/company/info", header("Authorization", "bearer "+everything)).status)
}

func TestAKeyExpiresWhileTheClockAdvances(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(`
jusrecruit:
  company: {name: Acme}
  keys: [{key: `+everything+`, permissions: [FETCH_COMPANY_DETAILS], expiresAt: 2026-01-15T09:00:10Z}]`))
	assert.Equal(t, 200, ask(t, s, base+"/company/info").status)
	s.Clock().Advance(10*time.Second - 1)
	assert.Equal(t, 200, ask(t, s, base+"/company/info").status, "a nanosecond before")
	s.Clock().Advance(1)
	got := ask(t, s, base+"/company/info")
	assert.Equal(t, 401, got.status, "the very instant")
	assert.Contains(t, got.body, `"code":"API_KEY_EXPIRED"`)
	s.Clock().Advance(-time.Second)
	assert.Equal(t, 200, ask(t, s, base+"/company/info").status, "the clock decides")
}

// TestRefusalsComeInOrder has everything wrong at once and mends one thing after the other.
func TestRefusalsComeInOrder(t *testing.T) {
	t.Parallel()
	s := run(t)
	for range 20 {
		ask(t, s, base+"/nowhere", key(nothing))
	}
	wrong := []func(*http.Request){without("Authorization"), key(nothing)}
	assert.Equal(t, 401, ask(t, s, base+"/nowhere", wrong[0]).status)
	assert.Equal(t, 429, ask(t, s, base+"/nowhere", wrong[1]).status)
	s.Clock().Advance(2 * time.Second)
	assert.Equal(t, 404, ask(t, s, base+"/nowhere?page=0", wrong[1]).status)
	assert.Equal(t, 405, ask(t, s, base+"/jobs?page=0", wrong[1], send("POST", "{")).status)
	assert.Equal(t, 403, ask(t, s, base+"/jobs?page=0", wrong[1]).status)
	assert.Equal(t, 403, ask(t, s, base+"/jobs/"+nobody, wrong[1]).status, "ids do not leak")
	assert.Equal(t, 400, ask(t, s, base+"/jobs?page=0").status)
	assert.Equal(t, 400, ask(t, s, base+"/candidates/"+nobody+"/history?page=0").status)
	assert.Equal(t, 404, ask(t, s, base+"/candidates/"+nobody+"/history").status)
}

func TestRoutesAreTheVendors(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	got := ask(t, s, base+"/nowhere")
	assert.Equal(t, `{"success":false,"statusCode":404,"code":"NOT_FOUND","message":"Route not found"}`, got.body)
	for path, allow := range map[string]string{
		"/candidates": "GET, HEAD", "/jobs/x/tags": "GET, HEAD, POST, DELETE", "/company/webhooks": "GET, HEAD, POST", "/company/webhooks/x": "GET, HEAD, PUT, DELETE",
	} {
		got := ask(t, s, base+path, send("PATCH", "{}"))
		assert.Equal(t, 405, got.status, path)
		assert.Equal(t, `{"success":false,"statusCode":405,"code":"METHOD_NOT_ALLOWED","message":"Method not allowed"}`, got.body)
		assert.Equal(t, allow, got.header.Get("Allow"), path)
	}
	assert.Equal(t, 200, ask(t, s, base+"/jobs/").status, "a trailing slash")
	assert.Equal(t, "Nikhil", ask(t, s, base+"/user/info").objects(t)[0]["firstName"], "the literal wins")
	head := ask(t, s, base+"/jobs", send("HEAD", ""))
	require.Equal(t, 200, head.status)
	assert.Empty(t, head.body)
	assert.Equal(t, fmt.Sprint(len(ask(t, s, base+"/jobs").body)), head.header.Get("Content-Length"))
}
