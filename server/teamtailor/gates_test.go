package teamtailor_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/provider"
	"mockserver/server/servertest"
	"mockserver/server/teamtailor"
)

const versionBody = `{"errors":[{"status":406,"title":"Invalid/Missing API Version","detail":"Please provide a correct API version in the X-Api-Version header. Current version is: 20161108"}]}`

// TestEveryRouteRefusesInOrder asks every route for each refusal that all of them know, with everything wrong that a
// later check would refuse as well.
func TestEveryRouteRefusesInOrder(t *testing.T) {
	t.Parallel()
	s := run(t)
	routes := 0
	for _, route := range servertest.New(t).Routes() {
		if route.Provider != "teamtailor" {
			continue
		}
		routes++
		path := strings.ReplaceAll(route.Pattern, "{id}", "abc") + "?include=foo"
		key := "tt-public-write" // may not read, and creates jobs only
		if route.Permission == "public: write" {
			key = "tt-public-read"
		}
		everything := []func(*http.Request){
			func(r *http.Request) { r.URL.Path += "/no/where/at/all" }, without("X-Api-Version"), header("Authorization", "Token token=nobody"),
			header("Authorization", "Token token="+key), header("Accept", "text/html"),
		}
		for fixed, want := range []int{404, 406, 401, 403} {
			changes := append([]func(*http.Request){method(route.Method)}, everything[fixed:]...)
			if fixed <= 2 { // the stranger's key stands in front of the poor one's
				changes = append(changes, everything[2])
			}
			got := ask(t, s, path, changes...)
			assert.Equal(t, want, got.status, "%s %s with the first %d mended", route.Method, route.Pattern, fixed)
			assert.NotEmpty(t, got.header.Get("X-Mock-Reason"))
			switch want {
			case 406:
				assert.Equal(t, versionBody, got.body)
			default:
				assert.Empty(t, got.body)
			}
		}
	}
	assert.Equal(t, 127, routes)
}

func TestVersions(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, version := range []string{"20161108", "20180828", "20210218", "20991231"} {
		got := ask(t, s, "/v1/jobs", header("X-Api-Version", version))
		assert.Equal(t, 200, got.status, version)
		assert.Equal(t, version, got.header.Get("X-Api-Version"))
	}
	for _, version := range []string{"20161107", "2017", "20171301", "latest"} {
		got := ask(t, s, "/v1/jobs", header("X-Api-Version", version))
		assert.Equal(t, 406, got.status, version)
		assert.Equal(t, versionBody, got.body)
		assert.Empty(t, got.header.Get("X-Api-Version"))
	}
}

func TestTheFormsOfAKey(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, sent := range []string{"Token token=abc123abc123", `Token token="abc123abc123"`, "Token abc123abc123", "Bearer abc123abc123", "token token=abc123abc123"} {
		assert.Equal(t, 200, ask(t, s, "/v1/jobs", header("Authorization", sent)).status, sent)
	}
	for _, sent := range []string{"", "abc123abc123", "Basic abc123abc123", "Token", "Token token="} {
		assert.Equal(t, 401, ask(t, s, "/v1/jobs", header("Authorization", sent)).status, sent)
	}
}

func TestScopes(t *testing.T) {
	t.Parallel()
	s := run(t)
	status := func(path, token string) int { return ask(t, s, path, key(token)).status }
	for _, path := range []string{"/v1/jobs", "/v1/departments", "/v1/locations", "/v1/roles", "/v1/users"} {
		assert.Equal(t, []int{200, 200, 200, 403}, []int{status(path, "tt-public-read"), status(path, "tt-internal-read"), status(path, "tt-admin-read"), status(path, "tt-admin-write")}, path)
	}
	for _, path := range []string{"/v1/answers", "/v1/candidates", "/v1/job-applications", "/v1/questions", "/v1/stages", "/v1/jobs/7199/stages", "/v1/jobs/7199/relationships/questions"} {
		assert.Equal(t, []int{403, 403, 200}, []int{status(path, "tt-public-read-write"), status(path, "tt-internal-read"), status(path, "tt-admin-read")}, path)
	}
	got := ask(t, s, "/v1/jobs?include=department,stages&sort=nope", key("tt-internal-read"))
	assert.Equal(t, 403, got.status, "an included type of another scope, before the library's own checks")
	assert.Empty(t, got.body)
	assert.Equal(t, "stages need a key with admin: read, the credential has internal", got.header.Get("X-Mock-Reason"))
	assert.Contains(t, ask(t, s, "/v1/candidates", key("tt-public-read")).header.Get("X-Mock-Reason"), "the route needs a key with admin: read, the credential has public, read")
}

func TestAccess(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	create := strings.Replace(jobWith, "%s", "", 1)
	update := `{"data":{"id":"3","type":"jobs","attributes":{"title":"New"}}}`
	link := `{"data":null}`
	for token, want := range map[string][4]int{
		"reader": {403, 403, 403, 200}, "writer": {201, 403, 403, 403}, "abc123abc123": {201, 200, 204, 200}, "public": {201, 200, 204, 200},
	} {
		assert.Equal(t, want, [4]int{
			send(t, s, "POST", "/v1/jobs", create, key(token)).status, send(t, s, "PATCH", "/v1/jobs/3", update, key(token)).status,
			send(t, s, "PATCH", "/v1/jobs/3/relationships/role", link, key(token)).status, ask(t, s, "/v1/jobs/3", key(token)).status,
		}, token)
	}
	questions := strings.Replace(jobWith, "%s", `,"questions":{"data":[{"type":"questions","id":"1"}]}`, 1)
	assert.Equal(t, 403, send(t, s, "POST", "/v1/jobs", questions, key("public")).status, "a linkage to an admin type")
}

// TestAKeyThatMayOnlyWriteCreates: rights are checked by the route, before the document is read. So a create that means
// a record there is (merge, a second answer) changes that, one with relationships changes what they name, and each
// answers with what it made; only PATCH, the relationship routes and reading are closed.
func TestAKeyThatMayOnlyWriteCreates(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	create := func(path, document string) object { return one(t, send(t, s, "POST", path, document, key("writer"))) }

	merged := create("/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"ann@example.com","last-name":"Ek","merge":true}}}`)
	assert.Equal(t, []any{"1", "Ann", "Ek"}, []any{merged.ID, merged.Attributes["first-name"], merged.Attributes["last-name"]})
	again := create("/v1/answers", `{"data":{"type":"answers","attributes":{"text":"new"},"relationships":{"candidate":{"data":{"type":"candidates","id":"1"}},"question":{"data":{"type":"questions","id":"1"}}}}}`)
	assert.Equal(t, []any{"1", "new"}, []any{again.ID, again.Attributes["text"]})
	fresh := create("/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"new@example.com"},"relationships":{"job-applications":{"data":[{"type":"job-applications","id":"2"}]}}}}`)
	assert.Equal(t, fresh.ID, one(t, ask(t, s, "/v1/job-applications/2/candidate")).ID)

	refusedWithout := send(t, s, "POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"ann@example.com","last-name":"X"}}}`, key("writer"))
	refused(t, refusedWithout, 422, "100", "has already been taken", "email - has already been taken", "/data/attributes/email")
	for _, closed := range []answer{
		send(t, s, "PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"last-name":"X"}}}`, key("writer")),
		send(t, s, "POST", "/v1/candidates/1/relationships/job-applications", `{"data":[{"type":"job-applications","id":"2"}]}`, key("writer")),
		ask(t, s, "/v1/candidates/1", key("writer")),
	} {
		assert.Equal(t, 403, closed.status)
		assert.Empty(t, closed.body)
	}
	assert.Equal(t, "Ek", one(t, ask(t, s, "/v1/candidates/1")).Attributes["last-name"])
}

func TestAKeySeesTheJobsOfItsScope(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(statusSeed))
	for token, want := range map[string][]string{
		"public": {"1", "7"}, "internal": {"1", "2", "3", "7"}, "admin": {"1", "2", "3", "4", "5", "6", "7", "8", "9"},
	} {
		assert.Equal(t, want, ids(t, ask(t, s, "/v1/jobs?filter[status]=all&sort=id", key(token))), token)
		for _, id := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
			status := 404
			if strings.Contains(strings.Join(want, ""), id) {
				status = 200
			}
			assert.Equal(t, status, ask(t, s, "/v1/jobs/"+id, key(token)).status, token+id)
			assert.Equal(t, status, ask(t, s, "/v1/jobs/"+id+"/user", key(token)).status, token+id)
		}
	}
	for status, want := range map[string][]string{
		"published": {"7", "1"}, "unlisted": {"2"}, "archived": {"3"}, "draft": {"4"}, "scheduled": {"9", "5"}, "published,scheduled": {"9", "7", "5", "1"}, "nonsense": {},
	} {
		assert.Equal(t, want, ids(t, ask(t, s, "/v1/jobs?filter[status]="+status, key("admin"))), status)
	}
	assert.Empty(t, ids(t, ask(t, s, "/v1/jobs?filter[status]=unlisted", key("public"))))

	s.Clock().Set(time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC))
	assert.Equal(t, []string{"5", "1"}, ids(t, ask(t, s, "/v1/jobs", key("public"))), "what was scheduled is published, what had an end has expired")
	assert.Contains(t, ask(t, s, "/v1/jobs/7", key("admin")).body, `"human-status":"expired"`)
}

// TestAJobEndsAndStartsOnTheInstant: at its end a job is no longer published, at its start it is.
func TestAJobEndsAndStartsOnTheInstant(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(statusSeed))
	status := func(id string, at time.Time) string {
		s.Clock().Set(at)
		word, _ := one(t, ask(t, s, "/v1/jobs/"+id, key("admin"))).Attributes["human-status"].(string)
		assert.Equal(t, word == "published", slices.Contains(ids(t, ask(t, s, "/v1/jobs", key("public"))), id), "the list knows the same")
		return word
	}
	instant := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, []string{"published", "scheduled"}, []string{status("7", instant.Add(-time.Millisecond)), status("5", instant.Add(-time.Millisecond))})
	assert.Equal(t, []string{"expired", "published"}, []string{status("7", instant), status("5", instant)})
}

const statusSeed = `
teamtailor:
  keys: [{token: public, scope: public, access: read}, {token: internal, scope: internal, access: read}, {token: admin, scope: admin, access: read}]
  users: [{id: 1, name: Rec}]
  jobs:
    - {id: 1, title: a, body: b, user: 1}
    - {id: 2, title: a, body: b, user: 1, status: unlisted}
    - {id: 3, title: a, body: b, user: 1, status: archived}
    - {id: 4, title: a, body: b, user: 1, status: draft}
    - {id: 5, title: a, body: b, user: 1, start-date: 2027-01-01}
    - {id: 6, title: a, body: b, user: 1, end-date: 2025-01-01}
    - {id: 7, title: a, body: b, user: 1, start-date: 2025-01-01, end-date: 2027-01-01}
    - {id: 8, title: a, body: b, user: 1, status: temp}
    - {id: 9, title: a, body: b, user: 1, start-date: 2026-06-01, end-date: 2026-02-01}
`

// ids are those of a list's data.
func ids(t testing.TB, got answer) []string {
	t.Helper()
	require.Equal(t, 200, got.status, got.body)
	var d struct{ Data []object }
	require.NoError(t, json.Unmarshal([]byte(got.body), &d))
	all := make([]string, 0, len(d.Data))
	for _, o := range d.Data {
		all = append(all, o.ID)
	}
	return all
}

func limited(mode teamtailor.RateLimit) servertest.Option {
	return servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = mode })
}

func limits(got answer) [3]string {
	return [3]string{got.header.Get("X-Rate-Limit-Limit"), got.header.Get("X-Rate-Limit-Remaining"), got.header.Get("X-Rate-Limit-Reset")}
}

func TestTheRateLimitIsAWindow(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	assert.Equal(t, [3]string{"50", "49", "10"}, limits(ask(t, s, "/v1/jobs/7199")))
	s.Clock().Advance(3500 * time.Millisecond)
	for range 48 {
		ask(t, s, "/v1/jobs/7199")
	}
	assert.Equal(t, [3]string{"50", "0", "7"}, limits(ask(t, s, "/v1/jobs/7199")))
	over := ask(t, s, "/v1/jobs/7199")
	assert.Equal(t, 429, over.status)
	assert.Empty(t, over.body)
	assert.Equal(t, [3]string{"50", "0", "7"}, limits(over))
	assert.Equal(t, 200, ask(t, s, "/v1/jobs", key("tt-public-read")).status, "each key has a window of its own")
	assert.Equal(t, [3]string{"50", "50", "0"}, limits(ask(t, s, "/v1/jobs", key("nobody"))))
	assert.Equal(t, [3]string{"50", "50", "0"}, limits(ask(t, s, "/v1/jobs", without("X-Api-Version"))), "a refused version spends nothing")
	nowhere := ask(t, s, "/v1/nothing")
	assert.Equal(t, 404, nowhere.status)
	assert.Equal(t, [3]string{"50", "50", "0"}, limits(nowhere), "an unknown route knows no key")
	s.Clock().Advance(6500 * time.Millisecond)
	assert.Equal(t, [3]string{"50", "49", "10"}, limits(ask(t, s, "/v1/candidates")))
}

func TestTheModesOfTheRateLimit(t *testing.T) {
	t.Parallel()
	for mode, want := range map[teamtailor.RateLimit][3]string{
		teamtailor.LimitStatic: {"100", "100", "1"}, teamtailor.LimitHeadersOnly: {"50", "0", "10"}, teamtailor.LimitOff: {},
	} {
		s := servertest.Run(t, limited(mode))
		var last answer
		for range 60 {
			last = ask(t, s, "/v1/jobs/7199")
		}
		assert.Equal(t, 200, last.status)
		assert.Equal(t, want, limits(last), mode)
	}
}

func TestHeadEtagAndPublicURL(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Settings(func(s *server.Settings) {
		s.PublicURL, s.Teamtailor.CareersiteURL = "https://api.example.com", "https://jobs.example.com"
	}))
	full := ask(t, s, "/v1/jobs/7199")
	head := ask(t, s, "/v1/jobs/7199", method("HEAD"))
	assert.Equal(t, 200, head.status)
	assert.Empty(t, head.body)
	assert.Equal(t, full.header.Get("Etag"), head.header.Get("Etag"))
	assert.Regexp(t, `^W/"[0-9a-f]{32}"$`, full.header.Get("Etag"))
	again := ask(t, s, "/v1/jobs/7199", header("If-None-Match", full.header.Get("Etag")))
	assert.Equal(t, 304, again.status)
	assert.Empty(t, again.body)
	assert.Equal(t, 200, ask(t, s, "/v1/jobs/7262", header("If-None-Match", full.header.Get("Etag"))).status)
	written := send(t, s, "PATCH", "/v1/jobs/7199", `{"data":{"id":"7199","type":"jobs"}}`, header("If-None-Match", full.header.Get("Etag")))
	assert.Equal(t, 200, written.status, "only who reads may have it already")
	assert.Equal(t, full.header.Get("Etag"), written.header.Get("Etag"))
	assert.Equal(t, "max-age=0, private, must-revalidate", written.header.Get("Cache-Control"))
	assert.Empty(t, send(t, s, "PATCH", "/v1/jobs/7199/relationships/role", `{"data":null}`).header.Get("Etag"))
	assert.Contains(t, full.body, `"self":"https://api.example.com/v1/jobs/7199"`)
	assert.Contains(t, full.body, `"careersite-job-url":"https://jobs.example.com/jobs/7199-my-new-job"`)
}

// TestWritesThatNobodySawAreInferred: the page prints the relationship URLs to read them, and updates with PATCH.
func TestWritesThatNobodySawAreInferred(t *testing.T) {
	t.Parallel()
	writes := 0
	for _, route := range servertest.New(t).Routes() {
		linkage := strings.Contains(route.Pattern, "/relationships/") && route.Method != http.MethodGet
		if route.Provider == "teamtailor" && (linkage || route.Method == http.MethodPut) {
			writes++
			assert.Equal(t, provider.Label{Evidence: provider.Inferred, Source: "jsonapi-resources routes them by default"}, route.Label, route.Method+route.Pattern)
		}
	}
	assert.Equal(t, 54, writes)
}

// TestHeadersOfRails: what the framework adds to each answer, refusals and writes too.
func TestHeadersOfRails(t *testing.T) {
	t.Parallel()
	names := []string{"X-Frame-Options", "X-Xss-Protection", "X-Content-Type-Options"}
	all := func() (requestIDs []string) {
		s := run(t, servertest.Seed(smallSeed))
		for _, got := range []answer{
			ask(t, s, "/v1/jobs"),
			ask(t, s, "/v1/jobs", method("HEAD")),
			ask(t, s, "/v1/jobs?include=foo"),
			ask(t, s, "/v1/jobs", without("X-Api-Version")),
			ask(t, s, "/v1/jobs", key("nobody")),
			ask(t, s, "/v1/candidates", key("public")),
			send(t, s, "POST", "/v1/jobs", strings.Replace(jobWith, "%s", "", 1)),
			send(t, s, "PATCH", "/v1/jobs/3/relationships/role", `{"data":null}`),
		} {
			assert.Equal(t, []string{"SAMEORIGIN", "1; mode=block", "nosniff"}, []string{got.header.Get(names[0]), got.header.Get(names[1]), got.header.Get(names[2])}, got.status)
			requestIDs = append(requestIDs, got.header.Get("X-Request-Id"))
		}
		nowhere := ask(t, s, "/v1/nowhere")
		assert.Empty(t, nowhere.header.Get(names[0]), "the router answers in front of any controller")
		return append(requestIDs, nowhere.header.Get("X-Request-Id"))
	}
	first := all()
	assert.Equal(t, first, all(), "the same requests get the same ids")
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(first))), len(first), "and no two of them one")
	for _, id := range first {
		assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, id)
	}
	s := run(t)
	assert.Equal(t, "my_own-1", ask(t, s, "/v1/jobs", header("X-Request-Id", "my_own-1 <&")).header.Get("X-Request-Id"))
	assert.Len(t, ask(t, s, "/v1/jobs", header("X-Request-Id", strings.Repeat("a", 300))).header.Get("X-Request-Id"), 255)
	assert.Empty(t, ask(t, s, "/v1/jobs").header.Get("X-Runtime"))
}
