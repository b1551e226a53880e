package teamtailor_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// TestEveryRelationshipTakesWhatItGives reads what each relationship points at and writes the same back in every way
// that its path has routes for. The contract around the server sees that each answer is one of the document's.
func TestEveryRelationshipTakesWhatItGives(t *testing.T) {
	t.Parallel()
	derived := map[string]bool{"candidates/questions": true, "jobs/candidates": true}
	required := map[string]bool{"job-applications/candidate": true, "job-applications/job": true, "job-applications/stage": true, "jobs/user": true}
	ids := map[string]string{"candidates": "1337", "jobs": "7199", "job-applications": "520"}
	asked := 0
	for _, route := range mounted(t).Routes() {
		parts := strings.Split(route.Pattern, "/") // /v1/jobs/{id}/relationships/user
		if route.Provider != "teamtailor" || len(parts) != 6 || route.Method == http.MethodGet {
			continue
		}
		relationship, path := parts[2]+"/"+parts[5], strings.Replace(route.Pattern, "{id}", ids[parts[2]], 1)
		t.Run(route.Method+" "+relationship, func(t *testing.T) {
			t.Parallel()
			s := run(t)
			data, many := linkageAt(t, s, path)
			remove, want := route.Method == http.MethodDelete, http.StatusNoContent
			switch {
			case many && !remove && route.Method != http.MethodPost:
				want = http.StatusForbidden
			case derived[relationship]:
				want = http.StatusBadRequest
			case many:
				data = "[]" // what is there already is not taken twice
			case remove && required[relationship]:
				want = http.StatusUnprocessableEntity
			}
			document := `{"data":` + data + `}`
			if remove && !many {
				document = ""
			}
			got := send(t, s, route.Method, path, document)
			assert.Equal(t, want, got.status, got.body)
		})
		asked++
	}
	assert.Equal(t, 51, asked)
}

// linkageAt is the data of a relationship, and whether it is a list.
func linkageAt(t *testing.T, s *servertest.Server, path string) (data string, many bool) {
	t.Helper()
	var linkage struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(ask(t, s, path).body), &linkage))
	return string(linkage.Data), linkage.Data[0] == '['
}
