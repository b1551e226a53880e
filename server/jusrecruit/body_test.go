package jusrecruit_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

const hooks = base + "/company/webhooks"

// TestBadInputIsRefusedAndStoresNothing: a 400 in the envelope that names the field, and everything reads as before.
func TestBadInputIsRefusedAndStoresNothing(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	before := everyList(t, s)
	long := func(n int) string { return strings.Repeat("x", n) }
	list := func(n int) string { return `{"tags":["` + strings.Join(strings.Split(long(n), ""), `","`) + `"]}` }
	for _, c := range []struct{ method, path, body, message, reason string }{
		{"GET", base + "/candidates?page=0", "", "Invalid page", `page must be a whole number of at least 1, not "0"`},
		{"GET", base + "/jobs?page=", "", "Invalid page", ""},
		{"GET", base + "/workflows?page=-1", "", "Invalid page", ""},
		{"GET", base + "/company/api-keys?page=1.5", "", "Invalid page", ""},
		{"GET", hooks + "?page=x", "", "Invalid page", ""},
		{"GET", base + "/candidates?page=99999999999999999999", "", "Invalid page", ""},
		{"GET", base + "/candidates?page=1&page=2", "", "Invalid page", "page is given 2 times"},
		{"GET", base + "/candidates?limit=0", "", "Invalid limit", ""},
		{"GET", base + "/candidates?limit=101", "", "Invalid limit", "limit may be at most 100, not 101"},
		{"GET", asha + "/history?limit=1e2", "", "Invalid limit", ""},
		{"GET", asha + "/notes?limit=NaN", "", "Invalid limit", ""},
		{"GET", base + "/candidates?status=active", "", "Invalid status", "status must be one of ACTIVE, HIRED, REJECTED, WITHDRAWN"},
		{"GET", base + "/candidates?createdAfter=yesterday", "", "Invalid createdAfter", ""},
		{"GET", base + "/candidates?updatedAfter=2025-13-01", "", "Invalid updatedAfter", ""},
		{"GET", base + "/candidates?status=X&page=0", "", "Invalid status", "the first problem is told"},
		{"GET", base + "/jobs?status=", "", "Invalid status", ""},
		{"GET", asha + "/history?jobId=x&jobId=y", "", "Invalid jobId", "jobId is given 2 times"},

		{"POST", asha + "/notes", "", "Invalid content", "content is missing; it must be a text"},
		{"POST", asha + "/notes", "{", "Invalid JSON body", "the body is not JSON: it ends too soon"},
		{"POST", asha + "/notes", "null", "Invalid JSON body", `begins with "n"`},
		{"POST", asha + "/notes", `["content"]`, "Invalid content", "content is missing: the body is an array, not an object"},
		{"POST", asha + "/notes", `{"content":"x"} {}`, "Invalid JSON body", ""},
		{"POST", asha + "/notes", "content=x", "Invalid JSON body", ""},
		{"POST", asha + "/notes", "{}", "Invalid content", "content is missing"},
		{"POST", asha + "/notes", `{"Content":"x"}`, "Invalid content", "content is missing"},
		{"POST", asha + "/notes", `{"content":null}`, "Invalid content", "content must be a text"},
		{"POST", asha + "/notes", `{"content":7}`, "Invalid content", ""},
		{"POST", asha + "/notes", `{"content":["x"]}`, "Invalid content", ""},
		{"POST", asha + "/notes", `{"content":""}`, "Invalid content", "content is empty"},
		{"POST", asha + "/notes", `{"content":"` + long(65_537) + `"}`, "Invalid content", "content has 65537 bytes; at most 65536 are accepted"},
		{"POST", asha + "/notes", `{"content":"` + strings.Repeat("ü", 32_769) + `"}`, "Invalid content", "65538 bytes"},

		{"POST", backend + "/tags", "", "Invalid tags", "tags is missing; it must be a list of texts"},
		{"POST", backend + "/tags", `"urgent"`, "Invalid JSON body", ""},
		{"POST", backend + "/tags", `{}`, "Invalid tags", "tags is missing"},
		{"POST", backend + "/tags", `{"tags":null}`, "Invalid tags", ""},
		{"POST", backend + "/tags", `{"tags":"urgent"}`, "Invalid tags", "tags must be a list of texts"},
		{"POST", backend + "/tags", `{"tags":[]}`, "Invalid tags", "tags must name 1 to 50 tags, not 0"},
		{"POST", backend + "/tags", `{"tags":["ok",""]}`, "Invalid tags", "tags[1] must have 1 to 64 characters, not 0"},
		{"POST", backend + "/tags", `{"tags":["ok",null]}`, "Invalid tags", "tags[1] must be a text, not null"},
		{"POST", backend + "/tags", `{"tags":["ok",1]}`, "Invalid tags", ""},
		{"POST", backend + "/tags", `{"tags":["` + strings.Repeat("ü", 65) + `"]}`, "Invalid tags", "not 65"},
		{"POST", backend + "/tags", list(51), "Invalid tags", "not 51"},
		{"DELETE", backend + "/tags", "", "Invalid tags", "no tag is named"},
		{"DELETE", backend + "/tags", "{}", "Invalid tags", "tags is missing"},
		{"DELETE", backend + "/tags", `{"tags":[]}`, "Invalid tags", ""},
		{"DELETE", backend + "/tags?tag=", "", "Invalid tag", ""},
		{"DELETE", backend + "/tags?tag=" + long(65), "", "Invalid tag", ""},
		{"DELETE", backend + "/tags?tag=urgent", "[", "Invalid JSON body", ""},
		{"DELETE", backend + "/tags?tag=urgent", `{"tags":[1]}`, "Invalid tags", ""},
		{"DELETE", backend + "/tags?x" + strings.Repeat("&tag=a", 51), "", "Invalid tag", "not 51"},

		{"POST", hooks, `{}`, "Invalid url", "url is missing"},
		{"POST", hooks, `{"url":"ftp://example.com"}`, "Invalid url", ""},
		{"POST", hooks, `{"url":"/hook"}`, "Invalid url", ""},
		{"POST", hooks, `{"url":"http://:80/"}`, "Invalid url", ""},
		{"POST", hooks, `{"url":"http://%zz"}`, "Invalid url", ""},
		{"POST", hooks, `{"url":"http://x/` + long(2048) + `"}`, "Invalid url", ""},
		{"POST", hooks, `{"url":"http://x","events":[]}`, "Invalid events", ""},
		{"POST", hooks, `{"url":"http://x","events":["job.eaten"]}`, "Invalid events", `no event is called "job.eaten"`},
		{"POST", hooks, `{"url":"http://x","events":"job.updated"}`, "Invalid events", ""},
		{"POST", hooks, `{"url":"http://x","secret":""}`, "Invalid secret", ""},
		{"POST", hooks, `{"url":"http://x","secret":"` + long(257) + `"}`, "Invalid secret", ""},
		{"POST", hooks, `{"url":"http://x","active":"yes"}`, "Invalid active", ""},
		{"POST", hooks, `{"url":"http://x","active":null}`, "Invalid active", ""},
		{"PUT", hooks + "/68632500a933460000000000", `{"active":true,"url":""}`, "Invalid url", ""},
		{"PUT", hooks + "/68632500a933460000000000", `[]`, "Invalid JSON body", ""},
		{"PUT", hooks + "/" + nobody, `{"active":1}`, "Invalid active", ""},
	} {
		got := ask(t, s, c.path, send(c.method, c.body))
		name := fmt.Sprintf("%s %.80s %.60s", c.method, c.path, c.body)
		assert.Equal(t, 400, got.status, name)
		assert.Equal(t, `{"success":false,"statusCode":400,"code":"BAD_REQUEST","message":"`+c.message+`"}`, got.body, name)
		if c.reason != "the first problem is told" {
			assert.Contains(t, got.header.Get("X-Mock-Reason"), c.reason, name)
		}
	}
	assert.Equal(t, before, everyList(t, s))
}

// everyList reads all that a write could have changed.
func everyList(t *testing.T, s *servertest.Server) []string {
	t.Helper()
	paths := []string{asha, asha + "/notes", asha + "/history", backend, hooks, base + "/candidates?limit=100", base + "/jobs?limit=100"}
	bodies := make([]string, 0, len(paths))
	for _, path := range paths {
		got := ask(t, s, path)
		require.Equal(t, 200, got.status)
		bodies = append(bodies, got.body)
	}
	return bodies
}

func TestUnknownObjectsAreNamed(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	before := everyList(t, s)
	for _, c := range []struct{ method, path, body, kind string }{
		{"GET", base + "/candidates/abc", "", "Candidate"}, // that ids are ObjectIDs is our guess
		{"GET", base + "/candidates/%2e%2f/history", "", "Candidate"},
		{"GET", base + "/candidates/12/notes", "", "Candidate"},
		{"POST", base + "/candidates/abc/notes", `{"content":"x"}`, "Candidate"},
		{"GET", base + "/jobs/11111111-2222-3333-4444-555555555555", "", "Job"},
		{"GET", base + "/jobs/abc/tags", "", "Job"},
		{"POST", base + "/jobs/abc/tags", `{"tags":["x"]}`, "Job"},
		{"DELETE", base + "/jobs/abc/tags?tag=x", "", "Job"},
		{"GET", base + "/workflows/g00000000000000000000000", "", "Workflow"},
		{"GET", hooks + "/abc", "", "Webhook"},
		{"PUT", hooks + "/abc", "{}", "Webhook"},
		{"DELETE", hooks + "/abc", "", "Webhook"},
		{"GET", base + "/company/api-keys/abc", "", "API key"},
		{"GET", base + "/user/infos", "", "User"},
		{"GET", base + "/candidates/" + nobody, "", "Candidate"},
		{"GET", base + "/candidates/" + nobody + "/history", "", "Candidate"},
		{"GET", base + "/candidates/" + nobody + "/notes", "", "Candidate"},
		{"POST", base + "/candidates/" + nobody + "/notes", `{"content":"x"}`, "Candidate"},
		{"GET", base + "/jobs/" + nobody, "", "Job"},
		{"GET", base + "/jobs/" + nobody + "/tags", "", "Job"},
		{"POST", base + "/jobs/" + nobody + "/tags", `{"tags":["x"]}`, "Job"},
		{"DELETE", base + "/jobs/" + nobody + "/tags", `{"tags":["x"]}`, "Job"},
		{"GET", base + "/workflows/" + nobody, "", "Workflow"},
		{"GET", hooks + "/" + nobody, "", "Webhook"},
		{"PUT", hooks + "/" + nobody, `{"active":true}`, "Webhook"},
		{"DELETE", hooks + "/" + nobody, "", "Webhook"},
		{"GET", base + "/company/api-keys/" + nobody, "", "API key"},
		{"GET", base + "/user/" + nobody, "", "User"},
	} {
		got := ask(t, s, c.path, send(c.method, c.body))
		assert.Equal(t, `{"success":false,"statusCode":404,"code":"NOT_FOUND","message":"`+c.kind+` not found"}`, got.body, c.path)
		assert.Equal(t, 404, got.status)
		assert.Contains(t, got.header.Get("X-Mock-Reason"), "has the id \"")
	}
	assert.Equal(t, before, everyList(t, s))
}

func TestALargeBodyIsRefused(t *testing.T) {
	t.Parallel()
	got := ask(t, run(t), asha+"/notes", send("POST", strings.Repeat(" ", 5<<20+1)))
	assert.Equal(t, 413, got.status)
	assert.Equal(t, `{"success":false,"statusCode":413,"code":"PAYLOAD_TOO_LARGE","message":"Request body is too large"}`, got.body)
}

func TestWhatIsNotRefused(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited(), hostile(t))
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", base + "/candidates?foo=1&&=&%&sort=name", "", 200},
		{"GET", base + "/candidates?page=9223372036854775807&limit=100", "", 200},
		{"GET", base + "/candidates?jobId=" + nobody + "&email=&search=", "", 200},
		{"GET", base + "/candidates?createdAfter=2025-06-01&updatedAfter=2025-06-01T00:00:00%2B05:30", "", 200},
		{"GET", base + "/candidates/6884A1F2C0FFEEC0FFEE0401", "", 200},
		{"GET", base + "/jobs?department=Nothing&search=%00", "", 200},
		{"GET", base + "/jobs", "{", 200},
		{"POST", asha + "/notes", ` {"content":" ","other":[1,{}]} `, 201},
		{"POST", asha + "/notes", `{"content":"` + strings.Repeat("x", 65_536) + `"}`, 201},
		{"POST", asha + "/notes", `{"content":1,"content":"the last counts"}`, 201},
		{"POST", backend + "/tags", `{"tags":["` + strings.Repeat("ü", 64) + `"]}`, 200},
		{"DELETE", backend + "/tags?tag=x", "{}", 200},
		{"DELETE", backend + "/tags", `{"tags":["never there"]}`, 200},
		{"PUT", hooks + "/68632500a933460000000000", "{}", 200},
	} {
		got := ask(t, s, c.path, send(c.method, c.body))
		assert.Equal(t, c.status, got.status, "%s %s: %s", c.method, c.path, got.body)
	}
}
