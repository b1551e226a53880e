package control_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaultsAreArmedListedAndGone(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	armed := a.must("POST", "/faults", `{"name":"busy","match":{"provider":"huntr","method":"get","path":"/org/members"},"effect":{"type":"status","status":503},"times":2,"after":1}`)
	ask := func() int { status, _ := a.asked("/org/members", a.Token("huntr")); return status }
	assert.Equal(t, []int{200, 503, 503, 200}, []int{ask(), ask(), ask(), ask()})
	listed := a.must("GET", "/faults/"+armed["id"].(string), "")
	assert.EqualValues(t, 2, listed["struck"])
	assert.Equal(t, false, listed["live"])
	struck := a.must("GET", "/requests?fault=busy", "")
	assert.Len(t, struck["data"], 2)
	forever := a.must("POST", "/faults", `{"effect":{"type":"status","status":500},"times":"always"}`)
	assert.Equal(t, "always", forever["times"])
	a.must("DELETE", "/faults/"+forever["id"].(string), "")
	assert.Equal(t, 200, ask())
	a.must("DELETE", "/faults", "")
	assert.Empty(t, a.must("GET", "/faults", "")["data"])
	for body, field := range map[string]string{
		`{}`:                            "effect",
		`{"effect":{}}`:                 "effect.type",
		`{"effect":{"type":"explode"}}`: "effect.type",
		`{"effect":{"type":"status"}}`:  "effect.status",
		`{"effect":{"type":"status","status":200}}`:                "effect.status",
		`{"effect":{"type":"latency","delay":"-1s"}}`:              "effect.delay",
		`{"effect":{"type":"drop"},"times":0}`:                     "times",
		`{"effect":{"type":"drop"},"times":"often"}`:               "times",
		`{"effect":{"type":"drop"},"probability":2}`:               "probability",
		`{"effect":{"type":"drop"},"match":{"provider":"nobody"}}`: "match.provider",
		`{"effect":{"type":"drop"},"match":{"path":"/nowhere"}}`:   "match.path",
		`{"effect":{"type":"drop"},"match":{"colour":"red"}}`:      "match.colour",
		`{"effect":{"type":"drop","status":500}}`:                  "effect.status",
		`{"effect":{"type":"drop"},"after":-1}`:                    "after",
		`{"effect":{"type":"drop"},"seed":-1}`:                     "seed",
		`{"effect":{"type":"drop"},"probability":"x"}`:             "probability",
	} {
		status, problem := a.ask("POST", "/faults", body)
		assert.Equal(t, 400, status, body)
		assert.Equal(t, field, problem["field"], body)
	}
	assert.Empty(t, a.must("GET", "/faults", "")["data"], "none of them is armed")
	status, _ := a.ask("DELETE", "/faults/7", "")
	assert.Equal(t, 404, status)
}

func TestTheJournalIsAsked(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.asked("/org/members?limit=1", a.Token("huntr"))
	a.asked("/org/jobs", "unknown")
	a.asked("/org/nothing", a.Token("huntr"))
	first := a.must("GET", "/requests?limit=1", "")
	assert.Equal(t, "/org/members", first.at("data.0.route"))
	assert.EqualValues(t, 1, first["next"])
	assert.Len(t, a.must("GET", "/requests?after=1", "")["data"], 2)
	for query, want := range map[string]int{
		"status=4xx": 2, "status=401": 1, "provider=huntr": 3, "provider=jusrecruit": 0, "method=get": 3, "matched=false": 1,
		"path=/org/*": 3, "route=/org/jobs": 1, "credential=hunt****oken": 2, "fault=*": 0,
	} {
		assert.Len(t, a.must("GET", "/requests?"+query, "")["data"], want, query)
	}
	for query, field := range map[string]string{
		"status=teapot": "status", "provider=nobody": "provider", "after=-1": "after", "after=x": "after", "limit=0": "limit", "limit=1001": "limit",
		"wait=61s": "wait", "wait=-1s": "wait", "wait=soon": "wait", "colour=red": "colour", "limit=1&limit=2": "limit", "matched=perhaps": "matched", "%zz=1": "query",
	} {
		status, problem := a.ask("GET", "/requests?"+query, "")
		assert.Equal(t, 400, status, query)
		assert.Equal(t, field, problem["field"], query)
	}
	a.must("DELETE", "/requests", "")
	assert.Empty(t, a.must("GET", "/requests", "")["data"])
}

func TestWhoWaitsIsToldAtOnce(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	assert.Empty(t, a.must("GET", "/requests?wait=10ms", "")["data"], "nothing comes")
	got := make(chan body, 1)
	go func() {
		_, found := a.ask("GET", "/requests?wait=60s&route=/org/jobs", "")
		got <- found
	}()
	a.asked("/org/members", a.Token("huntr"))
	a.asked("/org/jobs", a.Token("huntr")) // before or after the wait began: both is fine
	assert.Len(t, (<-got)["data"], 1)
}

func TestVerifyNamesWhatDiffers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.asked("/org/members", a.Token("huntr"))
	a.asked("/org/jobs", a.Token("huntr"))
	assert.EqualValues(t, 1, a.must("POST", "/requests/verify", `{"match":{"route":"/org/jobs","status":200},"count":1}`)["found"])
	a.must("POST", "/requests/verify", `{"order":[{"route":"/org/members"},{"route":"/org/jobs"}]}`)
	status, problem := a.ask("POST", "/requests/verify", `{"match":{"route":"/org/jobs","method":"POST"},"at_least":1}`)
	assert.Equal(t, 409, status)
	assert.Equal(t, "method", problem.at("report.nearest.0.differs.0.field"))
	assert.Equal(t, "GET", problem.at("report.nearest.0.differs.0.got"))
	status, problem = a.ask("POST", "/requests/verify", `{"order":[{"route":"/org/jobs"},{"route":"/org/members"}]}`)
	assert.Equal(t, 409, status)
	assert.EqualValues(t, 1, problem.at("report.step"))
	for body, field := range map[string]string{
		`{"count":1,"at_least":1}`: "count", `{"match":{"provider":"nobody"}}`: "match.provider", `{"order":[{"colour":1}]}`: "order[0].colour", `{"count":-1}`: "count",
	} {
		status, problem := a.ask("POST", "/requests/verify", body)
		assert.Equal(t, 400, status, body)
		assert.Equal(t, field, problem["field"], body)
	}
}

// follow opens a stream and returns a function that reads its next event.
func (a *api) follow(path string, header ...string) (next func() (name string, data body)) {
	a.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.URL+a.base+path, http.NoBody)
	require.NoError(a.t, err)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(a.t, err)
	require.Equal(a.t, "text/event-stream", response.Header.Get("Content-Type"))
	a.t.Cleanup(func() { cancel(); _ = response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	require.True(a.t, lines.Scan(), "it says at once that it listens")
	return func() (name string, data body) {
		for lines.Scan() {
			key, value, _ := strings.Cut(lines.Text(), ": ")
			switch key {
			case "event":
				name = value
			case "data":
				require.NoError(a.t, json.Unmarshal([]byte(value), &data))
				return name, data
			}
		}
		return "", nil
	}
}

func TestTheStreamFollowsTheJournal(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.asked("/org/members", a.Token("huntr"))
	next, all := a.follow("/requests/stream"), a.follow("/requests/stream?after=0&provider=huntr")
	a.asked("/org/jobs", a.Token("huntr"))
	name, data := next()
	assert.Equal(t, "request", name)
	assert.Equal(t, "/org/jobs", data["route"])
	_, data = all()
	assert.Equal(t, "/org/members", data["route"])
	again := a.follow("/requests/stream?after=0", "Last-Event-ID", "1")
	_, data = again()
	assert.Equal(t, "/org/jobs", data["route"], "a reader that comes back goes on after the event it names")
	status, problem := a.ask("GET", "/requests/stream", "", "Last-Event-ID", "x")
	assert.Equal(t, []any{400, "Last-Event-ID"}, []any{status, problem["field"]})
	a.must("POST", "/sandboxes", `{"name":"gone"}`)
	ended := a.in("gone").follow("/requests/stream")
	a.must("DELETE", "/sandboxes/gone", "")
	name, _ = ended()
	assert.Equal(t, "dropped", name)
	status, _ = a.ask("GET", "/requests/stream?limit=1", "")
	assert.Equal(t, 400, status)
}

func TestActionsAreListedAndDone(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	assert.NotEmpty(t, a.must("GET", "/actions", "")["data"])
	done := a.must("POST", "/actions/huntr/add-member", `{"email":"new@example.com"}`)
	assert.Equal(t, "huntr.members", done.at("changed.0.table"))
	assert.Equal(t, "added", done.at("changed.0.what"))
	before := a.must("GET", "/sandboxes/default", "")
	for ask, want := range map[string]int{
		"/actions/nobody/add-member {}": 404, "/actions/huntr/fly {}": 404, `/actions/huntr/move-job {}`: 400, `/actions/huntr/move-job {"job":"none","to":"x"}`: 400,
		`/actions/huntr/add-member {"colour":1}`: 400, `/actions/huntr/add-member [1]`: 400, `/actions/huntr/add-member {{`: 400,
	} {
		path, body, _ := strings.Cut(ask, " ")
		status, problem := a.ask("POST", path, body)
		assert.Equal(t, want, status, ask)
		assert.NotEmpty(t, problem["detail"])
	}
	assert.Equal(t, before, a.must("GET", "/sandboxes/default", ""))
}

func TestWebhooksAreToldOnTheSandboxsClock(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	var asked atomic.Int64
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	t.Cleanup(receiver.Close)
	made := a.must("POST", "/webhooks", `{"provider":"huntr","url":"`+receiver.URL+`","secret":"s","retry":{"attempts":3,"backoff":["1m","1h"]}}`)
	id := made["id"].(string)
	assert.Equal(t, true, made["signed"])
	assert.Empty(t, made["signature_version"], "Huntr has one way to sign")
	silent := a.must("POST", "/webhooks", `{"provider":"teamtailor","url":"`+receiver.URL+`","active":false}`)
	assert.Equal(t, "v2", silent["signature_version"], "the default")
	assert.NotContains(t, fmt.Sprint(made), `"s"`)
	member := a.must("POST", "/actions/huntr/add-member", `{"ref":"m","email":"new@example.com"}`)
	a.must("POST", "/actions/huntr/add-job", `{"member":"`+member.at("changed.0.key").(string)+`","title":"Cook"}`)
	a.must("POST", "/webhooks/flush", "")
	assert.EqualValues(t, 1, asked.Load())
	pending := a.must("GET", "/deliveries?state=pending", "")
	assert.Equal(t, "2026-01-15T09:01:00Z", pending.at("data.0.due_at"))
	a.must("POST", "/clock/advance", `{"by":"2h"}`)
	assert.EqualValues(t, 3, asked.Load(), "both retries have been made")
	got := a.must("GET", "/deliveries?wait=5s&state=received", "")
	assert.Equal(t, "2026-01-15T10:01:00Z", got.at("data.0.attempts.2.at"), "each at its instant")
	number := fmt.Sprint(got.at("data.0.number"))
	assert.Equal(t, "received", a.must("GET", "/deliveries/"+number, "")["state"])
	next := a.follow("/deliveries/stream?after=" + number)
	assert.EqualValues(t, 1, a.must("POST", "/deliveries/"+number+"/replay", "")["replay_of"])
	name, _ := next()
	assert.Equal(t, "delivery", name)
	a.must("POST", "/webhooks/flush", "")
	assert.Empty(t, a.must("POST", "/deliveries/replay", "")["data"])
	assert.NotEmpty(t, a.must("POST", "/webhooks/"+id+"/probe", "")["findings"])

	assert.Equal(t, false, a.must("PATCH", "/webhooks/"+id, `{"active":false}`)["active"])
	a.must("GET", "/webhooks/"+id, "")
	a.must("DELETE", "/webhooks/"+id, "")
	for ask, want := range map[string]int{
		"GET /webhooks/" + id + " ": 404, "PATCH /webhooks/" + id + " {}": 404, "DELETE /webhooks/" + id + " ": 404, "POST /webhooks/" + id + "/probe ": 404,
		"GET /webhooks/x ": 404, "GET /deliveries/999 ": 404, "GET /deliveries/x ": 404, "POST /deliveries/999/replay ": 404, "GET /deliveries?state=lost ": 400,
		"GET /deliveries?webhook=x ": 400, "GET /deliveries?provider=x ": 400, `POST /webhooks {}`: 400, `POST /webhooks {"provider":"huntr"}`: 400,
		`POST /webhooks {"provider":"huntr","url":"ftp://x"}`: 400, `POST /webhooks {"provider":"huntr","url":"http://127.0.0.1","events":["x"]}`: 400,
		`POST /webhooks {"provider":"huntr","url":"http://127.0.0.1","retry":{"attempts":0}}`: 400,
	} {
		parts := strings.SplitN(ask, " ", 3)
		status, problem := a.ask(parts[0], parts[1], parts[2])
		assert.Equal(t, want, status, "%s: %v", ask, problem)
	}
}
