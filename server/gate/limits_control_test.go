package gate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

func (v *limitedVendor) sandbox(t *testing.T) *store.Sandbox {
	t.Helper()
	found, err := v.store.Sandbox(store.Default)
	require.NoError(t, err)
	return found
}

func (v *limitedVendor) credential(t *testing.T, token string) *store.Credential {
	t.Helper()
	for _, c := range v.sandbox(t).Credentials("limited") {
		if c.Token == token {
			return c
		}
	}
	t.Fatal("no credential", token)
	return nil
}

func (v *limitedVendor) left(t *testing.T, token string) int {
	t.Helper()
	reading, counted := v.gates.Limits().Reading(v.sandbox(t), v.provider, v.credential(t, token))
	require.True(t, counted)
	return reading.Remaining
}

// place leaves the credential "one" so many requests.
func (v *limitedVendor) place(t *testing.T, remaining int) error {
	t.Helper()
	return v.gates.Limits().Place(v.sandbox(t), v.provider, v.credential(t, "one"), remaining)
}

// statuses asks with the credential "one" again and again.
func (v *limitedVendor) statuses(times int) (all []int) {
	for range times {
		all = append(all, v.status("one"))
	}
	return all
}

func bucket() provider.LimitPolicy {
	return provider.LimitPolicy{Mode: provider.LimitEnforce, Algorithm: provider.TokenBucket, Rate: 2, Burst: 5}
}

func TestAClientIsPlacedBeforeTheWall(t *testing.T) {
	t.Parallel()
	for name, policy := range map[string]func() provider.LimitPolicy{"window": three(provider.LimitEnforce), "bucket": bucket} {
		v := newLimitedVendor(t, policy)
		require.NoError(t, v.place(t, 1), name)
		assert.Equal(t, 1, v.left(t, "one"), name)
		assert.Equal(t, 1, v.left(t, "one"), "reading counts nothing")
		assert.Equal(t, []int{200, 429}, v.statuses(2), name)
		require.NoError(t, v.place(t, 0))
		assert.Equal(t, []int{429}, v.statuses(1), name)
		require.NoError(t, v.place(t, 3))
		assert.Equal(t, []int{200, 200, 200, 429}, v.statuses(4), name)
		assert.Equal(t, policy().Most(), v.left(t, "two"), "of another credential nothing is taken")
		for _, remaining := range []int{-1, policy().Most() + 1} {
			require.ErrorContains(t, v.place(t, remaining), "remaining: must be from 0 to")
		}
		v.clock.Advance(10 * time.Second)
		assert.Equal(t, policy().Most(), v.left(t, "one"), name)
	}
	require.ErrorContains(t, newLimitedVendor(t, nil).place(t, 1), "no rate limit")
	require.ErrorContains(t, newLimitedVendor(t, three(provider.LimitOff)).place(t, 1), "no rate limit")
}

func TestALimitIsOverridden(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, three(provider.LimitEnforce))
	limits, s := v.gates.Limits(), v.sandbox(t)
	set := func(own provider.LimitPolicy) { require.NoError(t, limits.Override(s, v.provider, &own)) }
	set(provider.LimitPolicy{Requests: 1})
	assert.Equal(t, []int{200, 429}, v.statuses(2))
	own, ok := limits.Overridden(s, v.provider)
	assert.Equal(t, []any{1, true}, []any{own.Requests, ok})
	set(provider.LimitPolicy{Mode: provider.LimitOff})
	assert.Equal(t, []int{200, 200, 200, 200}, v.statuses(4))
	assert.Equal(t, provider.LimitOff, limits.Policy(s, v.provider, v.credential(t, "one")).Mode)
	set(provider.LimitPolicy{Mode: provider.LimitHeadersOnly})
	assert.Equal(t, []int{200, 200, 200, 200}, v.statuses(4))
	set(provider.LimitPolicy{Window: time.Hour})
	assert.Equal(t, []int{200, 200, 200, 429}, v.statuses(4))
	v.clock.Advance(time.Minute)
	assert.Equal(t, []int{429}, v.statuses(1))
	require.NoError(t, limits.Override(s, v.provider, nil))
	assert.Equal(t, []int{200, 200, 200, 429}, v.statuses(4))
	_, ok = limits.Overridden(s, v.provider)
	assert.False(t, ok)
}

func TestImpossibleOverridesAreRefused(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, three(provider.LimitEnforce))
	for field, own := range map[string]provider.LimitPolicy{
		"mode":   {Mode: "sometimes"},
		"limit":  {Requests: -1},
		"rate":   {Rate: 5},
		"burst":  {Burst: 5},
		"window": {Window: -time.Second},
		"limit ": {Requests: 1 << 40},
	} {
		err := v.gates.Limits().Override(v.sandbox(t), v.provider, &own)
		var faulty *provider.FieldError
		if assert.ErrorAs(t, err, &faulty, field) {
			assert.Equal(t, trimmed(field), faulty.Field)
		}
	}
	assert.Equal(t, 3, v.left(t, "one"), "nothing is changed")
	unlimited := newLimitedVendor(t, nil)
	require.Error(t, unlimited.gates.Limits().Override(unlimited.sandbox(t), unlimited.provider, &provider.LimitPolicy{Mode: provider.LimitOff}))

	keyless := newLimitedVendor(t, func() provider.LimitPolicy {
		return provider.LimitPolicy{Mode: provider.LimitOff, Algorithm: provider.TokenBucket}
	})
	override := func(own provider.LimitPolicy) {
		require.NoError(t, keyless.gates.Limits().Override(keyless.sandbox(t), keyless.provider, &own))
	}
	override(provider.LimitPolicy{Mode: provider.LimitEnforce})
	assert.Equal(t, []int{200, 200}, keyless.statuses(2), "a credential without a limit has none yet")
	override(provider.LimitPolicy{Mode: provider.LimitEnforce, Rate: 1})
	assert.Equal(t, []int{200, 429}, keyless.statuses(2))
}

func TestSnapshotsKeepLimitsAndResetFillsThem(t *testing.T) {
	t.Parallel()
	for name, policy := range map[string]func() provider.LimitPolicy{"window": three(provider.LimitEnforce), "bucket": bucket} {
		v := newLimitedVendor(t, policy)
		limits, s, begin := v.gates.Limits(), v.sandbox(t), v.clock.Now()
		v.statuses(2)
		kept, left := limits.Snapshot(s), v.left(t, "one")
		v.statuses(9)
		require.NoError(t, limits.Override(s, v.provider, &provider.LimitPolicy{Mode: provider.LimitOff}))
		limits.Restore(s, kept)
		assert.Equal(t, left, v.left(t, "one"), name)
		v.statuses(9)
		limits.Restore(s, kept)
		assert.Equal(t, left, v.left(t, "one"), "a snapshot can be restored again")

		v.clock.Advance(time.Hour)
		v.clock.Set(begin)
		limits.Restore(s, kept)
		assert.Equal(t, left, v.left(t, "one"), "the clock was set back to the snapshot's time")
		v.clock.Advance(-time.Minute)
		assert.Equal(t, policy().Most(), v.left(t, "one"), "and then before it")
		limits.Restore(s, kept)
		assert.Equal(t, policy().Most(), v.left(t, "one"), "restored at an earlier time")

		v.statuses(9)
		require.NoError(t, limits.Override(s, v.provider, &provider.LimitPolicy{Mode: provider.LimitHeadersOnly}))
		limits.Reset(s)
		_, overridden := limits.Overridden(s, v.provider)
		assert.False(t, overridden)
		assert.Equal(t, policy().Most(), v.left(t, "one"), name)
	}
}

// TestLimitersOfRemovedCredentialsGo: who mints and removes credentials for ever fills nothing.
func TestLimitersOfRemovedCredentialsGo(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, bucket)
	for range 1000 {
		added, err := v.store.ReplaceCredentials(store.Default, func(c *store.Credential) bool { return c.Token == "minted" },
			[]store.Credential{{Token: "minted", Provider: "limited", Sandbox: store.Default}})
		require.NoError(t, err)
		_, _ = v.gates.Limits().Reading(v.sandbox(t), v.provider, added[0])
	}
	assert.LessOrEqual(t, v.gates.Limits().Held(v.sandbox(t)), 64)
}

// TestA429FaultTellsOfTheLimit in the vendor's own headers, and spends nothing.
func TestA429FaultTellsOfTheLimit(t *testing.T) {
	t.Parallel()
	v := newLimitedVendor(t, three(provider.LimitEnforce))
	faults := v.gates.Faults().Of(v.sandbox(t))
	for _, after := range []time.Duration{0, 7 * time.Second} {
		_, err := faults.Arm(gate.Fault{Effect: gate.Effect{Type: gate.EffectStatus, Status: 429, RetryAfter: after}})
		require.NoError(t, err)
	}
	plain := v.ask("one", fine())
	assert.Equal(t, 429, plain.Code)
	assert.Equal(t, []string{"0", "1", "false"}, []string{plain.Header().Get("X-Left"), plain.Header().Get("X-Reset"), plain.Header().Get("X-Allowed")})
	assert.Empty(t, plain.Header().Get("Retry-After"), "the vendor has none")
	asked := v.ask("one", fine())
	assert.Equal(t, []string{"0", "7", "7"}, []string{asked.Header().Get("X-Left"), asked.Header().Get("X-Reset"), asked.Header().Get("Retry-After")})
	assert.Equal(t, 3, v.left(t, "one"))
}
