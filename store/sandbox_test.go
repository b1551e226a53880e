package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

func TestForkSharesRowsAndNothingElse(t *testing.T) {
	t.Parallel()
	z := newZoo()
	first := z.create(t, "first")
	for i := range 500 {
		z.put(t, first, pet{i, "cat", 1})
	}
	second, err := z.store.Fork(first.Snapshot(), "second", store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	z.put(t, first, pet{1000, "dog", 1})
	z.put(t, second, pet{1, "cow", 1}, pet{2000, "cow", 1})
	assert.Len(t, z.ids(first), 501)
	assert.Len(t, z.ids(second), 501)
	assert.Equal(t, 499, z.countOf(second, "cat"))
	assert.Equal(t, 500, z.countOf(first, "cat"))
	assert.Equal(t, []store.Leftover{{Table: "zoo.pets", Added: 1, Changed: 1}}, second.Reset())
	assert.Len(t, z.ids(second), 500)
	assert.Equal(t, 500, z.countOf(second, "cat"))
}

func TestResetTellsWhatWasLeft(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	require.NoError(t, s.Load(instant(), func(tx *store.Tx) error {
		for i := range 10 {
			z.pets.Put(tx, pet{i, "cat", 1})
		}
		return nil
	}))
	assert.Empty(t, s.Reset(), "what a sandbox was filled with is not left behind")
	z.put(t, s, pet{20, "dog", 1}, pet{1, "cow", 1}, pet{2, "cat", 1})
	require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
		z.pets.Delete(tx, 3)
		z.pets.Put(tx, pet{30, "dog", 1})
		z.pets.Delete(tx, 30)
		return nil
	}))
	assert.Equal(t, []store.Leftover{{Table: "zoo.pets", Added: 1, Changed: 1, Removed: 1}}, s.Reset(), "pet 2 is as before, pet 30 came and went")
	assert.Equal(t, []int{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, z.ids(s))
	assert.Empty(t, s.Reset())
}

func TestFailedLoadKeepsTheOldRows(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	z.put(t, s, pet{1, "cat", 1})
	require.Error(t, s.Load(instant(), func(tx *store.Tx) error {
		z.pets.Put(tx, pet{2, "dog", 1})
		return errors.New("no")
	}))
	assert.Equal(t, []int{1}, z.ids(s))
}

// TestSandboxesDoNotMeet writes in many forks at once: the race detector sees any node that two of them share wrongly.
func TestSandboxesDoNotMeet(t *testing.T) {
	t.Parallel()
	z := newZoo()
	origin := z.create(t, "origin")
	for i := range 2000 {
		z.put(t, origin, pet{i, "cat", 1})
	}
	var group sync.WaitGroup
	for n := range 16 {
		group.Go(func() {
			mine, err := z.store.Fork(origin.Snapshot(), fmt.Sprint("fork-", n), store.NewClock(instant(), store.Still))
			assert.NoError(t, err)
			for i := range 200 {
				z.put(t, mine, pet{i * 10, "dog", n}, pet{5000 + i, "cow", n})
				if i%50 == 49 {
					assert.Equal(t, i+1, z.countOf(mine, "cow"))
				}
			}
			mine.Reset()
			assert.Zero(t, z.countOf(mine, "cow"))
		})
	}
	group.Wait()
	assert.Equal(t, 2000, z.countOf(origin, "cat"))
}

func TestNewObjectIDsAreInOrderOfCreation(t *testing.T) {
	t.Parallel()
	s := newZoo().create(t, "s")
	var ids []store.ObjectID
	for i := range 300 {
		at := instant().Add(time.Duration(i/100) * time.Second)
		require.NoError(t, s.Write(at, func(tx *store.Tx) error {
			ids = append(ids, tx.NewObjectID())
			assert.Equal(t, at, tx.Now())
			return nil
		}))
	}
	for i := 1; i < len(ids); i++ {
		assert.Negative(t, store.CompareObjectIDs(ids[i-1], ids[i]))
		assert.Less(t, ids[i-1].String(), ids[i].String())
	}
}

func TestFailedWriteAndResetTakeNoIDs(t *testing.T) {
	t.Parallel()
	s := newZoo().create(t, "s")
	next := func() (id store.ObjectID) {
		require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
			id = tx.NewObjectID()
			return nil
		}))
		return id
	}
	first := next()
	require.Error(t, s.Write(instant(), func(tx *store.Tx) error {
		tx.NewObjectID()
		return errors.New("no")
	}))
	second := next()
	assert.Equal(t, first[11]+1, second[11])
	s.Reset()
	assert.Equal(t, first, next(), "the same requests after a reset make the same ids")
}

func TestCredentialsSelectSandboxes(t *testing.T) {
	t.Parallel()
	z := newZoo()
	one, two := z.create(t, "one"), z.create(t, "two")
	require.NoError(t, z.store.AddCredential(store.Credential{Token: "a-long-enough-token", Provider: "p", Sandbox: "one"}))
	require.NoError(t, z.store.AddCredential(store.Credential{Token: "b", Provider: "p", Sandbox: "two"}))
	require.NoError(t, z.store.AddCredential(store.Credential{Token: "b", Provider: "q", Sandbox: "one"}), "another provider's token is another one")
	err := z.store.AddCredential(store.Credential{Token: "b", Provider: "p", Sandbox: "one"})
	require.Equal(t, store.TokenTakenError{Provider: "p", Sandbox: "two", Masked: "****"}, err)
	assert.Contains(t, err.Error(), `"two"`)
	require.ErrorIs(t, z.store.AddCredential(store.Credential{Token: "c", Provider: "p", Sandbox: "none"}), store.ErrNoSandbox)

	credential, sandbox, ok := z.store.Identify("p", "a-long-enough-token")
	assert.True(t, ok)
	assert.Same(t, one, sandbox)
	assert.Equal(t, "a-lo****oken", credential.Masked())
	credential, sandbox, _ = z.store.Identify("p", "b")
	assert.Same(t, two, sandbox)
	assert.Equal(t, "****", credential.Masked())
	_, _, ok = z.store.Identify("p", "unknown")
	assert.False(t, ok)
	_, err = z.store.Create("one", store.NewClock(instant(), store.Still))
	require.ErrorIs(t, err, store.ErrSandboxExists)
	_, err = z.store.Sandbox("none")
	require.ErrorIs(t, err, store.ErrNoSandbox)
}
