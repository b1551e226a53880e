package teamtailor_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server/servertest"
)

// TestListsAreReadAsCSV has a row for each manner in which a list can be quoted (jsonapi-resources 0.9, measured).
func TestListsAreReadAsCSV(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	plain := ask(t, s, "/v1/jobs?include=department,role&sort=-title,id")
	quoted := ask(t, s, `/v1/jobs?include=`+url.QueryEscape(`"department",role`)+`&sort=`+url.QueryEscape(`"-title","id"`))
	assert.Equal(t, 200, quoted.status, quoted.body)
	assert.Equal(t, ids(t, plain), ids(t, quoted))
	assert.Equal(t, ids(t, plain), ids(t, ask(t, s, "/v1/jobs?sort=%2522-title%2522,id"))) // escaped twice
	assert.Equal(t, strings.Count(plain.body, `"included"`), strings.Count(quoted.body, `"included"`))

	candidate := `{"data":{"type":"candidates","attributes":{"email":%q,"first-name":"Quoted"}}}`
	for _, email := range []string{`a,b@example.com`, `say"hi"@example.com`} {
		got := send(t, s, "POST", "/v1/candidates", fmt.Sprintf(candidate, email))
		assert.Equal(t, 201, got.status, got.body)
	}
	for filter, found := range map[string]int{
		`"a,b@example.com"`:                           1,
		`a,b@example.com`:                             0,
		`"say""hi""@example.com"`:                     1,
		`say"hi"@example.com`:                         1, // malformed, so the whole text
		`"a,b@example.com","say""hi""@example.com"`:   2,
		`"a,b@example.com`:                            0,
		"\"a,b@example.com\"\nsay\"hi\"@example.com":  1, // the first line
		`"a,b@example.com" , "say""hi""@example.com"`: 0,
		`"A,B@EXAMPLE.COM"`:                           1,
	} {
		got := ask(t, s, "/v1/candidates?filter[email]="+url.QueryEscape(filter))
		assert.Equal(t, 200, got.status, got.body)
		assert.Len(t, ids(t, got), found, filter)
	}
	assert.Len(t, ids(t, ask(t, s, "/v1/jobs?filter[status]="+url.QueryEscape(`"published"`)+"&filter[id]="+url.QueryEscape(`"3"`))), 1)
}

// TestQuotesInAWrongPlace: the library stops at the whole list, and says nothing of what else is wrong.
func TestQuotesInAWrongPlace(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	for _, list := range []string{`department,"role`, `depart"ment`, `"department"role`, `department, "role"`} {
		refused(t, ask(t, s, "/v1/jobs?page[size]=99&include="+url.QueryEscape(list)), 400, "112", "Invalid field", list+" is not a valid relationship of jobs", "")
		refused(t, ask(t, s, "/v1/jobs?page[size]=99&sort="+url.QueryEscape(list)), 400, "114", "Invalid sort criteria", list+" is not a valid sort criteria for jobs", "")
	}
	refused(t, ask(t, s, `/v1/jobs?fields[jobs]=`+url.QueryEscape(`"title"`)), 400, "104", "Invalid field", `"title" is not a valid field for jobs.`, "")
}

// TestBlanksInInclude: what is nil for CSV does not count, an empty text in quotes is no relation, and a dot at the end
// changes nothing (jsonapi-resources 0.9.12, parse_include_directives and check_include).
func TestBlanksInInclude(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	want := ask(t, s, "/v1/jobs?include=department").body
	for _, list := range []string{"department,", ",department,,", "department.", `"department."`} {
		got := ask(t, s, "/v1/jobs?include="+url.QueryEscape(list))
		assert.Equal(t, 200, got.status, list)
		assert.Equal(t, strings.Count(want, `"included"`), strings.Count(got.body, `"included"`), list)
	}
	for _, list := range []string{"", ",", ",,"} {
		assert.Equal(t, 200, ask(t, s, "/v1/jobs?include="+url.QueryEscape(list)).status, list)
	}
	for _, list := range []string{`""`, `"",department`, `department,""`, ".", ".department"} {
		refused(t, ask(t, s, "/v1/jobs?include="+url.QueryEscape(list)), 400, "112", "Invalid field", " is not a valid relationship of jobs", "")
	}
	refused(t, ask(t, s, "/v1/jobs?include=department.."), 400, "112", "Invalid field", " is not a valid relationship of departments", "")
}

// TestWithoutEffectIsSaid: what the library takes and ignores (measured) is answered in the same way, and explained.
func TestWithoutEffectIsSaid(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	plain := ask(t, s, "/v1/jobs")
	assert.Empty(t, plain.header.Get("X-Mock-Reason"))
	for query, reason := range map[string]string{
		"filter[status]=foo":             "filter[status]=foo finds nothing: it takes published, unlisted, archived, draft, scheduled, all",
		"filter[status]=published,Draft": "filter[status]=Draft finds nothing: it takes published, unlisted, archived, draft, scheduled, all",
		"page[after]=x":                  "page[after] is ignored: pages are asked for by page[number] and page[size]",
	} {
		got := ask(t, s, "/v1/jobs?"+query)
		assert.Equal(t, reason, got.header.Get("X-Mock-Reason"), query)
		if query == "filter[status]=foo" {
			assert.Empty(t, ids(t, got))
		} else {
			assert.Equal(t, ids(t, plain), ids(t, got), query)
		}
	}
	assert.Contains(t, ask(t, s, "/v1/departments/1/roles?page[limit]=1").header.Get("X-Mock-Reason"), "page[limit] is ignored")
	for _, status := range []string{"", "all", "published,unlisted", "draft", "scheduled", "archived"} {
		assert.Empty(t, ask(t, s, "/v1/jobs?filter[status]="+status).header.Get("X-Mock-Reason"), status)
	}
}
