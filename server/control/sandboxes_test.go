package control_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

func TestANewSandboxIsReachedByItsCredentials(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/sandboxes", `{"name":"one"}`)
	assert.Equal(t, a.URL+"/org", made.at("base_urls.huntr"))
	token := made.at("credentials.huntr.token").(string)
	assert.True(t, strings.HasPrefix(made.at("credentials.jusrecruit.key").(string), "jc_"))
	status, _ := a.asked("/org/members", token)
	assert.Equal(t, 200, status)
	assert.Empty(t, a.Requests(), "the default sandbox was not asked")
	assert.Len(t, a.in("one").must("GET", "/requests", "")["data"], 1)
	assert.Equal(t, a.must("GET", "/sandboxes/default", "").at("rows"), made.at("rows"), "a copy of the default one")
	assert.Len(t, a.must("GET", "/sandboxes", "")["data"], 2)

	status, problem := a.ask("POST", "/sandboxes", `{"name":"one"}`)
	assert.Equal(t, 409, status)
	assert.Equal(t, "name", problem["field"])
	status, problem = a.ask("POST", "/sandboxes", `{"name":"empty"}`)
	assert.Equal(t, 400, status, "nothing could be made from a sandbox of that name")
	assert.Equal(t, "name", problem["field"])

	a.must("DELETE", "/sandboxes/one", "")
	status, _ = a.asked("/org/members", token)
	assert.Equal(t, 401, status, "the credentials went with it")
	again := a.must("POST", "/sandboxes", `{"name":"one"}`)
	assert.Equal(t, token, again.at("credentials.huntr.token"), "the same name, the same tokens")
	assert.Equal(t, "sandbox-1", a.must("POST", "/sandboxes", "").at("name"))
}

func TestTheDefaultSandboxStays(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	status, problem := a.ask("DELETE", "/sandboxes/default", "")
	assert.Equal(t, 409, status)
	assert.Contains(t, problem["detail"], "reset it")
	assert.Equal(t, "still", a.must("GET", "/sandboxes/default/clock", "").at("mode"), "it has a name, too")
}

func TestASandboxIsMadeFromASeed(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const seed = "huntr: {tokens: [{token: mine}], members: [{ref: a, email: a@example.com}]}"
	for name, ask := range map[string]func(name string) (int, body){
		"json": func(name string) (int, body) {
			return a.ask("POST", "/sandboxes", `{"name":"`+name+`","seed":{"huntr":{"tokens":[{"token":"`+name+`"}],"members":[{"ref":"a","email":"\ud83d\ude00@example.com"}]}}}`)
		},
		"text": func(name string) (int, body) {
			return a.ask("POST", "/sandboxes", `{"name":"`+name+`","seed":"`+strings.Replace(seed, "mine", name, 1)+`"}`)
		},
		"yaml": func(name string) (int, body) {
			return a.ask("POST", "/sandboxes?huntr.max_limit=1&clock_mode=running&clock=2026-02-01&name="+name, strings.Replace(seed, "mine", name, 1), "Content-Type", "application/yaml")
		},
	} {
		status, made := ask(name)
		require.Equal(t, 201, status, "%s: %v", name, made)
		assert.EqualValues(t, 1, made.at("rows").(map[string]any)["huntr.members"], name)
		assert.NotEqual(t, name, made.at("credentials.huntr.token"), "a fresh one stands in the answer")
		status, _ = a.asked("/org/members", name)
		assert.Equal(t, 200, status, "the seed's token works, too")
	}
	status, _ := a.asked("/org/members?limit=2", "yaml")
	assert.Equal(t, 400, status, "a setting of its own")
	assert.Equal(t, "running", a.in("yaml").must("GET", "/clock", "").at("mode"))

	status, problem := a.ask("POST", "/sandboxes", `{"name":"thief","seed":{"huntr":{"tokens":[{"token":"json"}]}}}`)
	assert.Equal(t, 409, status)
	assert.Contains(t, problem["detail"], `"json"`, "it says whose the token is")
	assert.Equal(t, "huntr", problem["field"], "the section of the seed")
	status, _ = a.ask("GET", "/sandboxes/thief", "")
	assert.Equal(t, 404, status, "nothing is left of it")
	status, problem = a.ask("POST", "/sandboxes", `{"name":"thief","seed":{"huntr":{"members":[{"colour":1},{"email":2}]}}}`)
	assert.Equal(t, 400, status)
	assert.Len(t, problem["errors"], 2, "all faults at once")
	assert.Equal(t, "huntr.members[0].colour", problem["field"])
	a.must("POST", "/sandboxes", `{"name":"thief"}`)
}

func TestASandboxIsMadeFromAnother(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.must("POST", "/sandboxes", `{"name":"first","from":"empty"}`)
	assert.Empty(t, a.must("GET", "/sandboxes/first", "").at("rows"))
	one := a.in("first")
	one.must("POST", "/snapshots", `{"name":"saved"}`)
	one.must("PUT", "/state", "huntr: {members: [{ref: a}]}")
	one.must("POST", "/clock/advance", `{"by":"1h"}`)
	for from, rows := range map[string]int{"first": 1, "first@saved": 0} {
		made := a.must("POST", "/sandboxes", `{"from":"`+from+`"}`)
		assert.Len(t, made.at("rows"), rows, from)
		assert.Equal(t, servertest.Start().Add(time.Duration(rows)*time.Hour).Format(time.RFC3339), made.at("clock.now"), "the clock goes on where it stood")
	}
	for _, from := range []string{"nobody", "first@nothing", "nobody@saved", "@", "first@"} {
		status, problem := a.ask("POST", "/sandboxes", `{"from":"`+from+`"}`)
		assert.Equal(t, 400, status, from)
		assert.Equal(t, "from", problem["field"])
	}
}

func TestThereIsAMostOfSandboxes(t *testing.T) {
	t.Parallel()
	a := newAPI(t, func(o *server.Options) { o.MaxSandboxes = 3 })
	a.must("POST", "/sandboxes", "")
	a.must("POST", "/sandboxes", "")
	status, problem := a.ask("POST", "/sandboxes", "")
	assert.Equal(t, 409, status)
	assert.Contains(t, problem["detail"], "max_sandboxes")
	a.must("DELETE", "/sandboxes/sandbox-1", "")
	a.must("POST", "/sandboxes", "")
}

func TestAnIdleSandboxExpires(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/sandboxes", `{"name":"short","settings":{"expire_after":"1s"}}`)
	token := made.at("credentials.huntr.token").(string)
	assert.Eventually(t, func() bool {
		_, err := a.Server.Server().Control().World("short") // not by HTTP, which would keep it alive
		return err != nil
	}, time.Minute, 20*time.Millisecond)
	status, _ := a.asked("/org/members", token)
	assert.Equal(t, 401, status)
}

func TestSettingsOfASandboxAreItsOwn(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/sandboxes", `{"name":"own","settings":{"huntr":{"max_limit":1},"clock":"2026-03-01T12:00:00Z"}}`)
	assert.Equal(t, "2026-03-01T12:00:00Z", made.at("clock.now"))
	assert.Equal(t, "1", made.at("settings.huntr.max_limit"))
	status, _ := a.asked("/org/members?limit=2", made.at("credentials.huntr.token").(string))
	assert.Equal(t, 400, status)
	status, _ = a.asked("/org/members?limit=2", a.Token("huntr"))
	assert.Equal(t, 200, status, "the default sandbox keeps the server's")
	a.in("own").must("POST", "/reset", "")
	status, _ = a.asked("/org/members?limit=2", made.at("credentials.huntr.token").(string))
	assert.Equal(t, 400, status, "a reset keeps them")
}

func TestGuards(t *testing.T) {
	t.Parallel()
	a := newAPI(t, func(o *server.Options) { o.AllowHosts = []string{"mock.example.org"} })
	own := strings.TrimPrefix(a.URL, "http://")
	for host, want := range map[string]int{
		"127.0.0.1": 200, "[::1]:8888": 200, "localhost:1": 200, "api.localhost": 200, "mockserver": 200, "host.docker.internal:8888": 200,
		"api.huntr.co": 200, "api.teamtailor.com": 200, "api.democruit.com": 200, "Mock.Example.Org": 200, "10.0.0.7:80": 200,
		"evil.example.com": 421, "127.0.0.1.evil.com": 421, "localhost.evil.com": 421, "evil.com:80": 421,
	} {
		status, _, text := a.raw("GET", "/_mock/clock", "", "Host", host)
		assert.Equal(t, want, status, "%s: %s", host, text)
		status, _, _ = a.raw("GET", "/_mock/health", "", "Host", host)
		assert.Equal(t, 200, status, "the health check takes any host: %s", host)
	}
	for origin, want := range map[string]int{"http://" + own: 200, "null": 403, "http://evil.example.com": 403, "http://localhost": 403, "https://" + own: 200} {
		status, _, _ := a.raw("POST", "/_mock/clock/freeze", "", "Origin", origin)
		assert.Equal(t, want, status, origin)
	}
	for _, c := range []struct {
		site, path string
		want       int
	}{
		{"none", "GET /_mock/clock", 200},
		{"same-origin", "POST /_mock/clock/freeze", 200},
		{"cross-site", "POST /_mock/clock/freeze", 403},
		{"cross-site", "GET /_mock/clock", 403},
		{"same-site", "POST /_mock/clock/freeze", 403}, // another port of localhost
		{"Cross-Site", "GET /_mock/health", 403},
		{"anything", "POST /_mock/reset", 403},
	} {
		method, path, _ := strings.Cut(c.path, " ")
		status, _, text := a.raw(method, path, "", "Sec-Fetch-Site", c.site)
		assert.Equal(t, c.want, status, "%s, %s: %s", c.site, c.path, text)
		if c.want == 403 {
			assert.Contains(t, text, "Sec-Fetch-Site")
		}
	}
}

func TestFaultsAndLimitsNeverTouchTheControlAPI(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.must("POST", "/faults", `{"effect":{"type":"status","status":503},"times":"always"}`)
	for range 100 {
		a.must("GET", "/clock", "")
	}
	status, _ := a.asked("/org/members", a.Token("huntr"))
	assert.Equal(t, 503, status)
	assert.Len(t, a.Requests(), 1, "and the journal has none of it")
}

func TestPathsAndMethods(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for path, want := range map[string]int{
		"GET /nothing": 404, "GET ": 404, "GET /": 404, "GET /sandboxes/nobody": 404, "GET /sandboxes/nobody/clock": 404, "GET /sandboxes/a%2Fb/clock": 404,
		"POST /sandboxes/default/sandboxes": 404, "PATCH /clock": 405, "GET /reset": 405, "DELETE /sandboxes": 405, "GET /clock/": 200, "GET /sandboxes/default/routes": 404,
	} {
		method, path, _ := strings.Cut(path, " ")
		status, header, text := a.raw(method, "/_mock"+path, "")
		assert.Equal(t, want, status, "%s %s: %s", method, path, text)
		if status == 405 {
			assert.NotEmpty(t, header.Get("Allow"))
		}
	}
	status, _, text := a.raw(http.MethodHead, "/_mock/clock", "")
	assert.Equal(t, 200, status)
	assert.Empty(t, text)
	assert.Len(t, a.must("GET", "/routes", "")["data"], len(a.Server.Server().Routes()))
}
