package huntr_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

// TestPathsAsExpressFindsThem: in any case, and with one doubled slash after the base.
func TestPathsAsExpressFindsThem(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t) // the document has neither these spellings nor OPTIONS
	for _, path := range []struct {
		path   string
		status int
	}{
		{"/ORG/Members?limit=1", 200},
		{"/org/MEMBERS/5A9B3D392BD2E22E37DEE4F0", 200},
		{"/org//members?limit=1", 200},
		{"/Org//Jobs/5b088a7b12728af4ec0be9d6/", 200},
		{"/org/members//5a9b3d392bd2e22e37dee4f0", 404},
		{"/org/members//", 404},
		{"//org/members", 404},
		{"/org///members", 404},
		{"/ORG/Nothing", 404},
	} {
		got := ask(t, s, path.path)
		assert.Equal(t, path.status, got.status, path.path)
	}
	assert.Contains(t, ask(t, s, "/ORG/Members/XyZ").body, `"value":"XyZ","location":"params"`, "a parameter is read as sent")
	assert.Equal(t, "/org/members", s.Requests()[0].Route, "the journal names the route")
}

func TestOptionsListsTheMethods(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t) // the document has neither these spellings nor OPTIONS
	for _, path := range []string{"/org/members", "/org/members/anything", "/ORG/events"} {
		got := ask(t, s, path, method(http.MethodOptions))
		assert.Equal(t, []any{200, "GET,HEAD", "GET,HEAD", "text/html; charset=utf-8"}, []any{got.status, got.header.Get("Allow"), got.body, got.header.Get("Content-Type")}, path)
		assert.Contains(t, got.header.Get("X-Mock-Evidence"), `observed; source="Express 4, measured`)
	}
	assert.Equal(t, 401, ask(t, s, "/org/members", method(http.MethodOptions), anonymous).status)
	assert.Equal(t, 404, ask(t, s, "/org/nothing", method(http.MethodOptions)).status)
}

// TestEntityTags: every answer with a body has one; only a good answer to a read turns into a 304.
func TestEntityTags(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t, hostile(t))
	first := ask(t, s, "/org/members?limit=2")
	tag := first.header.Get("ETag")
	require.Regexp(t, `^W/"[0-9a-f]+-[A-Za-z0-9+/]{27}"$`, tag)
	assert.NotEqual(t, tag, ask(t, s, "/org/members?limit=3").header.Get("ETag"))
	same := ask(t, s, "/org/members?limit=2", header("If-None-Match", `"x", `+tag))
	assert.Equal(t, []any{304, "", tag, ""}, []any{same.status, same.body, same.header.Get("ETag"), same.header.Get("Content-Type")})
	assert.Equal(t, 304, s.Requests()[len(s.Requests())-1].Status)
	assert.Equal(t, 304, ask(t, s, "/org/members?limit=2", header("If-None-Match", "*")).status)
	assert.Equal(t, 200, ask(t, s, "/org/members?limit=2", header("If-None-Match", tag), header("Cache-Control", "max-age=0, no-cache")).status)
	refused := ask(t, s, "/org/members?limit=0", header("If-None-Match", "*"))
	assert.Equal(t, 400, refused.status)
	assert.NotEmpty(t, refused.header.Get("ETag"))
}

// TestRepeatedParametersAreCheckedOneByOne: the first of them counts.
func TestRepeatedParametersAreCheckedOneByOne(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t, hostile(t))
	one := ask(t, s, "/org/members?limit=1").body
	for _, query := range []string{"limit=1&limit=6", "limit[]=1", "limit[0]=1&limit[1]=2", "limit%5B%5D=1"} {
		assert.Equal(t, one, ask(t, s, "/org/members?"+query).body, query)
	}
	assert.Equal(t, 400, ask(t, s, "/org/members?limit=1&limit=501").status)
	assert.Equal(t, 400, ask(t, s, "/org/events?event_type=").status, "an empty parameter is refused")
	assert.Equal(t, 200, ask(t, s, "/org/members?limited=x&lim[it]=y").status)
}

// TestSeedOfEventsThatThePageRulesOut: which members an event has follows from its type.
func TestSeedOfEventsThatThePageRulesOut(t *testing.T) {
	t.Parallel()
	for event, fault := range map[string]string{
		`{eventType: JOB_MOVED, job: j, toList: applied}`:                                     "s.yaml:5:12: an event of type JOB_MOVED needs fromList",
		`{eventType: JOB_MOVED, job: j, fromList: applied}`:                                   "s.yaml:5:12: an event of type JOB_MOVED needs toList",
		`{eventType: JOB_ADDED, job: j}`:                                                      "s.yaml:5:12: an event of type JOB_ADDED needs toList",
		`{eventType: JOB_ADDED, job: j, toList: applied, date: 2018-01-01}`:                   "s.yaml:5:66: an event of type JOB_ADDED has no date",
		`{eventType: JOB_ADDED, job: j, toList: applied, fromList: wishlist}`:                 "s.yaml:5:70: an event of type JOB_ADDED has no fromList",
		`{eventType: JOB_OFFER_DATE_SET, job: j}`:                                             "s.yaml:5:12: an event of type JOB_OFFER_DATE_SET needs date",
		`{eventType: JOB_APPLICATION_DATE_SET, job: j, date: 2018-01-01, toList: applied}`:    "s.yaml:5:84: an event of type JOB_APPLICATION_DATE_SET has no toList",
		`{eventType: JOB_ADDED, job: j, toList: wishlist}, {eventType: JOB_ADDED, job: none}`: "no job has the id or label \"none\"",
	} {
		_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte("huntr:\n  members: [{ref: m}]\n  jobs: [{ref: j, title: x, member: m}]\n  # events\n  events: ["+event+"]\n"))})
		assert.ErrorContains(t, err, fault, event)
	}
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte("huntr: {members: [{ref: m}], jobs: [{member: m, title: ''}]}"))})
	assert.ErrorContains(t, err, "a job has a title")
}
