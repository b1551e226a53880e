package store_test

import (
	"cmp"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/store"
)

func TestRowsComeBackInOrder(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	z.put(t, s, pet{2, "cat", 3}, pet{1, "dog", 0}, pet{3, "cat", 1})
	assert.Equal(t, []int{3, 2, 1}, z.ids(s))
	require.NoError(t, s.Read(instant(), func(tx *store.Tx) error {
		below := 3
		var rest []int
		for row := range z.pets.Backward(tx, &below) {
			rest = append(rest, row.Value.ID)
		}
		assert.Equal(t, []int{2, 1}, rest)
		row, ok := z.pets.Get(tx, 2)
		assert.True(t, ok)
		assert.Equal(t, "cat", string(row.Kept()))
		assert.Equal(t, 3, z.pets.Len(tx))
		return nil
	}))
	assert.Equal(t, []store.TableSize{{Table: "zoo.pets", Rows: 3}}, s.Sizes(), "derived tables are not counted")
}

func TestFailedWriteChangesNothing(t *testing.T) {
	t.Parallel()
	failure := errors.New("no")
	for name, spoil := range map[string]func(*zoo, *store.Sandbox) error{
		"error": func(z *zoo, s *store.Sandbox) error {
			return s.Write(instant(), func(tx *store.Tx) error {
				z.pets.Put(tx, pet{1, "cow", 9})
				z.pets.Put(tx, pet{2, "cow", 9})
				z.pets.Delete(tx, 1)
				return failure
			})
		},
		"panic": func(z *zoo, s *store.Sandbox) (err error) {
			defer func() { err = recover().(error) }()
			return s.Write(instant(), func(tx *store.Tx) error {
				z.pets.Delete(tx, 1)
				panic(failure)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := newZoo()
			s := z.create(t, "s")
			z.put(t, s, pet{1, "dog", 2})
			require.ErrorIs(t, spoil(z, s), failure)
			assert.Equal(t, []int{1}, z.ids(s))
			assert.Equal(t, 1, z.countOf(s, "dog"), "what the watcher wrote is undone too")
			assert.Zero(t, z.countOf(s, "cow"))
			require.NoError(t, s.Read(instant(), func(tx *store.Tx) error {
				assert.Equal(t, 1, z.byKind.Of(tx, "dog").Len())
				assert.Equal(t, 0, z.byKind.Of(tx, "cow").Len())
				return nil
			}))
			assert.Empty(t, s.Reset()[0].Changed)
		})
	}
}

func TestWriteNeedsWriteTransaction(t *testing.T) {
	t.Parallel()
	z := newZoo()
	s := z.create(t, "s")
	assert.Panics(t, func() {
		_ = s.Read(instant(), func(tx *store.Tx) error {
			z.pets.Put(tx, pet{ID: 1})
			return nil
		})
	})
}

// TestTableAgainstSlice does random writes on a table and on a plain slice and compares everything that can be read.
func TestTableAgainstSlice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		z := newZoo()
		s, err := z.store.Create("s", store.NewClock(instant(), store.Still))
		require.NoError(t, err)
		model := map[int]pet{}
		writes := rapid.SliceOf(rapid.Custom(func(t *rapid.T) pet {
			return pet{rapid.IntRange(1, 40).Draw(t, "id"), rapid.SampledFrom([]string{"cat", "dog", ""}).Draw(t, "kind"), rapid.IntRange(0, 5).Draw(t, "age")}
		})).Draw(t, "writes")
		_ = s.Write(instant(), func(tx *store.Tx) error {
			for _, p := range writes {
				if p.Kind == "" { // stands for a removal
					_, had := model[p.ID]
					assert.Equal(t, had, z.pets.Delete(tx, p.ID))
					delete(model, p.ID)
					continue
				}
				z.pets.Put(tx, p)
				model[p.ID] = p
			}
			return nil
		})
		compare(t, z, s, model)
	})
}

func compare(t *rapid.T, z *zoo, s *store.Sandbox, model map[int]pet) {
	all := make([]pet, 0, len(model))
	for _, p := range model {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b pet) int { return cmp.Compare(a.ID, b.ID) })
	skip := rapid.IntRange(0, len(all)+1).Draw(t, "skip")
	least, most := rapid.IntRange(0, 6).Draw(t, "least"), rapid.IntRange(0, 6).Draw(t, "most")
	_ = s.Read(instant(), func(tx *store.Tx) error {
		assert.Equal(t, all[min(skip, len(all)):], values(z.pets.All(tx).Forward(skip)))
		cats := only(all, func(p pet) bool { return p.Kind == "cat" })
		assert.Equal(t, len(cats), z.byKind.Of(tx, "cat").Len())
		slices.Reverse(cats)
		assert.Equal(t, cats[min(skip, len(cats)):], values(z.byKind.Of(tx, "cat").Backward(skip)))
		below := rapid.IntRange(0, 41).Draw(t, "below")
		assert.Equal(t, only(cats, func(p pet) bool { return p.ID < below }), values(z.byKind.Backward(tx, "cat", &below)))
		aged := only(all, func(p pet) bool { return p.Age > 0 && p.Age >= least && p.Age <= most })
		slices.SortStableFunc(aged, func(a, b pet) int { return cmp.Compare(a.Age, b.Age) })
		assert.Equal(t, aged, values(z.grown.Between(tx, &least, &most).Forward(0)))
		return nil
	})
}

func values(rows func(func(*store.Row[pet]) bool)) []pet {
	found := []pet{}
	for row := range rows {
		found = append(found, row.Value)
	}
	return found
}

func only(pets []pet, keep func(pet) bool) []pet {
	found := []pet{}
	for _, p := range pets {
		if keep(p) {
			found = append(found, p)
		}
	}
	return found
}
