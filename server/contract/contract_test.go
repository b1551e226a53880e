package contract_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/contract"
)

// failures collects what the middleware says.
type failures []string

func (f *failures) Errorf(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// good are answers as huntr.yaml describes them.
const (
	member    = `{"id":"5b0379b5712bb674fd0d561e","createdAt":1,"isActive":true}`
	refusal   = `{"message":"a","error":{"message":"a","status":404}}`
	jsonType  = "application/json; charset=utf-8"
	evidence  = `documented; source="x"`
	memberURL = "/org/members/5b0379b5712bb674fd0d561e"
)

func exchange(middleware func(contract.Failer, string) func(http.Handler) http.Handler, r *http.Request, status int, header map[string]string, body string) failures {
	var said failures
	recorder, name := httptest.NewRecorder(), "huntr"
	if strings.HasPrefix(r.URL.Path, "/v1") {
		name = "teamtailor"
	}
	middleware(&said, name)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})).ServeHTTP(recorder, r)
	if recorder.Code != status || recorder.Body.String() != body {
		said = append(said, "the middleware changed the answer")
	}
	return said
}

// TestAnswersAreHeldToTheDocument: each answer is wrong in one way.
func TestAnswersAreHeldToTheDocument(t *testing.T) {
	t.Parallel()
	good := map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": evidence}
	refused := map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": evidence, "X-Mock-Reason": "r"}
	for name, c := range map[string]struct {
		method, path string
		status       int
		header       map[string]string
		body, want   string // an empty want: nothing is wrong
	}{
		"as documented":         {"GET", memberURL, 200, good, member, ""},
		"HEAD":                  {"HEAD", memberURL, 200, good, member, ""},
		"trailing slash":        {"GET", memberURL + "/", 200, good, member, ""},
		"not below the base":    {"GET", "/_mock/health", 202, nil, "x", ""},
		"elsewhere":             {"GET", "/org/nothing", 404, refused, refusal, ""},
		"unknown status":        {"GET", memberURL, 202, good, member, "retrieveMember has no status 202"},
		"status elsewhere":      {"GET", "/org/nothing", 418, refused, refusal, "x-elsewhere has no status 418"},
		"unknown member":        {"GET", memberURL, 200, good, strings.Replace(member, "{", `{"age":7,`, 1), "'age' not allowed"},
		"missing member":        {"GET", memberURL, 200, good, `{"id":"5b0379b5712bb674fd0d561e"}`, "missing properties"},
		"wrong type":            {"GET", memberURL, 200, good, strings.Replace(member, "true", `"true"`, 1), "want boolean"},
		"wrong pattern":         {"GET", memberURL, 200, good, strings.Replace(member, "5b03", `ZZZZ`, 1), "does not match pattern"},
		"nested unknown member": {"GET", "/org/members", 200, good, `{"data":[` + strings.Replace(member, "{", `{"age":7,`, 1) + `]}`, "'age' not allowed"},
		"not JSON":              {"GET", memberURL, 200, good, "<html>", "not JSON"},
		"no body":               {"GET", memberURL, 200, map[string]string{"X-Mock-Evidence": evidence}, "", "has no body"},
		"media type":            {"GET", memberURL, 200, map[string]string{"Content-Type": "application/json", "X-Mock-Evidence": evidence}, member, `Content-Type "application/json"`},
		"missing header":        {"GET", memberURL, 200, map[string]string{"Content-Type": jsonType}, member, "no header X-Mock-Evidence"},
		"wrong header":          {"GET", memberURL, 200, map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": "rumour"}, member, "header X-Mock-Evidence"},
		"unknown header":        {"GET", memberURL, 200, map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": evidence, "X-Age": "7"}, member, "the header X-Age"},
		"reason of a refusal":   {"GET", memberURL, 404, good, refusal, "no header X-Mock-Reason"},
		"405 without Allow":     {"POST", memberURL, 405, refused, refusal, "no header Allow"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := exchange(contract.Hostile, httptest.NewRequest(c.method, c.path, http.NoBody), c.status, c.header, c.body)
			if c.want == "" {
				assert.Empty(t, said)
				return
			}
			require.Len(t, said, 1)
			assert.Contains(t, said[0], c.want)
			assert.Contains(t, said[0], fmt.Sprintf("huntr.yaml: %s %s → %d: ", c.method, c.path, c.status))
		})
	}
}

// TestAcceptedRequestsAreHeldToTheDocument: what the mock takes although the document does not know it is told, but not
// in hostile tests, and not when it was refused.
func TestAcceptedRequestsAreHeldToTheDocument(t *testing.T) {
	t.Parallel()
	good := map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": evidence}
	refused := map[string]string{"Content-Type": jsonType, "X-Mock-Evidence": evidence, "X-Mock-Reason": "r"}
	for query, want := range map[string]string{
		"limit=2&active=true&next=5b0379b5712bb674fd0d561e": "",
		"colour=red":  `no query parameter "colour"`,
		"limit=0":     "limit",
		"limit=many":  "limit",
		"active=yes":  "active",
		"next=abcd":   "next",
		"%zz":         "invalid URL escape",
		"limit=2;a=1": "invalid semicolon",
	} {
		request := func() *http.Request { return httptest.NewRequest(http.MethodGet, "/org/members?"+query, http.NoBody) }
		said := exchange(contract.Checked, request(), 200, good, `{"data":[]}`)
		assert.Empty(t, exchange(contract.Hostile, request(), 200, good, `{"data":[]}`), query)
		assert.Empty(t, exchange(contract.Checked, request(), 400, refused, strings.ReplaceAll(refusal, "404", "400")), query)
		if want == "" {
			assert.Empty(t, said, query)
			continue
		}
		require.Len(t, said, 1, query)
		assert.Contains(t, said[0], want, query)
	}
}

// TestBodiesThatAreNoJSON are held to their schema as texts.
func TestBodiesThatAreNoJSON(t *testing.T) {
	t.Parallel()
	header := map[string]string{"Content-Type": "text/html; charset=UTF-8", "X-Mock-Evidence": evidence, "X-Mock-Reason": "r", "X-Request-Id": "1"}
	for body, want := range map[string]string{"": "", "<p>": "maxLength"} {
		said := exchange(contract.Hostile, httptest.NewRequest(http.MethodGet, "/v1/nothing", http.NoBody), 404, header, body)
		if want == "" {
			assert.Empty(t, said)
			continue
		}
		require.Len(t, said, 1)
		assert.Contains(t, said[0], want)
	}
	none := map[string]string{"X-Mock-Evidence": evidence, "X-Mock-Reason": "r", "X-Request-Id": "1"}
	forbidden := exchange(contract.Hostile, httptest.NewRequest(http.MethodGet, "/v1/jobs", http.NoBody), 403, none, "")
	assert.Empty(t, forbidden, "a response without content has no body")
	replaced := exchange(contract.Hostile, httptest.NewRequest(http.MethodPatch, "/v1/jobs/1/relationships/questions", http.NoBody), 403, none, "")
	assert.Empty(t, replaced, "one with x-may-be-empty may have none")
}
