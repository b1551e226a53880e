package store_test

import (
	"testing"
	"time"

	"mockserver/store"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASandboxListsItsCredentialsInTheOrderTheyWereAdded(t *testing.T) {
	t.Parallel()
	all := store.New(new(store.Schema))
	clock := store.NewClock(time.Unix(1, 0), store.Still)
	for _, name := range []string{"a", "b"} {
		_, err := all.Create(name, clock)
		require.NoError(t, err)
	}
	for _, c := range []store.Credential{
		{Provider: "p", Token: "z", Sandbox: "a"},
		{Provider: "p", Token: "other sandbox", Sandbox: "b"},
		{Provider: "q", Token: "other provider", Sandbox: "a"},
		{Provider: "p", Token: "m", Sandbox: "a"},
	} {
		require.NoError(t, all.AddCredential(c))
	}
	require.Error(t, all.AddCredential(store.Credential{Provider: "p", Token: "z", Sandbox: "b"}), "taken")
	sandbox, err := all.Sandbox("a")
	require.NoError(t, err)
	listed := sandbox.Credentials("p")
	require.Len(t, listed, 2)
	assert.Equal(t, []string{"z", "m"}, []string{listed[0].Token, listed[1].Token})
	assert.Empty(t, sandbox.Credentials("nobody"))
}

func TestTheLastUseOfACredentialIsNotedBesideIt(t *testing.T) {
	t.Parallel()
	all := store.New(new(store.Schema))
	sandbox, err := all.Create(store.Default, store.NewClock(time.Unix(1, 0), store.Still))
	require.NoError(t, err)
	require.NoError(t, all.AddCredential(store.Credential{Provider: "p", Token: "t", Sandbox: store.Default}))
	credential, _, _ := all.Identify("p", "t")
	_, used := credential.LastUse()
	assert.False(t, used)
	credential.Use(time.Unix(5, 0))
	at, used := sandbox.Credentials("p")[0].LastUse()
	assert.True(t, used)
	assert.Equal(t, time.Unix(5, 0).UTC(), at)
}
