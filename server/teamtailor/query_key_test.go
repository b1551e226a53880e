package teamtailor_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestKeyAndVersionInTheQuery: as the vendor's widgets send them from web pages. Headers come first.
func TestKeyAndVersionInTheQuery(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, c := range []struct {
		path, key, version string
		status             int
	}{
		{"/v1/jobs?api_key=abc123abc123&api_version=20161108", "", "", 200},
		{"/v1/jobs.json?include=department&api_version=20180828&page[size]=1&api_key=abc123abc123", "", "", 200},
		{"/v1/jobs?api%5Fkey=abc123abc123&api_version=20161108", "", "", 200},
		{"/v1/jobs/7199?api_key=abc123abc123", "", "20161108", 200},
		{"/v1/jobs?api_version=20161108", "Token token=abc123abc123", "", 200},
		{"/v1/jobs?api_key=wrong&api_version=20991231", "Token token=abc123abc123", "20161108", 200},
		{"/v1/jobs?api_key=abc123abc123", "Token token=wrong", "20161108", 401},
		{"/v1/jobs?api_version=20161108", "Token token=abc123abc123", "1", 406},
		{"/v1/jobs?api_key=wrong&api_version=20161108", "", "", 401},
		{"/v1/jobs?api_key=&api_version=20161108", "", "", 401},
		{"/v1/jobs?api_key[]=abc123abc123&api_version=20161108", "", "", 401},
		{"/v1/jobs?api_key[x]=abc123abc123&api_version=20161108", "", "", 401},
		{"/v1/jobs?api_key=abc123abc123", "", "", 406},
		{"/v1/jobs?api_key=abc123abc123&api_version=20161107", "", "", 406},
		{"/v1/jobs?api_key=tt-admin-write&api_version=20161108", "", "", 403},
	} {
		got := ask(t, s, c.path, sent("Authorization", c.key), sent("X-Api-Version", c.version))
		assert.Equal(t, c.status, got.status, "%s %s", c.path, got.header.Get("X-Mock-Reason"))
		if c.status == 200 {
			assert.NotContains(t, got.body, "api_key", "links are without it")
			assert.NotEmpty(t, got.header.Get("X-Api-Version"))
		}
		if c.status != 403 {
			assert.NotContains(t, got.header.Get("X-Mock-Reason"), "abc123abc123")
		}
	}
	none := ask(t, s, "/v1/jobs", without("Authorization"))
	assert.Equal(t, "there is no Authorization header; it must be: Token token=<key>; the parameter api_key can stand in for it", none.header.Get("X-Mock-Reason"))
	none = ask(t, s, "/v1/jobs", without("X-Api-Version"))
	assert.Contains(t, none.header.Get("X-Mock-Reason"), "the parameter api_version can stand in for it")

	for _, entry := range s.Requests() {
		plain, err := url.QueryUnescape(entry.Target)
		assert.NoError(t, err)
		assert.NotContains(t, plain, "abc123abc123", "the journal hides credentials")
	}
	assert.Contains(t, s.Requests()[0].Target, "/v1/jobs?api_key=[REDACTED]&api_version=20161108")
	assert.Equal(t, "abc1****c123", s.Requests()[0].Credential)
}

// sent gives a request a header, or leaves it out when it is empty.
func sent(name, value string) func(*http.Request) {
	if value == "" {
		return without(name)
	}
	return header(name, value)
}
