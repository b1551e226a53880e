package jusrecruit

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

func TestAMintedKeyIsOneOfTheVendors(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 15, 9, 0, 0, 123456789, time.UTC)
	digits := strings.Repeat("0123456789abcdef", 4)
	full, err := mint(provider.Mint{Token: digits, Now: now, Name: "full"})
	require.NoError(t, err)
	assert.Equal(t, "jc_"+digits, full.Token)
	assert.Equal(t, "all permissions", describe(full))
	assert.Equal(t, keyOf(&full).ID.String(), full.ID)
	assert.Equal(t, now.Unix(), keyOf(&full).ID.Second())
	assert.Equal(t, instantOf(now), keyOf(&full).CreatedAt)

	some, err := mint(provider.Mint{Token: strings.Repeat("f", 64), Now: now, Permissions: []string{"LIST_JOBS", "LIST_CANDIDATES", "LIST_JOBS"}, ExpiresAt: now.Add(time.Hour)})
	require.NoError(t, err)
	assert.Equal(t, "LIST_CANDIDATES, LIST_JOBS, until 2026-01-15 10:00:00 UTC", describe(some))
	assert.NotEqual(t, full.ID, some.ID, "made at the same instant")

	none, err := mint(provider.Mint{Token: digits, Now: now, Permissions: []string{}})
	require.NoError(t, err)
	assert.Equal(t, "no permission", describe(none))
}

func TestWhatTheVendorDoesNotKnowIsNotMinted(t *testing.T) {
	t.Parallel()
	digits := strings.Repeat("a", 64)
	for _, c := range []struct {
		mint   provider.Mint
		reason string
	}{
		{provider.Mint{Token: digits, Scope: "admin"}, "scope: a JusRecruit key has permissions, no scope"},
		{provider.Mint{Token: digits, Access: "read"}, "access: a JusRecruit key has permissions, no access"},
		{provider.Mint{Token: digits, Permissions: []string{"LIST_JOBS", "list_jobs"}}, `permissions: no permission is called "list_jobs"; accepted: LIST_CANDIDATES, `},
		{provider.Mint{Token: "abc"}, "token: must be jc_ and 64 lower-case hex digits"},
	} {
		_, err := mint(c.mint)
		var field *provider.FieldError
		require.ErrorAs(t, err, &field)
		assert.Contains(t, err.Error(), c.reason)
	}
}

// TestAMintedKeyIsListedByItsID: both APIs speak of a key by the same id.
func TestAMintedKeyIsListedByItsID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	id := w.sandbox.Credentials(name)[0].ID
	status, body := w.send(http.MethodGet, "/company/api-keys/"+id, "")
	assert.Equal(t, http.StatusOK, status, body)
	seeded := newWorld(t, defaultSeed())
	for _, c := range seeded.sandbox.Credentials(name) {
		assert.Equal(t, keyOf(c).ID.String(), c.ID)
	}
}

// TestSettingsOfASandbox: a sandbox may have its own, and others do not notice.
func TestSettingsOfASandbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	stored := store.New(new(store.Schema))
	other, err := stored.Create("other", store.NewClock(time.Unix(1, 0), store.Still))
	require.NoError(t, err)
	own := w.provider.Standard
	for _, s := range w.provider.Settings {
		_, ok := s.Set(own, "nonsense")
		assert.False(t, ok, s.Name)
		value := map[string]string{"rate_limit": "enforce", "limit_header": "burst", "reset_format": "delta"}[s.Name]
		assert.Contains(t, s.Accepted, value)
		own, ok = s.Set(own, value)
		assert.True(t, ok, s.Name)
	}
	other.SetSettings(map[string]any{name: own})
	key := w.sandbox.Credentials(name)[0]
	assert.Equal(t, provider.LimitEnforce, w.provider.Limit(other, key).Mode)
	assert.Equal(t, provider.LimitOff, w.provider.Limit(w.sandbox, key).Mode)

	now := time.Unix(100, 0)
	allowance := provider.Allowance{Policy: w.provider.Limit(other, key), Allowed: true, Remaining: 7, Reset: now.Add(time.Second)}
	assert.Equal(t, []string{"20", "7", "1"}, values(w.provider.Dialect.LimitHeaders(other, allowance, now)))
	assert.Equal(t, []string{"10", "7", "101"}, values(w.provider.Dialect.LimitHeaders(w.sandbox, allowance, now)))
}

func values(headers []provider.Header) (all []string) {
	for _, h := range headers {
		all = append(all, h.Value)
	}
	return all
}

// TestAKeyThatNamesNobodyIsAnAdministrators: those that tests have made know no user.
func TestAKeyThatNamesNobodyIsAnAdministrators(t *testing.T) {
	t.Parallel()
	users := "jusrecruit: {users: [{firstName: Rec}, {firstName: Gone, role: ADMIN, isActive: false}, {firstName: Adm, role: ADMIN}]}"
	assert.Equal(t, "Adm", newWorld(t, users).object(t, "/user/info")["firstName"])
	status, _ := newWorld(t, "jusrecruit: {users: [{firstName: Rec}]}").send(http.MethodGet, "/user/info", "")
	assert.Equal(t, http.StatusNotFound, status)
}
