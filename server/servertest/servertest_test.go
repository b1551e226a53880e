package servertest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

func TestRunGivesEachTestItsOwnServer(t *testing.T) {
	t.Parallel()
	one, two := servertest.Run(t), servertest.Run(t, servertest.Seed("huntr: {tokens: [{token: other}]}"))
	assert.NotEqual(t, one.URL, two.URL)
	assert.Equal(t, "huntr-demo-token", one.Token("huntr"))
	assert.Equal(t, "other", two.Token("huntr"))
	assert.Empty(t, one.Token("nobody"))
	one.Clock().Advance(time.Minute)
	for s, want := range map[*servertest.Server]string{one: "Thu, 15 Jan 2026 09:01:00 GMT", two: "Thu, 15 Jan 2026 09:00:00 GMT"} {
		response, err := http.Get(s.URL + "/org/members")
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, want, response.Header.Get("Date"), "the Date header follows the sandbox's clock")
		assert.Len(t, s.Requests(), 1)
	}
}

func TestSettingsChangeProviders(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t, servertest.Settings(func(s *server.Settings) { s.Huntr.MaxLimit = 1 }))
	request, err := http.NewRequest(http.MethodGet, s.URL+"/org/members?limit=2", http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+s.Token("huntr"))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
}

func TestASandboxIsDrivenWithoutHTTP(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	one := s.Sandbox(t, servertest.Named("one"), servertest.From("empty"))
	assert.Equal(t, "one", one.Name())
	two := s.Sandbox(t, servertest.FromSeed("huntr: {members: [{email: a@example.com}]}"), servertest.Setting("huntr", "max_limit", "1"))
	assert.NotEqual(t, one.Token("huntr"), two.Token("huntr"))

	minted := one.Mint(servertest.Mint{Provider: "jusrecruit", Permissions: []string{"LIST_JOBS"}})
	assert.True(t, minted.Minted)
	one.Save("empty")
	done := one.Act("huntr", "add-member", `{"email":"b@example.com"}`)
	assert.Len(t, done.Changed, 1)
	one.SetLimit("jusrecruit", servertest.Limit{Rate: 1})
	one.Restore("empty")
	assert.True(t, one.Reset().Clean)
	assert.Equal(t, "1", one.Fault(servertest.Fault{Effect: servertest.Effect{Type: "drop"}}))
	one.Clock().Advance(time.Hour)
	one.Clock().Advance(-time.Minute)
	assert.Equal(t, servertest.Start().Add(59*time.Minute), one.Clock().Now())
	assert.Equal(t, servertest.Start(), two.Clock().Now())
	assert.Empty(t, one.Deliveries())
	assert.Len(t, one.Control().Faults().List(), 1)
}

// TestTheTokenOfASandboxHasAllRights, also where the seed has lesser ones.
func TestTheTokenOfASandboxHasAllRights(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t).Sandbox(t, servertest.FromSeed(`teamtailor: {keys: [{token: lesser, scope: public, access: read}]}`))
	fresh := s.Token("teamtailor")
	assert.NotEqual(t, "lesser", fresh)
	s.Mint(servertest.Mint{Provider: "teamtailor", Scope: "public", Access: "read"})
	assert.Equal(t, fresh, s.Token("teamtailor"), "what is minted later does not take its place")
}

func TestASandboxGoesWithItsTest(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	t.Run("with it", func(t *testing.T) { s.Sandbox(t) })
	assert.Len(t, s.Server().Control().Worlds(), 1)
}
