package teamtailor_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// example is the shape of one example of the vendor's page: members in their order, types of values, null or not.
type example struct {
	Name    string
	Top     string
	Objects []struct{ ID, Shape string }
}

// TestTheExamplesOfThePage asks what the page asks, in its order, and compares each answer with the page's example:
// by shape with the example itself, and byte by byte with a golden file of our own words.
func TestTheExamplesOfThePage(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/examples.json")
	require.NoError(t, err)
	var examples []example
	require.NoError(t, json.Unmarshal(data, &examples))
	assert.Len(t, examples, len(pageRequests()))
	for _, e := range examples {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			asked := pageRequests()[e.Name]
			s := run(t, asked.options...)
			got := askPage(t, s, asked)
			require.Less(t, got.status, 300, got.body)
			golden(t, e.Name, strings.ReplaceAll(got.body, s.URL, "https://api.teamtailor.com"))
			compareShapes(t, &e, &asked, got.body)
		})
	}
}

// pageRequest is how to get an example of the page. Where the page shows one id with two contents or mixes two records,
// only says which record has the example's content.
type pageRequest struct {
	verb, path, document string
	only                 string
	options              []servertest.Option
}

func pageRequests() map[string]pageRequest {
	get := func(path string) pageRequest { return pageRequest{path: path} }
	dated := servertest.Seed(`
teamtailor:
  keys: [{token: abc123abc123, scope: admin, access: read/write}]
  users: [{id: 819, name: Erik}]
  jobs: [{id: 7199, title: New Title, body: <p>lopl</p>, user: 819, start-date: 2026-11-17T00:00:00+01:00, end-date: 2026-11-25T00:00:00+01:00, embeddable: true}]`)
	return map[string]pageRequest{
		"Answer Object":          get("/v1/answers/1337"),
		"List Answers":           {path: "/v1/answers", only: "1338"},
		"Show an Answer":         get("/v1/answers/1337"),
		"Create Answer":          {verb: "POST", path: "/v1/answers", document: `{"data":{"type":"answers","attributes":{"choices":[3,4]},"relationships":{"candidate":{"data":{"id":"376226","type":"candidates"}},"question":{"data":{"id":"6039","type":"questions"}}}}}`},
		"Candidate Object":       get("/v1/candidates/1337"),
		"List Candidates":        get("/v1/candidates?include=answers&filter[id]=576,1106"),
		"Show a Candidate":       get("/v1/candidates/1337"),
		"Create candidate":       {verb: "POST", path: "/v1/candidates", document: `{"data":{"type":"candidates","attributes":{"first-name":"Jonas","last-name":"Brusman","pitch":"Short words, long walks","email":"jonas@example.com"}}}`},
		"Update Candidate":       {verb: "PATCH", path: "/v1/candidates/1337", document: `{"data":{"id":"1337","attributes":{"first-name":"David"},"type":"candidates"}}`},
		"Department Object":      get("/v1/departments/337"),
		"List departments":       get("/v1/departments"),
		"Show a Department":      get("/v1/departments/337"),
		"Job Object":             {path: "/v1/jobs/7199", options: []servertest.Option{dated}},
		"List Jobs":              {path: "/v1/jobs?filter[department]=337", only: "7262"},
		"Show a Job":             get("/v1/jobs/7199"),
		"Create Job":             {verb: "POST", path: "/v1/jobs", document: `{"data":{"type":"jobs","attributes":{"title":"Account Manager","body":"<p>hello</p>"},"relationships":{"user":{"data":{"id":"819","type":"users"}},"department":{"data":{"id":"337","type":"departments"}},"location":{"data":{"id":"667","type":"locations"}}}}}`},
		"Update Job":             {verb: "PATCH", path: "/v1/jobs/7199", document: `{"data":{"id":"7199","attributes":{"title":"New Title","status":"unlisted"},"type":"jobs"}}`},
		"Job application Object": get("/v1/job-applications/520"),
		"List Job applications":  get("/v1/job-applications"),
		"Show a Job application": get("/v1/job-applications/520"),
		"Create Job application": {verb: "POST", path: "/v1/job-applications", document: `{"data":{"type":"job-applications","attributes":{"sourced":true,"cover-letter":"Hello"},"relationships":{"job":{"data":{"id":"1337","type":"jobs"}},"candidate":{"data":{"id":"12345","type":"candidates"}}}}}`},
		"Update Job application": {verb: "PATCH", path: "/v1/job-applications/520", document: `{"data":{"id":"520","attributes":{"cover-letter":"To whom it may interest…"},"type":"job-applications"}}`},
		"Location Object":        get("/v1/locations/667"),
		"List locations":         get("/v1/locations"),
		"Show a Location":        get("/v1/locations/667"),
		"Question Object":        get("/v1/questions/1337"),
		"Role Object":            get("/v1/roles/8"),
		"List roles":             get("/v1/roles"),
		"Show a Role":            get("/v1/roles/8"),
		"Stage Object":           get("/v1/stages/1337"),
		"User Object":            get("/v1/users/4468"),
		"List users":             get("/v1/users"),
		"Show an User":           get("/v1/users/4468"),
	}
}

func askPage(t *testing.T, s *servertest.Server, r pageRequest) answer {
	t.Helper()
	if r.verb == "" {
		return ask(t, s, r.path)
	}
	return send(t, s, r.verb, r.path, r.document)
}

// golden compares an answer with a file, or writes the file.
func golden(t *testing.T, name, body string) {
	t.Helper()
	file := filepath.Join("testdata", strings.ToLower(strings.ReplaceAll(name, " ", "_"))+".json")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(body+"\n"), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSuffix(string(want), "\n"), body)
}

// compareShapes finds the example's records in the answer, in the same order.
func compareShapes(t *testing.T, e *example, asked *pageRequest, body string) {
	t.Helper()
	assert.Equal(t, e.Top, strings.Join(memberNames(t, body), ","))
	var top struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(body), &top))
	var list []json.RawMessage
	if json.Unmarshal(top.Data, &list) != nil {
		assert.Equal(t, e.Objects[0].Shape, shape(t, top.Data))
		return
	}
	shapes, order := map[string]string{}, []string{}
	for _, one := range list {
		var o object
		require.NoError(t, json.Unmarshal(one, &o))
		shapes[o.ID] = shape(t, one)
		order = append(order, o.ID)
	}
	at := -1
	for _, o := range e.Objects {
		next := indexOf(order, o.ID)
		assert.Greater(t, next, at, "%s stands in the page's order in %v", o.ID, order)
		at = next
		if asked.only == "" || asked.only == o.ID {
			assert.Equal(t, o.Shape, shapes[o.ID], o.ID)
		}
	}
}

func indexOf(list []string, item string) int {
	for i, one := range list {
		if one == item {
			return i
		}
	}
	return -1
}

func memberNames(t *testing.T, text string) []string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	_, err := decoder.Token()
	require.NoError(t, err)
	var names []string
	for decoder.More() {
		name, err := decoder.Token()
		require.NoError(t, err)
		names = append(names, name.(string))
		var skipped json.RawMessage
		require.NoError(t, decoder.Decode(&skipped))
	}
	return names
}

// shape writes a JSON value with its members in order and only the types of what is in it.
func shape(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	return shapeOf(t, decoder)
}

func shapeOf(t *testing.T, decoder *json.Decoder) string {
	t.Helper()
	token, err := decoder.Token()
	require.NoError(t, err)
	switch v := token.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case float64:
		return "number"
	case string:
		return "text"
	case json.Delim:
		var parts []string
		for decoder.More() {
			if v == '{' {
				name, err := decoder.Token()
				require.NoError(t, err)
				parts = append(parts, name.(string)+":"+shapeOf(t, decoder))
			} else {
				parts = append(parts, shapeOf(t, decoder))
			}
		}
		_, err := decoder.Token()
		require.NoError(t, err)
		if v == '[' {
			return "[" + strings.Join(parts[:min(1, len(parts))], "") + "]"
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	t.Fatalf("a token of type %T", token)
	return ""
}

// TestThePagesIncompleteRequests: two of the page's requests lack the version or the token.
func TestThePagesIncompleteRequests(t *testing.T) {
	t.Parallel()
	s := run(t)
	assert.Equal(t, 406, ask(t, s, "/v1/jobs", without("X-Api-Version")).status)
	assert.Equal(t, 401, ask(t, s, "/v1/jobs", without("Authorization")).status)
	assert.Equal(t, 401, ask(t, s, "/v1/jobs?filter%5Bdepartment%5D=337", without("Authorization")).status)
	assert.Equal(t, http.StatusOK, ask(t, s, "/v1/jobs?include=department,location&page%5Bsize%5D=15").status)
	assert.Equal(t, http.StatusOK, ask(t, s, "/v1/job-applications?include=candidate&filter%5Bstage_type%5D=hired&sort=-changed_stage_at").status)
	assert.Equal(t, http.StatusNotFound, ask(t, s, "/v1/nobody").status)
}
