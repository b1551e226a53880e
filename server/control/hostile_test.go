package control_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/openapi"
)

// operations lists "POST /_mock/reset" of the document of the control API.
func operations(tb testing.TB) (all []string) {
	tb.Helper()
	text, ok := openapi.JSON("mock")
	require.True(tb, ok)
	var document struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	require.NoError(tb, json.Unmarshal(text, &document))
	for pattern, item := range document.Paths {
		for method := range item {
			if method != "parameters" {
				all = append(all, strings.ToUpper(method)+" "+pattern)
			}
		}
	}
	slices.Sort(all)
	return all
}

// TestBadInputIsAProblemAndChangesNothing asks every operation for what is malformed, unknown, oversized or hostile, of
// the default sandbox and of a named one.
func TestBadInputIsAProblemAndChangesNothing(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.must("POST", "/sandboxes", `{"name":"other"}`)
	state := func() string {
		_, _, one := a.raw("GET", "/_mock/state", "")
		_, _, two := a.raw("GET", "/_mock/sandboxes", "")
		_, _, three := a.raw("GET", "/_mock/sandboxes/other/state", "")
		return one + two + three
	}
	before := state()
	parameter := regexp.MustCompile(`\{\w+\}`)
	bodies := map[string]string{
		"unknown member": `{"\u0000colour":"red"}`, "list": `[1,2]`, "number": `7`, "half": `{"name":`, "binary": "\xff\xfe\x00", "YAML tag": "!!binary x",
		"endless alias": "a: &a [*a]", "deep": strings.Repeat("[", 20000) + strings.Repeat("]", 20000), "two documents": "{}\n---\n{}",
		"large": `{"name":"` + strings.Repeat("x", 6<<20) + `"}`, "wrong types": `{"name":{},"provider":[],"to":{},"by":[],"effect":1,"match":2,"settings":3,"remaining":"x","url":{},"order":1,"mode":[],"tokens":1}`,
	}
	for _, operation := range operations(t) {
		method, pattern, _ := strings.Cut(operation, " ")
		if pattern == "/_mock/health" || pattern == "/_mock/ca.pem" {
			continue
		}
		for _, value := range []string{"nobody", "%00", "..%2f..%2fetc", strings.Repeat("x", 4000), "%F0%9F%98%80", "-1", "%22%3E"} {
			path := parameter.ReplaceAllString(pattern, value)
			problem(t, a, method, path+"?colour=red", "", "unknown parameter")
			if path == pattern {
				break
			}
			problem(t, a, method, path, `{"remaining":1}`, "nothing of that name")
		}
		path := parameter.ReplaceAllString(pattern, "nobody")
		problem(t, a, method, strings.Replace(path, "/_mock", "/_mock/sandboxes/nobody", 1), "", "no such sandbox")
		for name, sent := range bodies {
			if method == http.MethodGet || method == http.MethodDelete {
				break
			}
			problem(t, a, method, path, sent, name)
			if strings.Count(pattern, "/") == 2 || !strings.Contains(pattern, "sandboxes") {
				problem(t, a, method, strings.Replace(path, "/_mock", "/_mock/sandboxes/other", 1), sent, name)
			}
		}
	}
	assert.Equal(t, before, state())
}

// goWords are what Go and its libraries say of a value, which is nothing for a user.
var goWords = regexp.MustCompile(`strconv|json: |cannot unmarshal|Go value|Go struct|%!|reflect\.|runtime error|interface \{|invalid syntax|value out of range|unexpected EOF|map\[|0x[0-9a-f]{6,}|\[[a-z_]+ [a-z_]+\]|invalid character|yaml: `)

func problem(t *testing.T, a *api, method, path, sent, what string) {
	t.Helper()
	status, header, text := a.raw(method, path, sent)
	shown := method + " " + path[:min(len(path), 80)] + " (" + what + ")"
	if !assert.True(t, status >= 400 && status < 500, "%s: %d %.300s", shown, status, text) {
		return
	}
	assert.Equal(t, "application/problem+json", header.Get("Content-Type"), shown)
	var p struct {
		Title, Detail string
		Status        int
	}
	require.NoError(t, json.Unmarshal([]byte(text), &p), shown)
	assert.Equal(t, status, p.Status, shown)
	assert.NotEmpty(t, p.Detail, shown)
	assert.Equal(t, http.StatusText(status), p.Title, shown)
	assert.Less(t, len(text), 64<<10, shown)
	assert.NotRegexp(t, goWords, text, shown)
}
