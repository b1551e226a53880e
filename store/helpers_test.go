package store_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// pet is a row to try tables with.
type pet struct {
	ID   int
	Kind string
	Age  int
}

// zoo is a small provider: a table, two indexes and a derived table that counts the kinds.
type zoo struct {
	store  *store.Store
	pets   *store.Table[int, pet]
	byKind *store.Index[int, pet, string]
	grown  *store.Index[int, pet, int] // only those of at least one year, by age
	kinds  *store.Table[string, kindCount]
}

type kindCount struct {
	Kind string
	N    int
}

func newZoo() *zoo {
	schema := new(store.Schema)
	z := &zoo{}
	z.pets = store.NewTable(schema, "zoo.pets", cmp.Compare[int], func(p *pet) int { return p.ID }).
		Keep(func(p *pet) []byte { return []byte(p.Kind) })
	z.byKind = store.NewIndex(z.pets, strings.Compare, func(p *pet) (string, bool) { return p.Kind, true })
	z.grown = store.NewIndex(z.pets, cmp.Compare[int], func(p *pet) (int, bool) { return p.Age, p.Age > 0 })
	z.kinds = store.NewTable(schema, "zoo.kinds", strings.Compare, func(k *kindCount) string { return k.Kind }).Derived()
	z.pets.Watch(func(tx *store.Tx, before, after *pet) {
		z.count(tx, before, -1)
		z.count(tx, after, +1)
	})
	z.store = store.New(schema)
	return z
}

func (z *zoo) count(tx *store.Tx, p *pet, sign int) {
	if p == nil {
		return
	}
	count := kindCount{Kind: p.Kind}
	if row, ok := z.kinds.Get(tx, p.Kind); ok {
		count = row.Value
	}
	count.N += sign
	z.kinds.Put(tx, count)
}

func instant() time.Time { return time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC) }

func (z *zoo) create(t *testing.T, name string) *store.Sandbox {
	t.Helper()
	sandbox, err := z.store.Create(name, store.NewClock(instant(), store.Still))
	require.NoError(t, err)
	return sandbox
}

func (z *zoo) put(t *testing.T, in *store.Sandbox, pets ...pet) {
	t.Helper()
	require.NoError(t, in.Write(instant(), func(tx *store.Tx) error {
		for _, p := range pets {
			z.pets.Put(tx, p)
		}
		return nil
	}))
}

// ids reads the ids of all pets from the highest to the lowest.
func (z *zoo) ids(in *store.Sandbox) (ids []int) {
	_ = in.Read(instant(), func(tx *store.Tx) error {
		for row := range z.pets.Backward(tx, nil) {
			ids = append(ids, row.Value.ID)
		}
		return nil
	})
	return ids
}

func (z *zoo) countOf(in *store.Sandbox, kind string) (n int) {
	_ = in.Read(instant(), func(tx *store.Tx) error {
		if row, ok := z.kinds.Get(tx, kind); ok {
			n = row.Value.N
		}
		return nil
	})
	return n
}
