package teamtailor_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestACyclicIncludeIsWalkedOnce: an include that leads forwards and backwards reaches the same records on every level,
// so that the ways to them are more than can ever be walked.
func TestACyclicIncludeIsWalkedOnce(t *testing.T) {
	t.Parallel()
	s := mounted(t)
	for list, circle := range map[string]string{
		"jobs": "department.roles.", "roles": "department.roles.", "candidates": "job-applications.job.candidates.", "departments": "roles.department.",
	} {
		r := httptest.NewRequest(http.MethodGet, "/v1/"+list+"?page[size]=30&include="+strings.TrimSuffix(strings.Repeat(circle, 20), "."), http.NoBody)
		r.Header.Set("Authorization", "Token abc123abc123")
		r.Header.Set("X-Api-Version", "20161108")
		w, done := httptest.NewRecorder(), make(chan struct{})
		go func() {
			defer close(done)
			s.ServeHTTP(w, r)
		}()
		select {
		case <-done:
			assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
			checkDocument(t, w.Body.String(), false)
		case <-time.After(20 * time.Second):
			t.Fatalf("40 levels from %s are still being walked", list)
		}
	}
}
