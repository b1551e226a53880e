package store_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// BenchmarkSandbox: what a sandbox costs to fork, to reset, and to write to for the first time afterwards, and what a
// page costs, at a thousand, a hundred thousand and a million rows. All of it should be flat, and the first three far
// below a millisecond.
func BenchmarkSandbox(b *testing.B) {
	for _, rows := range []int{1_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			if testing.Short() && rows > 100_000 {
				b.Skip("a million rows take a while to load")
			}
			z := newZoo()
			full := z.fill(b, rows)
			b.Run("fork", func(b *testing.B) { z.benchmarkFork(b, full) })
			b.Run("reset", func(b *testing.B) { z.benchmarkReset(b, full, rows) })
			b.Run("page", func(b *testing.B) { z.benchmarkPage(b, full, rows) })
		})
	}
}

// fill makes a sandbox of pets, a hundred of each kind, every second one grown.
func (z *zoo) fill(b *testing.B, rows int) *store.Sandbox {
	b.Helper()
	s, err := z.store.Create("full", store.NewClock(instant(), store.Still))
	require.NoError(b, err)
	require.NoError(b, s.Load(instant(), func(tx *store.Tx) error {
		for i := range rows {
			z.pets.Put(tx, pet{i, kindOf(i, rows), i % 2 * i})
		}
		return nil
	}))
	return s
}

func kindOf(i, rows int) string { return strconv.Itoa(i % max(1, rows/100)) }

// benchmarkFork: the forks stay in the store, so allocation and map growth are part of the figure.
func (z *zoo) benchmarkFork(b *testing.B, full *store.Sandbox) {
	names := 0
	fork := func() *store.Sandbox {
		names++
		s, err := z.store.Fork(full.Snapshot(), fmt.Sprintf("%s-%d", b.Name(), names), store.NewClock(instant(), store.Still))
		require.NoError(b, err)
		return s
	}
	b.Run("alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			fork()
		}
	})
	b.Run("and first write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			z.change(b, fork(), 500)
		}
	})
}

// benchmarkReset: a reset also reports what it took away, so it is measured behind one write and behind a thousand.
// A write is measured as the first one after a reset, and as any later one.
func (z *zoo) benchmarkReset(b *testing.B, full *store.Sandbox, rows int) {
	for _, writes := range []int{0, 1, 1000} {
		b.Run(fmt.Sprintf("and %d writes", writes), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				full.Reset()
				for i := range writes {
					z.change(b, full, i*7919%rows)
				}
			}
		})
	}
	b.Run("none, later writes", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			z.change(b, full, i*7919%rows)
		}
		full.Reset()
	})
}

// change gives one pet a new age, in a transaction of its own.
func (z *zoo) change(b *testing.B, s *store.Sandbox, id int) {
	require.NoError(b, s.Write(instant(), func(tx *store.Tx) error {
		row, _ := z.pets.Get(tx, id)
		changed := row.Value
		changed.Age += 2
		z.pets.Put(tx, changed)
		return nil
	}))
}

func (z *zoo) benchmarkPage(b *testing.B, s *store.Sandbox, rows int) {
	read := func(name string, page func(tx *store.Tx) int) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, s.Read(instant(), func(tx *store.Tx) error {
					page(tx)
					return nil
				}))
			}
		})
	}
	middle, last, kind := rows/2, 100, kindOf(rows/2, rows)
	read("get", func(tx *store.Tx) int { row, _ := z.pets.Get(tx, middle); return row.Value.ID })
	read("first", func(tx *store.Tx) int { return take(z.pets.Backward(tx, nil)) })
	read("middle", func(tx *store.Tx) int { return take(z.pets.Backward(tx, &middle)) })
	read("last", func(tx *store.Tx) int { return take(z.pets.Backward(tx, &last)) })
	read("index", func(tx *store.Tx) int { return take(z.byKind.Backward(tx, kind, nil)) })
	read("index middle", func(tx *store.Tx) int { return take(z.byKind.Backward(tx, kind, &middle)) })
	read("offset middle", func(tx *store.Tx) int { return take(z.pets.All(tx).Backward(middle)) })
	read("index offset", func(tx *store.Tx) int { return take(z.byKind.Of(tx, kind).Forward(0)) })
}

// take walks a page of a hundred rows.
func take(rows func(yield func(*store.Row[pet]) bool)) (count int) {
	for range rows {
		if count++; count == 100 {
			break
		}
	}
	return count
}
