package store

import (
	"iter"
	"sync/atomic"

	"github.com/tidwall/btree"
)

// Row is one immutable row of a table and the bytes its representation keeps. Neither is ever changed in place: a
// write puts a new Row.
type Row[T any] struct {
	Value T
	keep  func(*T) []byte
	kept  atomic.Pointer[[]byte]
}

// Kept is what Table.Keep makes of Value, nil without: made when it is first read, so that a seed loads fast.
func (r *Row[T]) Kept() []byte {
	if kept := r.kept.Load(); kept != nil {
		return *kept
	}
	if r.keep == nil {
		return nil
	}
	made := r.keep(&r.Value) // two readers may both make it: it comes out the same
	r.kept.Store(&made)
	return made
}

// Table declares a table: rows of type T in the order of their keys K. The rows themselves belong to a sandbox and
// are reached with its Tx.
type Table[K comparable, T any] struct {
	slot    int
	name    string
	derived bool
	compare func(a, b K) int
	key     func(*T) K
	keep    func(*T) []byte
	indexes []indexKind[K, T]
	watch   []func(tx *Tx, before, after *T)
}

type entry[K comparable, T any] struct {
	key K
	row *Row[T]
}

// rows is a table's state in one sandbox.
type rows[K comparable, T any] struct {
	table   *Table[K, T]
	tree    *btree.BTreeG[entry[K, T]]
	indexes []indexState[K, T]
	touched map[K]struct{} // keys written since the fork from the origin
	strange bool           // forked from another origin: any key may differ
}

// NewTable declares a table on the schema. The name is "provider.table"; key tells a row's key and compare orders keys.
func NewTable[K comparable, T any](s *Schema, name string, compare func(a, b K) int, key func(*T) K) *Table[K, T] {
	t := &Table[K, T]{slot: len(s.kinds), name: name, compare: compare, key: key}
	s.kinds = append(s.kinds, t)
	return t
}

// Keep has every row keep the bytes that encode makes of it. encode may look at nothing but the row.
func (t *Table[K, T]) Keep(encode func(*T) []byte) *Table[K, T] {
	t.keep = encode
	return t
}

// Derived marks a table whose rows follow from other tables: it is left out of counts and leftovers.
func (t *Table[K, T]) Derived() *Table[K, T] {
	t.derived = true
	return t
}

// Watch has a function called in the transaction of every write, with the row before (nil when added) and after (nil
// when removed), so that derived rows follow.
func (t *Table[K, T]) Watch(changed func(tx *Tx, before, after *T)) {
	t.watch = append(t.watch, changed)
}

// Get finds a row by its key.
func (t *Table[K, T]) Get(tx *Tx, key K) (*Row[T], bool) {
	found, ok := t.in(tx).tree.Get(entry[K, T]{key: key})
	return found.row, ok
}

// Len counts the rows.
func (t *Table[K, T]) Len(tx *Tx) int { return t.in(tx).tree.Len() }

// Put adds a row, or replaces the one with the same key.
func (t *Table[K, T]) Put(tx *Tx, value T) {
	row := &Row[T]{Value: value, keep: t.keep}
	t.change(tx, t.key(&row.Value), row)
}

// Delete removes a row and tells whether there was one.
func (t *Table[K, T]) Delete(tx *Tx, key K) bool {
	_, found := t.Get(tx, key)
	if found {
		t.change(tx, key, nil)
	}
	return found
}

// Backward walks the rows from the highest key to the lowest, from below a key when one is given.
func (t *Table[K, T]) Backward(tx *Tx, below *K) iter.Seq[*Row[T]] {
	return func(yield func(*Row[T]) bool) {
		if below == nil {
			t.in(tx).tree.Reverse(func(e entry[K, T]) bool { return yield(e.row) })
			return
		}
		t.in(tx).tree.Descend(entry[K, T]{key: *below}, func(e entry[K, T]) bool {
			return e.key == *below || yield(e.row)
		})
	}
}

// change writes one row (nil removes it), tells the watchers, and notes how to undo it all.
func (t *Table[K, T]) change(tx *Tx, key K, after *Row[T]) {
	tx.mustWrite()
	rows := t.in(tx)
	before := rows.set(key, after)
	if !tx.loading {
		rows.touch(key)
		tx.changes = append(tx.changes, change{func() { rows.set(key, before) }, t, key, became(before, after)})
	}
	for _, changed := range t.watch {
		changed(tx, before.value(), after.value())
	}
}

// became tells what a write makes of a row.
func became[T any](before, after *Row[T]) What {
	switch {
	case before == nil:
		return Added
	case after == nil:
		return Removed
	default:
		return Changed
	}
}

func (r *Row[T]) value() *T {
	if r == nil {
		return nil
	}
	return &r.Value
}

// in finds the table's rows in the transaction's sandbox.
func (t *Table[K, T]) in(tx *Tx) *rows[K, T] { return tx.state[t.slot].(*rows[K, T]) }

func (t *Table[K, T]) tableName() string { return t.name }

func (t *Table[K, T]) isDerived() bool { return t.derived }
