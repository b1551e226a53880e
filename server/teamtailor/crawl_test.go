package teamtailor_test

import (
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/jsonapi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryPrintedURLAnswers starts at each list and follows every URL on the mock's own base that a document prints,
// as far as the records of the page's own ids and the first page of each list reach.
func TestEveryPrintedURLAnswers(t *testing.T) {
	t.Parallel()
	s := run(t)
	own := regexp.MustCompile(regexp.QuoteMeta(s.URL) + `[^"]*`)
	var queue []string
	for _, name := range types() {
		queue = append(queue, "/v1/"+name)
	}
	seen := map[string]bool{}
	for len(queue) > 0 && len(seen) < 10000 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		got := ask(t, s, path)
		require.Equal(t, http.StatusOK, got.status, path)
		for _, url := range own.FindAllString(got.body, -1) {
			queue = append(queue, strings.TrimPrefix(url, s.URL))
		}
	}
	assert.Empty(t, queue, "what was printed and not asked for")
	assert.Greater(t, len(seen), 5000)
}

func types() []string {
	return []string{"answers", "candidates", "departments", "jobs", "job-applications", "locations", "questions", "roles", "stages", "users"}
}

// What an ordinary Go client declares to read the documents.
type (
	readCandidate struct {
		ID        string            `jsonapi:"primary,candidates"`
		FirstName string            `jsonapi:"attr,first-name"`
		Tags      []string          `jsonapi:"attr,tags"`
		Answers   []*readAnswer     `jsonapi:"relation,answers"`
		Jobs      []*readDepartment `jsonapi:"relation,department"`
	}
	readAnswer struct {
		ID      string `jsonapi:"primary,answers"`
		Boolean *bool  `jsonapi:"attr,boolean"`
		Range   *int   `jsonapi:"attr,range"`
		Text    string `jsonapi:"attr,text"`
	}
	readDepartment struct {
		ID       string `jsonapi:"primary,departments"`
		Name     string `jsonapi:"attr,name"`
		RowOrder int    `jsonapi:"attr,row-order"`
	}
	readJob struct {
		ID         string          `jsonapi:"primary,jobs"`
		Title      string          `jsonapi:"attr,title"`
		Pinned     bool            `jsonapi:"attr,pinned"`
		Department *readDepartment `jsonapi:"relation,department"`
		User       *readUser       `jsonapi:"relation,user"`
	}
	readApplication struct {
		ID      string   `jsonapi:"primary,job-applications"`
		Sourced bool     `jsonapi:"attr,sourced"`
		Job     *readJob `jsonapi:"relation,job"`
	}
	readLocation struct {
		ID           string `jsonapi:"primary,locations"`
		City         string `jsonapi:"attr,city"`
		Headquarters bool   `jsonapi:"attr,headquarters"`
	}
	readQuestion struct {
		ID   string `jsonapi:"primary,questions"`
		Type string `jsonapi:"attr,question-type"`
	}
	readRole struct {
		ID         string          `jsonapi:"primary,roles"`
		Name       string          `jsonapi:"attr,name"`
		Department *readDepartment `jsonapi:"relation,department"`
	}
	readStage struct {
		ID   string `jsonapi:"primary,stages"`
		Name string `jsonapi:"attr,name"`
	}
	readUser struct {
		ID    string `jsonapi:"primary,users"`
		Email string `jsonapi:"attr,email"`
	}
)

// TestAGoClientReadsEveryList reads every list, with what it can include, as google/jsonapi does.
func TestAGoClientReadsEveryList(t *testing.T) {
	t.Parallel()
	s := run(t)
	for path, into := range map[string]any{
		"/v1/answers": readAnswer{}, "/v1/candidates?include=answers": readCandidate{}, "/v1/departments": readDepartment{},
		"/v1/jobs?include=department,user&page[size]=30&filter[status]=all": readJob{}, "/v1/job-applications?include=job.department": readApplication{},
		"/v1/locations": readLocation{}, "/v1/questions": readQuestion{}, "/v1/roles?include=department": readRole{}, "/v1/stages": readStage{}, "/v1/users": readUser{},
	} {
		got := ask(t, s, path)
		read, err := jsonapi.UnmarshalManyPayload(strings.NewReader(got.body), reflect.PointerTo(reflect.TypeOf(into)))
		require.NoError(t, err, path)
		printed := make([]string, 0, len(read))
		for _, one := range read {
			printed = append(printed, reflect.ValueOf(one).Elem().FieldByName("ID").String())
		}
		assert.Equal(t, ids(t, got), printed, path)
	}
	jobs, err := jsonapi.UnmarshalManyPayload(strings.NewReader(ask(t, s, "/v1/jobs?include=department,user").body), reflect.TypeFor[*readJob]())
	require.NoError(t, err)
	assert.Equal(t, "Product Developments", jobs[0].(*readJob).Department.Name)
	assert.Equal(t, "david@example.com", jobs[0].(*readJob).User.Email)
}
