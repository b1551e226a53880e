package teamtailor_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// problem is one error of an error document.
type problem struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Code   string `json:"code"`
	Source struct {
		Pointer string `json:"pointer"`
	} `json:"source"`
	Status string `json:"status"`
}

func problems(t testing.TB, got answer) []problem {
	t.Helper()
	var parsed struct{ Errors []problem }
	require.NoError(t, json.Unmarshal([]byte(got.body), &parsed), got.body)
	return parsed.Errors
}

// refused checks that a request is refused with one library error.
func refused(t testing.TB, got answer, status int, code, title, detail, pointer string) {
	t.Helper()
	require.Equal(t, status, got.status, got.body)
	assert.Equal(t, mediaType, got.header.Get("Content-Type"))
	assert.NotEmpty(t, got.header.Get("X-Mock-Reason"))
	assert.NotEmpty(t, got.header.Get("X-Mock-Evidence"))
	found := problems(t, got)
	require.Len(t, found, 1, got.body)
	want := problem{Title: title, Detail: detail, Code: code, Status: fmt.Sprint(status)}
	want.Source.Pointer = pointer
	assert.Equal(t, want, found[0])
}

// TestReadingIsRefusedAsTheLibraryDoes has a row for each refusal of a read (jsonapi-resources 0.9, measured).
func TestReadingIsRefusedAsTheLibraryDoes(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, c := range []struct {
		path, code, title, detail string
		status                    int
	}{
		{"/v1/jobs/999", "404", "Record not found", "The record identified by 999 could not be found.", 404},
		{"/v1/jobs/999/department", "404", "Record not found", "The record identified by 999 could not be found.", 404},
		{"/v1/jobs/999/relationships/department", "404", "Record not found", "The record identified by 999 could not be found.", 404},
		{"/v1/jobs/-1", "404", "Record not found", "The record identified by -1 could not be found.", 404},
		{"/v1/jobs/99999999999999999999", "404", "Record not found", "The record identified by 99999999999999999999 could not be found.", 404},
		{"/v1/jobs/abc", "103", "Invalid field value", "abc is not a valid value for id.", 400},
		{"/v1/jobs/1abc/stages", "103", "Invalid field value", "1abc is not a valid value for id.", 400},
		{"/v1/jobs/abc/relationships/user", "103", "Invalid field value", "abc is not a valid value for id.", 400},
		{"/v1/jobs?include=foo", "112", "Invalid field", "foo is not a valid relationship of jobs", 400},
		{"/v1/jobs?include=department.foo", "112", "Invalid field", "foo is not a valid relationship of departments", 400},
		{"/v1/candidates?include=job_applications", "112", "Invalid field", "job_applications is not a valid relationship of candidates", 400},
		{"/v1/jobs?include=department,%20role", "112", "Invalid field", " role is not a valid relationship of jobs", 400},
		{"/v1/jobs?include=foo,bar", "112", "Invalid field", "foo is not a valid relationship of jobs", 400},
		{"/v1/jobs?sort=foo", "114", "Invalid sort criteria", "foo is not a valid sort criteria for jobs", 400},
		{"/v1/job-applications?sort=-changed-at", "114", "Invalid sort criteria", "changed_at is not a valid sort criteria for job-applications", 400},
		{"/v1/jobs?sort=department", "114", "Invalid sort criteria", "department is not a valid sort criteria for jobs", 400},
		{"/v1/jobs?filter[foo-bar]=1", "102", "Filter not allowed", "foo_bar is not allowed.", 400},
		{"/v1/jobs?filter=foo", "120", "Invalid filters syntax", "foo is not a valid syntax for filtering.", 400},
		{"/v1/jobs?page[size]=31", "118", "Invalid page value", "size exceeds maximum page size of 30.", 400},
		{"/v1/jobs?page[size]=0", "118", "Invalid page value", "0 is not a valid value for size page parameter.", 400},
		{"/v1/jobs?page[size]=-1", "118", "Invalid page value", "-1 is not a valid value for size page parameter.", 400},
		{"/v1/jobs?page[size]=abc", "118", "Invalid page value", "0 is not a valid value for size page parameter.", 400},
		{"/v1/jobs?page[number]=0", "118", "Invalid page value", "0 is not a valid value for number page parameter.", 400},
		{"/v1/jobs?page[number]=-99999999999999999999", "118", "Invalid page value", "-9223372036854775808 is not a valid value for number page parameter.", 400},
		{"/v1/jobs?page[number]=abc", "118", "Invalid page value", "0 is not a valid value for number page parameter.", 400},
		{"/v1/candidates/576/job-applications?page[size]=31", "118", "Invalid page value", "size exceeds maximum page size of 30.", 400},
		{"/v1/jobs/7199/department?page[size]=31", "118", "Invalid page value", "size exceeds maximum page size of 30.", 400},
		{"/v1/jobs?fields=title", "119", "Invalid field format", "Fields must specify a type.", 400},
		{"/v1/jobs?fields[foos]=title", "101", "Invalid resource", "foos is not a valid resource.", 400},
		{"/v1/jobs?fields[job_applications]=sourced", "101", "Invalid resource", "job_applications is not a valid resource.", 400},
		{"/v1/jobs?fields[jobs]=nope", "104", "Invalid field", "nope is not a valid field for jobs.", 400},
		{"/v1/jobs?fields[jobs]=phase", "104", "Invalid field", "phase is not a valid field for jobs.", 400},
		{"/v1/jobs?fields[jobs]=human_status", "104", "Invalid field", "human_status is not a valid field for jobs.", 400},
		{"/v1/jobs?fields[jobs]=", "104", "Invalid field", "nil is not a valid field for jobs.", 400},
		{"/v1/jobs/7199?include=foo", "112", "Invalid field", "foo is not a valid relationship of jobs", 400},
		{"/v1/jobs/7199?filter[foo]=1", "102", "Filter not allowed", "foo is not allowed.", 400},
		{"/v1/candidates?filter[created-at][from]=soon", "107", "Invalid filter value", "soon is not a valid value for created_at.", 400},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			refused(t, ask(t, s, c.path), c.status, c.code, c.title, c.detail, "")
		})
	}
}

// TestReadingAcceptsWhatTheLibraryAccepts has a row for each read that looks wrong and is not: how many records it
// finds, -1 for a single one.
func TestReadingAcceptsWhatTheLibraryAccepts(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	for path, want := range map[string]int{
		"/v1/jobs/03": -1, "/v1/jobs/0x3": -1, "/v1/jobs/1_0": -1, "/v1/jobs/": 3, "/v1/jobs.json": 3, "/v1/jobs/3.json": -1, "/v1/jobs/3/": -1,
		"/v1/jobs?include=": 3, "/v1/jobs?sort=": 3, "/v1/jobs?sort=human-status,-id": 3, "/v1/jobs?sort=human_status": 3,
		"/v1/job-applications?filter[stage-type]=inbox": 1, "/v1/job-applications?filter[stage_type]=INBOX": 1,
		"/v1/jobs?filter[id]=3,4": 2, "/v1/jobs?filter[id][]=3": 1, "/v1/jobs?filter[department]=1,2": 2, "/v1/jobs?filter[department][]=1&filter[department][]=2": 2,
		"/v1/jobs?filter[department]=abc": 0, "/v1/candidates?filter[email]=": 0, "/v1/jobs?page[foo]=1": 3, "/v1/jobs?page=2": 0, "/v1/jobs?page[number]=99": 0,
		"/v1/jobs?utm=1&page[size]=30": 3, "/v1/jobs/3?page[size]=99&sort=nope": -1, "/v1/jobs/3/relationships/stages?page[size]=99": 3, "/v1/jobs?fields[jobs]=id": 3,
		"/v1/candidates?filter[email]=ANN@example.com": 1, "/v1/candidates?filter[connected]=true": 1, "/v1/candidates?filter[created-at][from]=2020-01-01": 1,
		"/v1/candidates?filter[created-at][to]=2020-01-01": 1, "/v1/users?filter[department]=1": 1, "/v1/users?filter[email]=rec@example.com": 1,
		"/v1/job-applications?filter[job]=3": 1, "/v1/job-applications?filter[candidate]=2": 1, "/v1/jobs?filter[status]=all": 4, "/v1/jobs?filter[status]=draft": 1,
	} {
		got := ask(t, s, path)
		require.Equal(t, http.StatusOK, got.status, path+got.body)
		var d doc
		require.NoError(t, json.Unmarshal([]byte(got.body), &d))
		if want < 0 {
			assert.Equal(t, "{", string(d.Data[:1]), path)
			continue
		}
		var many []any
		require.NoError(t, json.Unmarshal(d.Data, &many), path)
		assert.Len(t, many, want, path)
	}
}

// smallSeed is a company that fits in the head.
const smallSeed = `
teamtailor:
  keys:
    - {token: abc123abc123, scope: admin, access: read/write}
    - {token: public, scope: public, access: read/write}
    - {token: internal, scope: internal, access: read/write}
    - {token: writer, scope: admin, access: write}
    - {token: reader, scope: admin, access: read}
  departments: [{id: 1, name: One, row-order: 2}, {id: 2, name: Two, row-order: 1}]
  roles: [{id: 1, name: A, department: 1}, {id: 2, name: B, department: 2}, {id: 3, name: C}]
  users: [{id: 1, name: Rec, email: Rec@example.com, department: 1}]
  questions:
    - {id: 1, question-type: Text, title: Why}
    - {id: 2, question-type: Choice, title: Which, alternatives: [{id: 1}, {id: 2}]}
    - {id: 3, question-type: Choice, multiple: true, title: Which ones, alternatives: [{id: 1}, {id: 2}]}
    - {id: 4, question-type: Range, title: How much, start-with: 1, end-with: 9}
    - {id: 5, question-type: Boolean, title: Yes}
    - {id: 6, question-type: Video, title: Show}
  jobs:
    - {id: 3, title: Three, body: b, user: 1, department: 1, questions: [1, 2]}
    - {id: 4, title: Four, body: b, user: 1, department: 2}
    - {id: 5, title: Five, body: b, user: 1, status: draft}
    - {id: 10, title: Ten, body: b, user: 1}
  stages: [{id: 20, name: Call, job: 3}, {id: 21, name: Idle, job: 4}]
  candidates:
    - {id: 1, email: Ann@Example.com, first-name: Ann, connected: true, created-at: 2019-05-05}
    - {id: 2, email: bob@example.com, created-at: 2021-05-05}
  job-applications: [{id: 1, candidate: 1, job: 3}, {id: 2, candidate: 2, job: 4, stage: Hired}]
  answers: [{id: 1, question: 1, candidate: 1, text: so}]
`

func TestBadIncludeAndBadFilterAreBothTold(t *testing.T) {
	t.Parallel()
	got := ask(t, run(t), "/v1/jobs?filter[foo]=1&include=bar&fields[x]=y")
	require.Equal(t, 400, got.status)
	found := problems(t, got)
	codes := make([]string, 0, len(found))
	for _, p := range found {
		codes = append(codes, p.Code)
	}
	assert.Equal(t, []string{"101", "112", "102"}, codes)
}

func TestUnknownRoutesAreTheRoutersAffair(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, c := range [][2]string{
		{"GET", "/v1/nothing"},
		{"GET", "/v1"},
		{"GET", "/v1/jobs/7199/foo"},
		{"GET", "/v1/jobs/7199/relationships/foo"},
		{"GET", "/v1/jobs/7199/relationships"},
		{"POST", "/v1/departments"},
		{"PATCH", "/v1/jobs"},
		{"DELETE", "/v1/jobs/7199"},
		{"OPTIONS", "/v1/jobs"},
		{"PATCH", "/v1/answers/1337"},
		{"POST", "/v1/jobs/7199/relationships/department"},
		{"PATCH", "/v1/roles/8/relationships/department"},
	} {
		got := ask(t, s, c[1], method(c[0]), without("Authorization"), without("X-Api-Version"))
		assert.Equal(t, 404, got.status, c)
		assert.Equal(t, "text/html; charset=UTF-8", got.header.Get("Content-Type"))
		assert.Empty(t, got.body)
	}
}

func TestErrorsEscapeHTMLAndDocumentsDoNot(t *testing.T) {
	t.Parallel()
	s := run(t)
	assert.Contains(t, ask(t, s, "/v1/jobs?include=%3Ca%26b%3E").body, `\u003ca\u0026b\u003e is not`)
	assert.Contains(t, ask(t, s, "/v1/departments/339").body, `"Marketing & PR"`)
	assert.True(t, strings.HasPrefix(ask(t, s, "/v1/jobs/999").body, `{"errors":[{"title":"Record not found","detail":"The record identified by 999 could not be found.","code":"404","status":"404"}]}`))
}

func TestBadEscapesAreRailsAffair(t *testing.T) {
	t.Parallel()
	s := run(t)
	request := func(r *http.Request) { r.URL.RawQuery = "include=%zz" }
	got := ask(t, s, "/v1/jobs", request)
	assert.Equal(t, 400, got.status)
	assert.Empty(t, got.body)
}

// TestPagesLinkToEachOther has a row for each place that a page may have in its list: the members of links in their
// order, and meta.
func TestPagesLinkToEachOther(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	for path, want := range map[string]struct {
		echoed string // in the links; N is the page, S the size
		links  string
		meta   string
	}{
		"/v1/jobs?page[size]=2":                 {"?page%5Bnumber%5D=N&page%5Bsize%5D=2", "first 1 next 2 last 2", `{"record-count":3,"page-count":2}`},
		"/v1/jobs?page[size]=2&page[number]=2":  {"?page%5Bnumber%5D=N&page%5Bsize%5D=2", "first 1 prev 1 last 2", `{"record-count":3,"page-count":2}`},
		"/v1/jobs?page[size]=1&page[number]=2":  {"?page%5Bnumber%5D=N&page%5Bsize%5D=1", "first 1 prev 1 next 3 last 3", `{"record-count":3,"page-count":3}`},
		"/v1/jobs?page[number]=99":              {"?page%5Bnumber%5D=N&page%5Bsize%5D=10", "first 1 prev 98 last 1", `{"record-count":3,"page-count":1}`},
		"/v1/jobs?filter[id]=99":                {"?filter%5Bid%5D=99&page%5Bnumber%5D=N&page%5Bsize%5D=10", "first 1 last 1", `{"record-count":0,"page-count":0}`},
		"/v1/jobs?filter[id]=99&page[number]=3": {"?filter%5Bid%5D=99&page%5Bnumber%5D=N&page%5Bsize%5D=10", "first 1 prev 2 last 1", `{"record-count":0,"page-count":0}`},
		"/v1/jobs?utm=1&page[foo]=1":            {"?page%5Bnumber%5D=N&page%5Bsize%5D=10", "first 1 last 1", `{"record-count":3,"page-count":1}`},
		"/v1/jobs?sort=title,-id&include=user,role&filter[department]=1,2&fields[jobs]=title,user,role": {
			"?fields%5Bjobs%5D=title%2Cuser%2Crole&filter%5Bdepartment%5D=1%2C2&include=user%2Crole&page%5Bnumber%5D=N&page%5Bsize%5D=10&sort=title%2C-id", "first 1 last 1", `{"record-count":2,"page-count":1}`,
		},
		"/v1/jobs/3/stages?page[size]=2&sort=-id": {"?page%5Bnumber%5D=N&page%5Bsize%5D=2&sort=-id", "first 1 next 2 last 2", `{"record-count":3,"page-count":2}`},
		"/v1/jobs/10/candidates":                  {"?page%5Bnumber%5D=N&page%5Bsize%5D=10", "first 1 last 1", `{"record-count":0,"page-count":0}`},
	} {
		base, _, _ := strings.Cut(path, "?")
		var members []string
		fields := strings.Fields(want.links)
		for i := 0; i < len(fields); i += 2 {
			members = append(members, `"`+fields[i]+`":"`+s.URL+base+strings.Replace(want.echoed, "=N", "="+fields[i+1], 1)+`"`)
		}
		end := `,"meta":` + want.meta + `,"links":{` + strings.Join(members, ",") + `}}`
		got := ask(t, s, path).body
		assert.Equal(t, end, got[max(0, strings.LastIndex(got, `,"meta":`)):], path)
	}
}

// TestDocumentsWithoutPages has a row for each document that has neither meta nor links of a list.
func TestDocumentsWithoutPages(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	linkage := func(data, path, relation string) string {
		return `{"data":` + data + `,"links":{"self":"` + s.URL + path + `/relationships/` + relation + `","related":"` + s.URL + path + `/` + relation + `"}}`
	}
	for path, want := range map[string]string{
		"/v1/jobs/3/relationships/department":         linkage(`{"type":"departments","id":"1"}`, "/v1/jobs/3", "department"),
		"/v1/jobs/3/relationships/role":               linkage(`null`, "/v1/jobs/3", "role"),
		"/v1/jobs/3/relationships/questions":          linkage(`[{"type":"questions","id":"1"},{"type":"questions","id":"2"}]`, "/v1/jobs/3", "questions"),
		"/v1/jobs/10/relationships/candidates?page=x": linkage(`[]`, "/v1/jobs/10", "candidates"),
		"/v1/jobs/3/role":                             `{"data":null}`,
		"/v1/jobs/3/role?include=department":          `{"data":null}`,
	} {
		assert.Equal(t, want, ask(t, s, path).body, path)
	}
	for _, path := range []string{"/v1/jobs/3", "/v1/jobs/3/department", "/v1/jobs/3?include=role"} {
		var d doc
		require.NoError(t, json.Unmarshal([]byte(ask(t, s, path).body), &d))
		assert.Nil(t, d.Meta, path)
		assert.Nil(t, d.Links, path)
		assert.Nil(t, d.Included, path)
	}
}

// TestSparseDocuments: relationships are fields too, and a member without any is left out.
func TestSparseDocuments(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	self := `"links":{"self":"` + s.URL + `/v1/roles/1"}`
	department := `"department":{"links":{"self":"` + s.URL + `/v1/roles/1/relationships/department","related":"` + s.URL + `/v1/roles/1/department"}}`
	for fields, want := range map[string]string{
		"name":            `,"attributes":{"name":"A"}`,
		"department":      `,"relationships":{` + department + `}`,
		"department,name": `,"attributes":{"name":"A"},"relationships":{` + department + `}`,
		"id":              ``,
	} {
		assert.Equal(t, `{"data":{"id":"1","type":"roles",`+self+want+`}}`, ask(t, s, "/v1/roles/1?fields[roles]="+fields).body, fields)
	}
}
