package control_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// TestParallelTestsDoNotMeet runs 64 tests at once against one server, each in a sandbox of its own: every one of them
// sees the same bytes as when it runs alone.
func TestParallelTestsDoNotMeet(t *testing.T) {
	t.Parallel()
	const tests = 64
	shared := servertest.Run(t)
	var mu sync.Mutex
	together := map[int]string{}
	t.Run("together", func(t *testing.T) {
		for n := range tests {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				seen := play(t, shared.Sandbox(t, servertest.Named(fmt.Sprint("test-", n))), n)
				mu.Lock()
				defer mu.Unlock()
				together[n] = seen
			})
		}
	})
	assert.Empty(t, shared.Requests(), "the default sandbox was not asked")
	alone := servertest.Run(t)
	for n := range tests { // one after the other
		assert.Equal(t, play(t, alone.Sandbox(t, servertest.Named(fmt.Sprint("test-", n))), n), together[n], "test %d", n)
	}
	for _, n := range []int{0, 63} { // and with nobody else before it
		alone := servertest.Run(t)
		assert.Equal(t, play(t, alone.Sandbox(t, servertest.Named(fmt.Sprint("test-", n))), n), together[n], "test %d", n)
	}
	assert.NotEqual(t, together[1], together[2])
}

// play does a bit of everything in a sandbox and returns all that was answered.
func play(t *testing.T, s *servertest.World, n int) string {
	t.Helper()
	var seen strings.Builder
	ask := func(path, provider string) int {
		request, err := http.NewRequest(http.MethodGet, s.URL+path, http.NoBody)
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+s.Token(provider))
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		port := strings.TrimPrefix(s.URL, "http://")
		fmt.Fprintf(&seen, "%s %d %s %s\n", path, response.StatusCode, response.Header.Get("Date"), strings.ReplaceAll(string(text), port, "HOST"))
		return response.StatusCode
	}
	for round := range 2 {
		for i := range 1 + n%3 {
			s.Act("huntr", "add-member", fmt.Sprintf(`{"givenName":"%d","email":"m%d-%d@example.com"}`, n, n, i))
			s.Clock().Advance(time.Duration(n+1) * time.Minute)
		}
		ask("/org/members?limit=5", "huntr")
		s.Fault(servertest.Fault{Name: "busy", Match: servertest.Match{Path: "/org/jobs"}, Effect: servertest.Effect{Type: "status", Status: 503}})
		require.Equal(t, 503, ask("/org/jobs?limit=1", "huntr"))
		ask("/org/jobs?limit=1", "huntr")
		for i := 0; ask("/api/v1/integration/workflows", "jusrecruit") != 429; i++ {
			require.Less(t, i, 100)
		}
		assert.Len(t, s.Requests(servertest.Filter{Provider: "huntr"}), 3)
		assert.Len(t, s.Requests(servertest.Filter{Fault: "busy"}), 1)
		report := s.Reset()
		assert.Equal(t, 1+n%3, report.Tables[0].Added, "round %d", round)
		assert.Empty(t, s.Requests())
	}
	return seen.String()
}
