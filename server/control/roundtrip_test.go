package control_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// writesEach is how many random writes each provider accepts at least.
const writesEach = 500

// TestAnExportIsTheSameAfterRandomWrites makes random writes through every provider, exports the sandbox, replaces another
// one and itself with that, and exports again: the same bytes, as YAML and as JSON.
func TestAnExportIsTheSameAfterRandomWrites(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	s := a.Sandbox(t)
	w := &writer{api: a.in(s.Name()), random: rand.New(rand.NewPCG(5, 7)), ids: map[string][]string{}, written: map[string]int{}}
	for _, provider := range []string{"teamtailor", "jusrecruit"} {
		w.must("PUT", "/limits/"+provider, `{"mode":"off"}`)
	}
	w.learn(s.Token("teamtailor"), s.Token("jusrecruit"), s.Token("huntr"))
	for n := 0; min(w.written["huntr"], w.written["teamtailor"], w.written["jusrecruit"]) < writesEach; n++ {
		require.Less(t, n, 3*writesEach, "so few writes were accepted: %v", w.written)
		s.Clock().Advance(time.Duration(n%7) * 300 * time.Millisecond)
		w.huntr(n)
		w.teamtailor(n, s.Token("teamtailor"))
		w.jusrecruit(n, s.Token("jusrecruit"))
	}
	for _, form := range []string{"application/yaml", "application/json"} {
		whole := w.state("", form)
		w.must("PUT", "/state", whole)
		same(t, whole, w.state("", form))
		bare := w.state("?credentials=omit", form)
		other := a.in(a.must("POST", "/sandboxes", `{"from":"empty"}`)["name"].(string))
		other.must("PUT", "/state", bare)
		same(t, bare, (&writer{api: other}).state("?credentials=omit", form))
	}
}

// same compares exports line by line, so that a difference can be read.
func same(t *testing.T, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	is := strings.Split(got, "\n")
	for n, line := range strings.Split(want, "\n") {
		require.Less(t, n, len(is), "ends before %q", line)
		require.Equal(t, line, is[n], "line %d", n+1)
	}
	require.Equal(t, len(want), len(got))
}

// writer makes random writes to one sandbox.
type writer struct {
	*api
	random  *rand.Rand
	ids     map[string][]string // by what they are of
	written map[string]int      // accepted, by provider
}

func (w *writer) state(query, form string) string {
	w.t.Helper()
	status, _, text := w.raw("GET", w.base+"/state"+query, "", "Accept", form)
	require.Equal(w.t, 200, status, text)
	return text
}

func (w *writer) pick(from ...string) string { return from[w.random.IntN(len(from))] }

func (w *writer) id(of string) string { return w.pick(w.ids[of]...) }

// text draws a JSON string of what is hard to write.
func (w *writer) text() string {
	text, err := json.Marshal(w.pick("", "Ann", " a: b", "yes", "null", "0123", "1e3", "#x", "x\ny\t", "ü\u0085\u2028", "- z", "{}", `"'\`, "~", strings.Repeat("long ", 60)))
	require.NoError(w.t, err)
	return string(text)
}

// learn notes ids of what is there.
func (w *writer) learn(teamtailor, jusrecruit, huntr string) {
	list := func(of, path, token string, header ...string) {
		_, _, text := w.raw("GET", path, "", append(header, "Authorization", token)...)
		var page struct {
			Data []struct {
				ID any `json:"id"`
			} `json:"data"`
		}
		require.NoError(w.t, json.Unmarshal([]byte(text), &page), text)
		require.NotEmpty(w.t, page.Data, of)
		for _, record := range page.Data {
			w.ids[of] = append(w.ids[of], fmt.Sprint(record.ID))
		}
	}
	for _, of := range []string{"candidates", "jobs", "users", "stages", "questions", "job-applications"} {
		list(of, "/v1/"+of, "Token token="+teamtailor, "X-Api-Version", "20161108")
	}
	for _, of := range []string{"candidates", "jobs"} {
		list("jusrecruit "+of, "/api/v1/integration/"+of, "Bearer "+jusrecruit)
	}
	for _, of := range []string{"members", "jobs"} {
		list("huntr "+of, "/org/"+of, "Bearer "+huntr)
	}
}

// count counts what was accepted and returns the id of what was made.
func (w *writer) count(provider string, status int, text, idAt string) string {
	w.t.Helper()
	require.Less(w.t, status, 500, text)
	if status >= 300 {
		return ""
	}
	w.written[provider]++
	var made body
	if json.Unmarshal([]byte(text), &made) != nil {
		return ""
	}
	id, _ := made.at(idAt).(string)
	return id
}

// huntr does what people do: its clients only read.
func (w *writer) huntr(n int) {
	action, sent := "add-job", fmt.Sprintf(`{"member":%q,"title":%s,"employer":%s,"location":{"name":%s}}`, w.id("huntr members"), w.text(), w.text(), w.text())
	switch w.random.IntN(5) {
	case 0:
		action, sent = "add-member", fmt.Sprintf(`{"ref":"m %d","givenName":%s,"email":"m%d@example.com"}`, n, w.text(), n)
	case 1:
		action, sent = "move-job", fmt.Sprintf(`{"job":%q,"to":%q}`, w.id("huntr jobs"), w.pick("Applied", "Interview", "Offer", "yes"))
	case 2:
		action, sent = "edit-job", fmt.Sprintf(`{"job":%q,"title":%s}`, w.id("huntr jobs"), w.text())
	case 3:
		action, sent = "set-date", fmt.Sprintf(`{"job":%q,"field":"deadline","date":%d}`, w.id("huntr jobs"), w.random.IntN(1<<31))
	}
	status, _, text := w.raw("POST", w.base+"/actions/huntr/"+action, sent)
	w.count("huntr", status, text, "")
}

func (w *writer) teamtailor(n int, token string) {
	one := func(kind string) string { return fmt.Sprintf(`{"data":{"type":%q,"id":%q}}`, kind, w.id(kind)) }
	document := func(kind, id, attributes, relationships string) string {
		return fmt.Sprintf(`{"data":{"type":%q%s,"attributes":{%s},"relationships":{%s}}}`, kind, id, attributes, relationships)
	}
	var sent string
	kind, method, path := "candidates", "POST", ""
	switch w.random.IntN(6) {
	case 0, 1:
		sent = document(kind, "", fmt.Sprintf(`"email":"c%d@example.org","first-name":%s,"pitch":%s,"tags":[%s]`, n, w.text(), w.text(), w.text()), "")
	case 2:
		kind = "jobs"
		sent = document(kind, "", fmt.Sprintf(`"title":%s,"body":%s,"status":%q`, w.text(), w.text(), w.pick("open", "draft", "archived")), `"user":`+one("users"))
	case 3:
		kind = "job-applications"
		sent = document(kind, "", `"cover-letter":`+w.text(), `"candidate":`+one("candidates")+`,"job":`+one("jobs"))
	default:
		kind = w.pick("candidates", "jobs")
		id, attribute := w.id(kind), map[string]string{"candidates": "last-name", "jobs": "title"}[kind]
		method, path, sent = http.MethodPatch, "/"+id, document(kind, fmt.Sprintf(`,"id":%q`, id), fmt.Sprintf(`%q:%s`, attribute, w.text()), "")
	}
	status, _, text := w.raw(method, "/v1/"+kind+path, sent, "Authorization", "Token token="+token, "X-Api-Version", "20161108", "Content-Type", "application/vnd.api+json")
	if id := w.count("teamtailor", status, text, "data.id"); id != "" && method == "POST" {
		w.ids[kind] = append(w.ids[kind], id)
	}
}

func (w *writer) jusrecruit(n int, key string) {
	method, path, sent := "POST", "/candidates/"+w.id("jusrecruit candidates")+"/notes", `{"content":"`+fmt.Sprint(n)+w.text()[1:]+`}`
	hooks := w.ids["webhooks"]
	switch w.random.IntN(6) {
	case 0:
		path, sent = "/jobs/"+w.id("jusrecruit jobs")+"/tags", `{"tags":["a`+w.text()[1:]+`,"urgent"]}`
	case 1:
		method, path, sent = "DELETE", "/jobs/"+w.id("jusrecruit jobs")+"/tags?tag=urgent", ""
	case 2:
		path, sent = "/company/webhooks", fmt.Sprintf(`{"url":"http://localhost:9/%d","secret":"s%s,"active":false}`, n, w.text()[1:])
	case 3:
		if len(hooks) > 0 {
			method, path, sent = "PUT", "/company/webhooks/"+w.pick(hooks...), `{"events":["job.updated"]}`
		}
	case 4:
		if len(hooks) > 3 {
			method, path, sent = "DELETE", "/company/webhooks/"+hooks[0], ""
			w.ids["webhooks"] = slices.Clone(hooks[1:])
		}
	}
	status, _, text := w.raw(method, "/api/v1/integration"+path, sent, "Authorization", "Bearer "+key, "Content-Type", "application/json")
	if id := w.count("jusrecruit", status, text, "data.id"); id != "" && path == "/company/webhooks" {
		w.ids["webhooks"] = append(w.ids["webhooks"], id)
	}
}
