package store

import (
	"iter"
	"sort"

	"github.com/tidwall/btree"
)

// Span is a stretch of a table or index whose rows are known by position, so that counting it and starting anywhere in
// it cost the same whatever its size. It is valid as long as its transaction and until the
// table is written to: collect the rows first when they are to be changed.
type Span[T any] struct {
	low, high int // positions, high excluded
	ascend    func(from int, yield func(*Row[T]) bool)
	descend   func(from int, yield func(*Row[T]) bool)
}

// All is every row of the table in the order of keys.
func (t *Table[K, T]) All(tx *Tx) Span[T] {
	tree := t.in(tx).tree
	return newSpan(tree, 0, tree.Len(), func(e entry[K, T]) *Row[T] { return e.row })
}

// Of is the rows filed under one value, in the order of keys.
func (x *Index[K, T, I]) Of(tx *Tx, value I) Span[T] { return x.Between(tx, &value, &value) }

// Between is the rows filed under the values from least to most, both included, in the order of values and then of
// keys. A nil bound is none.
func (x *Index[K, T, I]) Between(tx *Tx, least, most *I) Span[T] {
	tree := x.in(tx).tree
	low, high := 0, tree.Len()
	if least != nil {
		low = rankOf(tree, x.less, indexEntry[K, T, I]{value: *least, edge: -1})
	}
	if most != nil {
		high = rankOf(tree, x.less, indexEntry[K, T, I]{value: *most, edge: +1})
	}
	return newSpan(tree, low, max(low, high), func(e indexEntry[K, T, I]) *Row[T] { return e.row })
}

// Len counts the rows.
func (s Span[T]) Len() int { return s.high - s.low }

// Forward walks the rows in order, without the first few.
func (s Span[T]) Forward(skip int) iter.Seq[*Row[T]] {
	return func(yield func(*Row[T]) bool) { s.walk(s.ascend, s.low+skip, skip, yield) }
}

// Backward walks the rows against the order, without the last few.
func (s Span[T]) Backward(skip int) iter.Seq[*Row[T]] {
	return func(yield func(*Row[T]) bool) { s.walk(s.descend, s.high-1-skip, skip, yield) }
}

func (s Span[T]) walk(in func(int, func(*Row[T]) bool), from, skip int, yield func(*Row[T]) bool) {
	left := s.Len() - skip
	if left <= 0 {
		return
	}
	in(from, func(row *Row[T]) bool {
		left--
		return yield(row) && left > 0
	})
}

func newSpan[E, T any](tree *btree.BTreeG[E], low, high int, row func(E) *Row[T]) Span[T] {
	walk := func(direction func(E, func(E) bool)) func(int, func(*Row[T]) bool) {
		return func(from int, yield func(*Row[T]) bool) {
			if pivot, ok := tree.GetAt(from); ok {
				direction(pivot, func(e E) bool { return yield(row(e)) })
			}
		}
	}
	return Span[T]{low: low, high: high, ascend: walk(tree.Ascend), descend: walk(tree.Descend)}
}

// rankOf counts the entries before a place in the tree.
func rankOf[E any](tree *btree.BTreeG[E], less func(a, b E) bool, place E) int {
	return sort.Search(tree.Len(), func(i int) bool {
		at, _ := tree.GetAt(i)
		return !less(at, place)
	})
}
