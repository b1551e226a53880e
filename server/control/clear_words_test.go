package control_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAnUnknownTokenIsExplained: what a client sends by mistake, and what the mock says it is.
func TestAnUnknownTokenIsExplained(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	one := a.must("POST", "/sandboxes", `{"name":"one"}`)
	two := a.must("POST", "/sandboxes", `{"name":"two"}`)
	minted := a.in("two").must("POST", "/credentials", `{"provider":"huntr"}`)
	a.in("two").must("DELETE", "/credentials/"+minted.at("id").(string), "")
	taken := a.in("two").must("POST", "/credentials", `{"provider":"jusrecruit"}`)
	a.in("two").must("POST", "/reset", "")
	a.must("DELETE", "/sandboxes/one", "")
	for _, tt := range []struct{ path, sent, want string }{
		{"/org/members", "Bearer " + two.at("credentials.teamtailor.token").(string), `it is a teamtailor token, of the sandbox "two"`},
		{"/v1/jobs", `Token token="` + two.at("credentials.jusrecruit.key").(string) + `"`, `it is a jusrecruit token, of the sandbox "two"`},
		{"/org/members", "Bearer HUNTR-demo-token", `it differs from one of the sandbox "default" in the case`},
		{"/v1/jobs", `Token token=" abc123abc123 "`, `without the blanks, quotes or scheme around it, it is one of the sandbox "default"`},
		{"/org/members", "Bearer bearer huntr-demo-token", `without the blanks, quotes or scheme around it, it is one`},
		{"/org/members", `Bearer "huntr-demo-token"`, `without the blanks, quotes or scheme around it, it is one`},
		{"/org/members", "Bearer " + minted.at("token").(string), `it was revoked, or a reset took it away, in the sandbox "two"`},
		{"/api/v1/integration/jobs", "Bearer " + taken.at("key").(string), `it was revoked, or a reset took it away, in the sandbox "two"`},
		{"/org/members", "Bearer " + one.at("credentials.huntr.token").(string), `it was of the sandbox "one", which has been deleted`},
		{"/org/members", "Bearer nothing", "the start banner lists"},
	} {
		status, header, _ := a.raw(http.MethodGet, tt.path, "", "Authorization", tt.sent, "X-Api-Version", "20240904")
		assert.Equal(t, 401, status, tt.sent)
		assert.Contains(t, header.Get("X-Mock-Reason"), tt.want, "%s %s", tt.path, tt.sent)
	}

	again := a.must("POST", "/sandboxes", `{"name":"one"}`)
	status, _ := a.asked("/org/members", again.at("credentials.huntr.token").(string))
	assert.Equal(t, 200, status, "it lives again")
}

// TestWhatAWebhookMayBe: what can never be delivered is refused at once, and null takes away.
func TestWhatAWebhookMayBe(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for sent, want := range map[string]string{
		`{"provider":"huntr","url":"http://127.0.0.1:1/","events":[]}`:                      "names no event",
		`{"provider":"huntr","url":"http://8.8.8.8/x"}`:                                     "webhook_allow",
		`{"provider":"jusrecruit","url":"https://[2001:4860:4860::8888]/x"}`:                "webhook_allow",
		`{"provider":"huntr","url":"http://169.254.169.254/latest","events":["JOB_ADDED"]}`: "",
	} {
		status, problem := a.ask("POST", "/webhooks", sent)
		assert.Equal(t, 400, status, sent)
		assert.Contains(t, problem["detail"], want, sent)
	}
	made := a.must("POST", "/webhooks", `{"provider":"huntr","url":"http://127.0.0.1:1/","secret":"s","events":["JOB_ADDED"]}`)
	at := "/webhooks/" + made.at("id").(string)
	status, problem := a.ask("PATCH", at, `{"events":[]}`)
	assert.Equal(t, 400, status)
	assert.Equal(t, "events", problem["field"])
	status, problem = a.ask("PATCH", at, `{"url":"http://1.1.1.1/"}`)
	assert.Equal(t, 400, status)
	assert.Equal(t, "url", problem["field"])
	assert.Equal(t, true, a.must("PATCH", at, `{"active":true}`)["signed"], "what is left out stays")
	bare := a.must("PATCH", at, `{"secret":null,"events":null}`)
	assert.Equal(t, false, bare["signed"])
	assert.Empty(t, bare["events"], "all")
}

// TestASeedOverHTTPWarns: what the command line warns of, an answer says too; and a key of a seed means what a minted one does.
func TestASeedOverHTTPWarns(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seed := `{"jusrecruit":{"keys":[{"key":"jc_` + strings.Repeat("a", 64) + `"},{"key":"jc_` + strings.Repeat("b", 64) + `","permissions":[]}],` +
		`"users":[{"id":"677b9b90c0ffeec0ffee0101","firstName":"A","email":"a@example.com","role":"ADMIN","createdAt":"2020-01-06"}]}}`
	made := a.must("POST", "/sandboxes", `{"name":"w","seed":`+seed+`}`)
	assert.Contains(t, made.at("warnings.0"), "createdAt says")
	listed := a.in("w").must("GET", "/credentials", "")["data"].([]any)
	rights := map[any]any{}
	for _, one := range listed {
		rights[one.(map[string]any)["masked"]] = one.(map[string]any)["rights"]
		if one.(map[string]any)["provider"] != "jusrecruit" {
			assert.Equal(t, "made with the sandbox", one.(map[string]any)["name"])
		}
	}
	assert.Equal(t, "all permissions", rights["jc_a****aaaa"])
	assert.Equal(t, "no permission", rights["jc_b****bbbb"])
	_, _, state := a.raw("GET", "/_mock/sandboxes/w/state", "")
	assert.Contains(t, state, "permissions: []", "an export says it, so that it comes back as none")
}
