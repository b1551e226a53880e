package store

import (
	"maps"
	"reflect"

	"github.com/tidwall/btree"
)

func (t *Table[K, T]) newState() tableState {
	less := func(a, b entry[K, T]) bool { return t.compare(a.key, b.key) < 0 }
	fresh := &rows[K, T]{table: t, tree: newTree(less)}
	for _, index := range t.indexes {
		fresh.indexes = append(fresh.indexes, index.newIndexState())
	}
	return fresh
}

// newTree: the sandbox's lock covers its trees, so they need none of their own.
func newTree[E any](less func(a, b E) bool) *btree.BTreeG[E] {
	return btree.NewBTreeGOptions(less, btree.Options{NoLocks: true})
}

// set writes or removes (nil) one row in the tree and all indexes, and returns what stood there.
func (r *rows[K, T]) set(key K, after *Row[T]) (before *Row[T]) {
	if after == nil {
		old, _ := r.tree.Delete(entry[K, T]{key: key})
		before = old.row
	} else {
		old, _ := r.tree.Set(entry[K, T]{key: key, row: after})
		before = old.row
	}
	for _, index := range r.indexes {
		index.change(key, before, after)
	}
	return before
}

func (r *rows[K, T]) touch(key K) {
	if r.touched == nil {
		r.touched = make(map[K]struct{})
	}
	r.touched[key] = struct{}{}
}

// fork shares every node of the trees; whichever side writes first copies what it touches. Copying renews the
// origin's mark too, so the origin's lock must be held for writing.
func (r *rows[K, T]) fork() tableState {
	forked := &rows[K, T]{table: r.table, tree: r.tree.Copy()}
	for _, index := range r.indexes {
		forked.indexes = append(forked.indexes, index.fork())
	}
	return forked
}

// copy is a fork with the keys touched so far.
func (r *rows[K, T]) copy() tableState {
	copied := r.fork().(*rows[K, T])
	copied.touched, copied.strange = maps.Clone(r.touched), r.strange
	return copied
}

func (r *rows[K, T]) description() tableKind { return r.table }

func (r *rows[K, T]) forgetOrigin() { r.strange = true }

func (r *rows[K, T]) size() int { return r.tree.Len() }

// leftover looks only at the keys touched since the fork, never at the whole table, unless it was forked from another
// origin.
func (r *rows[K, T]) leftover(origin tableState) Leftover {
	left := Leftover{Table: r.table.name}
	was := origin.(*rows[K, T]).tree
	touched := r.touched
	if r.strange {
		touched = make(map[K]struct{}, r.tree.Len())
		for _, tree := range []*btree.BTreeG[entry[K, T]]{r.tree, was} {
			tree.Scan(func(e entry[K, T]) bool { touched[e.key] = struct{}{}; return true })
		}
	}
	for key := range touched {
		before, existed := was.Get(entry[K, T]{key: key})
		now, exists := r.tree.Get(entry[K, T]{key: key})
		switch {
		case exists && !existed:
			left.Added++
		case existed && !exists:
			left.Removed++
		case exists && before.row != now.row && !reflect.DeepEqual(before.row.Value, now.row.Value):
			left.Changed++
		}
	}
	return left
}
