package huntr_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server"
	"mockserver/server/servertest"
)

const wrongKey = `{"message":"Your API key is wrong.","error":{"message":"Your API key is wrong.","status":401}}`

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t))
	limit := func(value string) string {
		return `{"message":"Limit must be an integer under 500","error":{"message":"Limit must be an integer under 500","param":"limit","value":"` + value + `","location":"query","status":400}}`
	}
	invalid := func(param, value, location string) string {
		return `{"message":"Invalid value","error":{"message":"Invalid value","param":"` + param + `","value":"` + value + `","location":"` + location + `","status":400}}`
	}
	const notFound = `{"message":"The specified resource could not be found.","error":{"message":"The specified resource could not be found.","status":404}}`
	for _, c := range []struct {
		path, reason, evidence string
		status                 int
		body                   string
		change                 []func(*http.Request)
	}{
		{"/org/members", "no Authorization header", "inferred", 401, wrongKey, []func(*http.Request){anonymous}},
		{"/org/members", "does not start with Bearer", "inferred", 401, wrongKey, []func(*http.Request){header("Authorization", "Basic YTpi")}},
		{"/org/members", "no token behind Bearer", "inferred", 401, wrongKey, []func(*http.Request){header("Authorization", "Bearer ")}},
		{"/org/members", "no sandbox has this huntr token", "inferred", 401, wrongKey, []func(*http.Request){header("Authorization", "Bearer nobody")}},
		{"/org/nothing", "no Authorization header", "inferred", 401, wrongKey, []func(*http.Request){anonymous}},
		{"/org/nothing", "no route for the path /org/nothing", "inferred", 404, notFound, nil},
		{"/org", "no route for the path /org", "inferred", 404, notFound, nil},
		{"/org/events/5b17300b4453e621e676d90e", "no route", "inferred", 404, notFound, nil},
		{"/org/jobs", "takes GET, HEAD, not POST", "inferred", 405, `{"message":"You tried to access a resource with an invalid method.","error":{"message":"You tried to access a resource with an invalid method.","status":405}}`, []func(*http.Request){method("POST")}},
		{"/org/jobs", "text/html", "inferred", 406, `{"message":"You requested a format that isn't json.","error":{"message":"You requested a format that isn't json.","status":406}}`, []func(*http.Request){header("Accept", "text/html")}},
		{"/org/members/5b0379b5712bb674fd0d561f", "no member has the id 5b0379b5712bb674fd0d561f", "inferred", 404, notFound, nil},
		{"/org/jobs/5B088A7B12728AF4EC0BE9D7", "no job has the id 5b088a7b12728af4ec0be9d7", "inferred", 404, notFound, nil},
		{"/org/jobs/abc", "not 24 hex digits", "inferred", 400, invalid("id", "abc", "params"), nil},
		{"/org/members/%22a%2Fb", "not 24 hex digits", "inferred", 400, invalid("id", `\"a/b`, "params"), nil},
		{"/org/members?limit=501", "at most 500", "documented", 400, limit("501"), nil},
		{"/org/members?limit=0", "at least 1", "inferred", 400, limit("0"), nil},
		{"/org/events?limit=-3", "at least 1", "inferred", 400, limit("-3"), nil},
		{"/org/employers?limit=", "at least 1", "inferred", 400, limit(""), nil},
		{"/org/jobs?limit=1e3", "at least 1", "inferred", 400, limit("1e3"), nil},
		{"/org/jobs?limit=99999999999999999999", "at least 1", "inferred", 400, limit("99999999999999999999"), nil},
		{"/org/jobs?limit=1&limit=x", `limit must be a whole number of at least 1, not "x"`, "inferred", 400, limit("x"), nil},
		{"/org/jobs?limit[]=x", `limit must be a whole number of at least 1, not "x"`, "inferred", 400, limit("x"), nil},
		{"/org/jobs?limit[a]=5", "limit is an object in the query string (limit[a]), not a value", "inferred", 400, limit("5"), nil},
		{"/org/jobs?limit=2;3", "at least 1", "inferred", 400, limit("2;3"), nil},
		{"/org/jobs?next=abcd", "next must be 24 hex digits", "documented", 400, invalid("next", "abcd", "query"), nil},
		{"/org/jobs?next=", "next must be 24 hex digits", "inferred", 400, invalid("next", "", "query"), nil},
		{"/org/members?active=yes", "active must be true or false", "inferred", 400, invalid("active", "yes", "query"), nil},
		{"/org/jobs?created_after=soon", "created_after must be Unix seconds", "inferred", 400, invalid("created_after", "soon", "query"), nil},
		{"/org/jobs?created_before=1.5", "created_before must be Unix seconds", "inferred", 400, invalid("created_before", "1.5", "query"), nil},
		{"/org/jobs?owner_member_id=1", "owner_member_id must be 24 hex", "inferred", 400, invalid("owner_member_id", "1", "query"), nil},
		{"/org/jobs?creator_member_id=%zz", "creator_member_id must be 24 hex", "inferred", 400, invalid("creator_member_id", "%zz", "query"), nil},
		{"/org/events?job_id=x", "job_id must be 24 hex", "inferred", 400, invalid("job_id", "x", "query"), nil},
		{"/org/events?member_id=x", "member_id must be 24 hex", "inferred", 400, invalid("member_id", "x", "query"), nil},
		{
			"/org/members?limit=10000&next=abcd", "limit may be at most 500 (setting huntr.max_limit), not 10000; next must", "documented", 400,
			`{"message":"Limit must be an integer under 500",` +
				`"error":{"message":"Limit must be an integer under 500","param":"limit","value":"10000","location":"query","status":400},` +
				`"errors":[{"message":"Limit must be an integer under 500","param":"limit","value":"10000","location":"query","status":400},` +
				`{"message":"Invalid value","param":"next","value":"abcd","location":"query","status":400}]}`, nil,
		},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			got := ask(t, s, c.path, c.change...)
			assert.Equal(t, c.status, got.status)
			assert.Equal(t, c.body, got.body)
			assert.Contains(t, got.header.Get("X-Mock-Reason"), c.reason)
			assert.True(t, strings.HasPrefix(got.header.Get("X-Mock-Evidence"), c.evidence+`; source="`), got.header.Get("X-Mock-Evidence"))
			assert.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
			assert.Equal(t, "Thu, 15 Jan 2026 09:00:00 GMT", got.header.Get("Date"))
			if c.status == http.StatusMethodNotAllowed {
				assert.Equal(t, "GET, HEAD", got.header.Get("Allow"))
			}
		})
	}
}

// TestEveryRouteRefusesInOrder asks every route for each refusal that all of them know, with everything wrong that a
// later check would refuse as well.
func TestEveryRouteRefusesInOrder(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t))
	for _, route := range servertest.New(t).Routes() {
		if route.Provider != "huntr" {
			continue
		}
		path := strings.ReplaceAll(route.Pattern, "{id}", "abc") + "?limit=0&next=abcd"
		everything := []func(*http.Request){anonymous, method("DELETE"), header("Accept", "text/html")}
		for fixed, want := range []int{401, 405, 406, 400} {
			got := ask(t, s, path, everything[fixed:]...)
			assert.Equal(t, want, got.status, "%s with the first %d mended", route.Pattern, fixed)
			assert.NotEmpty(t, got.header.Get("X-Mock-Reason"))
			assert.NotContains(t, got.body, got.header.Get("X-Mock-Reason"), "the mock's own words never stand in the vendor's body")
		}
	}
}

func TestWhatIsNotRefused(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t))
	for name, c := range map[string]struct {
		path   string
		change []func(*http.Request)
	}{
		"tab behind the scheme":     {"/org/members", []func(*http.Request){header("Authorization", "Bearer\thuntr-demo-token")}},
		"scheme in lower case":      {"/org/members", []func(*http.Request){header("Authorization", "bearer huntr-demo-token")}},
		"content type on GET":       {"/org/members", []func(*http.Request){header("Content-Type", "application/xml")}},
		"accept of axios":           {"/org/members", []func(*http.Request){header("Accept", "application/json, text/plain, */*")}},
		"accept with weights":       {"/org/members", []func(*http.Request){header("Accept", "text/html, application/*;q=0.1")}},
		"undocumented parameters":   {"/org/members?email=a&foo[]=1&;&&=&%", nil},
		"limit at the maximum":      {"/org/members?limit=500", nil},
		"limit with a sign":         {"/org/members?limit=%2B5", nil},
		"cursor in upper case":      {"/org/members?next=5B0379B5712BB674FD0D561E", nil},
		"unknown member":            {"/org/jobs?member_id=000000000000000000000000", nil},
		"unknown event type":        {"/org/events?event_type=JOB_EATEN", nil},
		"trailing slash":            {"/org/members/", nil},
		"trailing slash at an id":   {"/org/jobs/5b088a7b12728af4ec0be9d6/", nil},
		"id in upper case":          {"/org/jobs/5B088A7B12728AF4EC0BE9D6", nil},
		"id with escapes":           {"/org/jobs/%35b088a7b12728af4ec0be9d6", nil},
		"time outside of all ids":   {"/org/jobs?created_before=99999999999&created_after=-5", nil},
		"time far in the past":      {"/org/jobs?created_before=-99999999999", nil},
		"body on GET":               {"/org/members", []func(*http.Request){withBody("{")}},
		"filters that contradict":   {"/org/jobs?member_id=589189b5448fe5e45f01256b&owner_member_id=5a5a88fae10d8c2cea07f2f7", nil},
		"HEAD":                      {"/org/members", []func(*http.Request){method("HEAD")}},
		"active in validator's way": {"/org/members?active=1", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, s, c.path, c.change...)
			assert.Equal(t, http.StatusOK, got.status, got.body)
			assert.Empty(t, got.header.Get("X-Mock-Reason"))
		})
	}
	for _, empty := range []string{"/org/jobs?member_id=000000000000000000000000", "/org/events?event_type=JOB_EATEN", "/org/jobs?member_id=589189b5448fe5e45f01256b&owner_member_id=5a5a88fae10d8c2cea07f2f7", "/org/jobs?created_before=-99999999999"} {
		assert.Equal(t, `{"data":[]}`, ask(t, s, empty).body, empty)
	}
}

func TestAccept(t *testing.T) {
	t.Parallel()
	s := run(t)
	for accept, want := range map[string]int{
		"application/json": 200, "application/json; charset=utf-8": 200, "APPLICATION/JSON": 200, "*/*": 200, "text/html, */*;q=0.1": 200,
		"text/html": 406, "application/xml": 406, "application/vnd.api+json": 406, "application/json;q=0": 406,
		"*/*, application/json;q=0": 406, "application/json;q=0.0, */*": 406, "nonsense/": 406, "application/json;q=x": 200,
		"": 200, ", ,": 406, "application/json; charset": 200, `application/json;profile="a,b"`: 200, `text/html;profile="application/json,*/*"`: 406,
	} {
		assert.Equal(t, want, ask(t, s, "/org/members?limit=1", header("Accept", accept)).status, accept)
	}
}

func TestLargeBodyIsRefused(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t))
	got := ask(t, s, "/org/members", withBody(strings.Repeat("x", 5<<20+1)))
	assert.Equal(t, http.StatusRequestEntityTooLarge, got.status)
	assert.Contains(t, got.header.Get("X-Mock-Reason"), "larger than 5242880 bytes")
	assert.Equal(t, http.StatusOK, ask(t, s, "/org/members", withBody(strings.Repeat("x", 5<<20))).status)
}

func TestMaximumOfLimitIsASetting(t *testing.T) {
	t.Parallel()
	unbounded := run(t, hostile(t), servertest.Settings(func(s *server.Settings) { s.Huntr.MaxLimit = 0 }))
	assert.Equal(t, 200, ask(t, unbounded, "/org/events?limit=100000").status)
	ten := run(t, servertest.Settings(func(s *server.Settings) { s.Huntr.MaxLimit = 10 }))
	assert.Equal(t, 200, ask(t, ten, "/org/events?limit=10").status)
	assert.Contains(t, ask(t, ten, "/org/events?limit=11").body, `{"message":"Limit must be an integer under 10",`)
}

func TestExpiredTokenIsRefused(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(`huntr: {tokens: [{token: t, expiresAt: 2026-01-15T09:00:01Z}]}`))
	assert.Equal(t, 200, ask(t, s, "/org/members").status)
	s.Clock().Advance(1e9)
	got := ask(t, s, "/org/members")
	assert.Equal(t, wrongKey, got.body)
	assert.Equal(t, "the credential expired at Thu, 15 Jan 2026 09:00:01 GMT; the sandbox's clock says Thu, 15 Jan 2026 09:00:01 GMT", got.header.Get("X-Mock-Reason"))
}

func withBody(body string) func(*http.Request) {
	return func(r *http.Request) {
		filled, _ := http.NewRequest(r.Method, r.URL.String(), strings.NewReader(body))
		r.Body, r.ContentLength = filled.Body, filled.ContentLength
	}
}
