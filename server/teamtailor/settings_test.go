package teamtailor

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

// set gives the sandbox of a world a setting of its own, and tells whether the value is accepted.
func (w *world) set(t failer, name, value string) bool {
	t.Helper()
	settings := w.sandbox.Settings("teamtailor")
	if settings == nil {
		settings = w.provider.Standard
	}
	for _, s := range w.provider.Settings {
		if s.Name == name {
			changed, ok := s.Set(settings, value)
			if ok {
				w.sandbox.SetSettings(map[string]any{"teamtailor": changed})
			}
			return ok
		}
	}
	require.Fail(t, "no such setting", name)
	return false
}

func TestASandboxHasSettingsOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	assert.Contains(t, w.get(t, "/v1/jobs/7"), `"careersite-job-url":"http://career.teamtailor.com/jobs/7-dev-sons","careersite-job-apply-url":"https://career.teamtailor.com/jobs/7-dev-sons/applications/new","self":`)
	assert.Empty(t, w.send(http.MethodGet, "/v1/jobs", "").Header()["X-Rate-Limit-Limit"])

	require.True(t, w.set(t, "careersite_url", "https://jobs.example.com/"))
	require.True(t, w.set(t, "rate_limit", "enforce"))
	require.True(t, w.set(t, "fetch_resume", "true"))
	got := w.send(http.MethodGet, "/v1/jobs/7", "")
	assert.Contains(t, got.Body.String(), `"careersite-job-url":"https://jobs.example.com/jobs/7-dev-sons","careersite-job-apply-url":"https://jobs.example.com/jobs/7-dev-sons/applications/new"`)
	assert.Equal(t, []string{"50"}, got.Header()["X-Rate-Limit-Limit"])
	assert.Equal(t, []string{"49"}, got.Header()["X-Rate-Limit-Remaining"])
	resume := `{"data":{"id":"1","type":"candidates","attributes":{"resume":"http://169.254.169.254/x"}}}`
	assert.Equal(t, http.StatusUnprocessableEntity, w.send(http.MethodPatch, "/v1/candidates/1", resume).Code)

	require.True(t, w.set(t, "rate_limit", "static"))
	require.True(t, w.set(t, "fetch_resume", "false"))
	require.True(t, w.set(t, "careersite_url", ""))
	assert.Equal(t, []string{"100"}, w.send(http.MethodGet, "/v1/jobs/7", "").Header()["X-Rate-Limit-Remaining"])
	assert.Equal(t, http.StatusOK, w.send(http.MethodPatch, "/v1/candidates/1", resume).Code)
	for name, value := range map[string]string{"rate_limit": "never", "fetch_resume": "yes", "careersite_url": "jobs.example.com"} {
		assert.False(t, w.set(t, name, value), name)
	}
	assert.Equal(t, LimitOff, w.provider.Standard.(*Settings).RateLimit, "the server's own stay")
}

func TestMintedKeys(t *testing.T) {
	t.Parallel()
	const digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		asked provider.Mint
		want  Rights
	}{
		{provider.Mint{}, Rights{Admin, ReadWrite}},
		{provider.Mint{Scope: "public", Access: "read"}, Rights{Public, Read}},
		{provider.Mint{Scope: "internal", Access: "read-write", Name: "n", ExpiresAt: at}, Rights{Internal, ReadWrite}},
		{provider.Mint{Access: "write"}, Rights{Admin, Write}},
	} {
		c.asked.Token = digits
		minted, err := mint(c.asked)
		require.NoError(t, err)
		assert.Equal(t, store.Credential{Token: digits[:40], Provider: "teamtailor", Name: c.asked.Name, ExpiresAt: c.asked.ExpiresAt, Rights: c.want}, minted)
	}
	for field, asked := range map[string]provider.Mint{"scope": {Scope: "boss"}, "access": {Access: "all"}, "permissions": {Permissions: []string{}}} {
		_, err := mint(asked)
		var wrong *provider.FieldError
		if assert.ErrorAs(t, err, &wrong) {
			assert.Equal(t, field, wrong.Field)
		}
	}
}
