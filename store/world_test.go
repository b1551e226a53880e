package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

func TestEventsAreToldBehindTheLock(t *testing.T) {
	t.Parallel()
	z := newZoo()
	var rung []string
	z.store.Listen(func(s *store.Sandbox) {
		require.NoError(t, s.Read(instant(), func(*store.Tx) error { return nil }), "the lock is free")
		for _, e := range s.Outbox().Take() {
			rung = append(rung, e.Name)
			assert.EqualValues(t, len(rung), e.Number)
		}
	})
	s := z.create(t, "s")
	emit := func(name string, err error) {
		got := s.Write(instant(), func(tx *store.Tx) error {
			tx.Emit(store.Event{Name: name})
			assert.Len(t, tx.Events(), 1)
			return err
		})
		assert.Equal(t, err, got)
	}
	emit("one", nil)
	emit("undone", errors.New("no"))
	emit("two", nil)
	assert.Equal(t, []string{"one", "two"}, rung, "what was undone has not happened, and takes no number")
	require.NoError(t, s.Load(instant(), func(tx *store.Tx) error {
		tx.Emit(store.Event{Name: "history"})
		return nil
	}))
	assert.Len(t, rung, 2, "what a seed says is history")
	s.Reset()
	rung = nil
	emit("again", nil)
	assert.Equal(t, []string{"again"}, rung, "numbers begin anew")
}

func TestNobodyListensNothingIsHeld(t *testing.T) {
	t.Parallel()
	s := newZoo().create(t, "s")
	require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
		tx.Emit(store.Event{Name: "one"})
		return nil
	}))
	assert.Empty(t, s.Outbox().Take())
}

func TestChangesNameEachRowOnce(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	z.put(t, s, pet{1, "cat", 1}, pet{2, "cat", 1})
	require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
		z.pets.Put(tx, pet{3, "dog", 1})
		z.pets.Put(tx, pet{1, "cow", 1})
		z.pets.Put(tx, pet{3, "dog", 2})
		z.pets.Delete(tx, 2)
		tx.NewObjectID()
		assert.Equal(t, []store.Change{{"zoo.pets", "3", store.Added}, {"zoo.pets", "1", store.Changed}, {"zoo.pets", "2", store.Removed}}, tx.Changes())
		return nil
	}))
}

func TestASnapshotIsRestoredWithItsIDs(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	next := func() (id store.ObjectID) {
		require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
			id = tx.NewObjectID()
			return nil
		}))
		return id
	}
	z.put(t, s, pet{1, "cat", 1})
	saved := s.Snapshot()
	first := next()
	z.put(t, s, pet{2, "dog", 1}, pet{1, "cow", 1})
	s.Restore(saved)
	assert.Equal(t, []int{1}, z.ids(s))
	assert.Equal(t, 1, z.countOf(s, "cat"), "derived rows, too")
	assert.Equal(t, first, next())
	assert.Equal(t, []store.TableSize{{Table: "zoo.pets", Rows: 1}}, saved.Sizes())
	assert.Equal(t, []store.Leftover{{Table: "zoo.pets", Added: 1}}, s.Reset(), "what was touched before the snapshot is known")
	s.Restore(saved)
	assert.Equal(t, []int{1}, z.ids(s), "as often as you like")
}

func TestASnapshotOfAnotherOriginIsComparedWhole(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	load := func(pets ...pet) {
		require.NoError(t, s.Load(instant(), func(tx *store.Tx) error {
			for _, p := range pets {
				z.pets.Put(tx, p)
			}
			return nil
		}))
	}
	load(pet{1, "cat", 1}, pet{2, "cat", 1}, pet{4, "cat", 1})
	saved := s.Snapshot()
	load(pet{2, "dog", 1}, pet{3, "dog", 1}, pet{4, "cat", 1})
	s.Restore(saved)
	assert.Equal(t, []store.Leftover{{Table: "zoo.pets", Added: 1, Changed: 1, Removed: 1}}, s.Leftovers())
	assert.Equal(t, s.Leftovers(), s.Reset())
	assert.Empty(t, s.Leftovers())
}

func TestCredentialsAreReplacedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	z := newZoo()
	z.create(t, "one")
	z.create(t, "two")
	token := func(text string) store.Credential { return store.Credential{Provider: "p", Token: text} }
	added, err := z.store.ReplaceCredentials("one", nil, []store.Credential{token("a"), token("b")})
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "2"}, []string{added[0].ID, added[1].ID})
	for _, refused := range [][]store.Credential{{token("c"), token("a")}, {token("d"), token("d")}} {
		_, err = z.store.ReplaceCredentials("two", nil, refused)
		require.ErrorAs(t, err, new(store.TokenTakenError))
		_, _, known := z.store.Identify("p", refused[0].Token)
		assert.Equal(t, refused[0].Token == "a", known)
	}
	_, err = z.store.ReplaceCredentials("nobody", nil, nil)
	require.ErrorIs(t, err, store.ErrNoSandbox)

	more, err := z.store.ReplaceCredentials("one", func(c *store.Credential) bool { return c.Token == "b" }, []store.Credential{token("c")})
	require.NoError(t, err)
	assert.Equal(t, "2", more[0].ID, "numbers go on behind the highest that is left")
	_, _, known := z.store.Identify("p", "b")
	assert.False(t, known)
	require.NoError(t, z.store.Delete("one"))
	_, _, known = z.store.Identify("p", "a")
	assert.False(t, known, "they go with their sandbox")
	require.ErrorIs(t, z.store.Delete("one"), store.ErrNoSandbox)
	_, err = z.store.ReplaceCredentials("two", nil, []store.Credential{token("a")})
	require.NoError(t, err, "and are free again")
}

func TestClocksComeBack(t *testing.T) {
	t.Parallel()
	c := store.NewClock(instant(), store.Still)
	c.Advance(time.Hour)
	fork, mark := c.Fork(), c.Mark()
	c.Advance(time.Hour)
	c.SetMode(store.Running)
	assert.Equal(t, instant().Add(time.Hour), fork.Now())
	fork.Advance(time.Minute)
	fork.Rewind()
	assert.Equal(t, instant().Add(time.Hour), fork.Now(), "a fork begins where it was forked")
	_, before := c.Reading()
	c.Return(mark)
	now, turns := c.Reading()
	assert.Equal(t, instant().Add(time.Hour), now)
	assert.Equal(t, store.Still, c.Mode())
	assert.Equal(t, before+1, turns, "it was set backwards")
	c.Rewind()
	assert.Equal(t, instant(), c.Now())
	assert.Equal(t, instant(), c.Renew().Now())
	c.Forward(instant().Add(-time.Hour))
	assert.Equal(t, instant(), c.Now(), "never backwards")
	c.Forward(instant().Add(time.Hour))
	assert.Equal(t, instant().Add(time.Hour), c.Now())
}

func TestAClockOfRealTimeStaysOne(t *testing.T) {
	t.Parallel()
	c := store.NewClock(time.Time{}, store.Running)
	mark := c.Mark()
	c.Set(instant())
	for _, back := range []func() *store.Clock{mark.Clock, c.Renew, func() *store.Clock { c.Return(mark); return c }, func() *store.Clock { return c.Fork() }} {
		assert.WithinDuration(t, time.Now(), back().Now(), time.Minute)
	}
}

func TestJumpedIsClosedWhenTimeDoesNotPassAsItDid(t *testing.T) {
	t.Parallel()
	c := store.NewClock(instant(), store.Still)
	for name, jump := range map[string]func(){
		"set": func() { c.Set(instant()) }, "advance": func() { c.Advance(1) }, "mode": func() { c.SetMode(store.Running) }, "rewind": c.Rewind,
		"return": func() { c.Return(c.Mark()) },
	} {
		jumped := c.Jumped()
		select {
		case <-jumped:
			t.Fatal(name, "not yet")
		default:
		}
		jump()
		<-jumped
	}
}
