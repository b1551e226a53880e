package store

import (
	"iter"
	"slices"

	"github.com/tidwall/btree"
)

// Index orders the rows of a table by a value I of theirs and then by key, so that a filter on that value is a range.
type Index[K comparable, T, I any] struct {
	table   *Table[K, T]
	slot    int
	compare func(a, b I) int
	value   func(*T) (I, bool)
	values  func(*T) []I // in place of value: a row may be filed under several
}

// indexKind is what a table needs of its indexes, whatever their value type.
type indexKind[K comparable, T any] interface {
	newIndexState() indexState[K, T]
}

// indexState is one index's entries in one sandbox.
type indexState[K comparable, T any] interface {
	fork() indexState[K, T]
	change(key K, before, after *Row[T])
}

// indexEntry points at one row. An edge stands before (-1) or behind (+1) every key of its value.
type indexEntry[K comparable, T, I any] struct {
	value I
	key   K
	edge  int8
	row   *Row[T]
}

type indexEntries[K comparable, T, I any] struct {
	index *Index[K, T, I]
	tree  *btree.BTreeG[indexEntry[K, T, I]]
}

// NewIndex declares an index on a table. value tells what a row is filed under, false leaves the row out.
func NewIndex[K comparable, T, I any](t *Table[K, T], compare func(a, b I) int, value func(*T) (I, bool)) *Index[K, T, I] {
	index := &Index[K, T, I]{table: t, slot: len(t.indexes), compare: compare, value: value}
	t.indexes = append(t.indexes, index)
	return index
}

// NewIndexOfMany declares an index that files a row under each of several values, which may repeat; none leave the row out.
func NewIndexOfMany[K comparable, T, I any](t *Table[K, T], compare func(a, b I) int, values func(*T) []I) *Index[K, T, I] {
	index := NewIndex(t, compare, nil)
	index.values = values
	return index
}

// Backward walks the rows filed under a value from the highest key to the lowest, from below a key when one is given.
func (x *Index[K, T, I]) Backward(tx *Tx, value I, below *K) iter.Seq[*Row[T]] {
	pivot := indexEntry[K, T, I]{value: value, edge: +1}
	if below != nil {
		pivot.key, pivot.edge = *below, 0
	}
	return func(yield func(*Row[T]) bool) {
		x.in(tx).tree.Descend(pivot, func(e indexEntry[K, T, I]) bool {
			if below != nil && e.key == *below {
				return true
			}
			return x.compare(e.value, value) == 0 && yield(e.row)
		})
	}
}

// Any tells whether the index holds a row at all.
func (x *Index[K, T, I]) Any(tx *Tx) bool { return x.in(tx).tree.Len() > 0 }

func (x *Index[K, T, I]) in(tx *Tx) *indexEntries[K, T, I] {
	return x.table.in(tx).indexes[x.slot].(*indexEntries[K, T, I])
}

func (x *Index[K, T, I]) newIndexState() indexState[K, T] {
	return &indexEntries[K, T, I]{index: x, tree: newTree(x.less)}
}

func (x *Index[K, T, I]) less(a, b indexEntry[K, T, I]) bool {
	if c := x.compare(a.value, b.value); c != 0 {
		return c < 0
	}
	if a.edge != b.edge {
		return a.edge < b.edge
	}
	return a.edge == 0 && x.table.compare(a.key, b.key) < 0
}

func (e *indexEntries[K, T, I]) fork() indexState[K, T] {
	return &indexEntries[K, T, I]{index: e.index, tree: e.tree.Copy()}
}

func (e *indexEntries[K, T, I]) change(key K, before, after *Row[T]) {
	if e.index.values != nil {
		e.changeMany(key, before, after)
		return
	}
	if old, ok := e.filed(before); ok {
		if now, still := e.filed(after); !still || e.index.compare(old, now) != 0 {
			e.tree.Delete(indexEntry[K, T, I]{value: old, key: key})
		}
	}
	if now, ok := e.filed(after); ok {
		e.tree.Set(indexEntry[K, T, I]{value: now, key: key, row: after})
	}
}

func (e *indexEntries[K, T, I]) changeMany(key K, before, after *Row[T]) {
	now := e.filedUnder(after)
	for _, old := range e.filedUnder(before) {
		if !slices.ContainsFunc(now, func(value I) bool { return e.index.compare(old, value) == 0 }) {
			e.tree.Delete(indexEntry[K, T, I]{value: old, key: key})
		}
	}
	for _, value := range now {
		e.tree.Set(indexEntry[K, T, I]{value: value, key: key, row: after})
	}
}

func (e *indexEntries[K, T, I]) filedUnder(row *Row[T]) []I {
	if row == nil {
		return nil
	}
	return e.index.values(&row.Value)
}

func (e *indexEntries[K, T, I]) filed(row *Row[T]) (value I, ok bool) {
	if row == nil {
		return value, false
	}
	return e.index.value(&row.Value)
}
