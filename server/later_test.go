package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// TestLaterEditions: what the vendors have since a later time is refused in their own way, and the reason says so.
func TestLaterEditions(t *testing.T) {
	t.Parallel()
	mock := servertest.Run(t)
	const job = `{"data":{"type":"jobs","attributes":{"title":"x","pitch":"y"}}}`
	const linked = `{"data":{"type":"jobs","attributes":{"title":"x"},"relationships":{"colleagues":{"data":[]}}}}`
	for _, c := range []struct {
		method, path, body, since string
		status                    int
	}{
		{"GET", "/v1/company", "", "2019-04-23", 404},
		{"HEAD", "/v1/company", "", "2019-04-23", 404},
		{"GET", "/v1/custom-fields/1/relationships/custom-field-options", "", "2019-09-10", 404},
		{"GET", "/v1/teams.json", "", "2020-05-12", 404},
		{"POST", "/v1/users", "{}", "2018-01-16", 404},
		{"DELETE", "/v1/users/1", "", "2018-05-30", 404},
		{"GET", "/v1/jobs/1/relationships/locations", "", "2019-05-17", 404},
		{"GET", "/v1/jobs?include=locations", "", "2019-05-17", 400},
		{"GET", "/v1/jobs?include=user.teams", "", "2020-05-12", 400},
		{"GET", "/v1/jobs?fields[jobs]=pitch", "", "2019-04-15", 400},
		{"GET", "/v1/jobs?sort=-created-at", "", "2018-07-17", 400},
		{"GET", "/v1/users?filter[external_id]=1", "", "2018 or later", 400},
		{"POST", "/v1/jobs", job, "2019-04-15", 400},
		{"POST", "/v1/jobs", linked, "2018-04-05", 400},
		{"GET", "/v1/nothing", "", "", 404},
		{"GET", "/v1/jobs?include=nothing", "", "", 400},
		{"GET", "/v1/companys", "", "", 404},
		{"GET", "/org/job-posts/5b0379b5712bb674fd0d561e", "", "2021-02-25", 404},
		{"POST", "/org/job-posts/send-to-members", "{}", "2022-12-07", 404},
		{"GET", "/ORG/Tags/", "", "2022-11-29", 404},
		{"DELETE", "/org/tags", "", "", 404},
		{"GET", "/org/job-posts/1/2", "", "", 404},
	} {
		request, err := http.NewRequestWithContext(t.Context(), c.method, mock.URL+c.path, strings.NewReader(c.body))
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+mock.Token("huntr"))
		if strings.HasPrefix(c.path, "/v1") {
			request.Header.Set("Authorization", "Token token=abc123abc123")
			request.Header.Set("X-Api-Version", "20161108")
			request.Header.Set("Content-Type", "application/vnd.api+json")
		}
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, c.status, response.StatusCode, c.path)
		reason := response.Header.Get("X-Mock-Reason")
		if c.since == "" {
			assert.NotContains(t, reason, "since", c.path)
			continue
		}
		assert.Contains(t, reason, "the vendor has it since "+c.since+", in a later edition that is not imitated yet", c.method+" "+c.path)
	}
}
