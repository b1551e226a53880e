package control_test

import (
	"net/http"
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
		{"/org/members", "Bearer Bearer huntr-demo-token", `without the blanks, quotes or scheme around it`},
		{"/org/members", `Bearer "huntr-demo-token"`, `without the blanks, quotes or scheme around it`},
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
