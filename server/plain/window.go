package plain

import (
	"iter"

	"mockserver/server/resource"
	"mockserver/store"
)

// Window narrows a list to the records created after one second and before another, both excluded. Ids begin with the
// second of creation, so a window bounds the walk at both ends; the few records of a seed whose id contradicts their
// time of creation are walked beside it.
type Window[T any] struct {
	after, before string // the parameters
	created       func(*T) int64
	id            func(*T) store.ObjectID
	contradicting *store.Index[store.ObjectID, T, bool]
}

// NewWindow declares the window of a list by its two parameters.
func NewWindow[T any](of *resource.Resource[T], created func(*T) int64, after, before string) *Window[T] {
	w := &Window[T]{after: after, before: before, created: created, id: of.ID}
	w.contradicting = store.NewIndex(of.Table, compareBools, func(row *T) (bool, bool) { return true, w.contradicts(row) })
	return w
}

func (w *Window[T]) contradicts(row *T) bool { return w.id(row).Second() != w.created(row) }

func (s *selection[T]) inWindow(row *T) bool {
	at := s.window.created(row)
	return (s.after == nil || at > *s.after) && (s.before == nil || at < *s.before)
}

// LastSecond is the last one that ids can hold.
const LastSecond = 1<<32 - 1

// bounded walks the rows whose ids lie in the window.
func (s *selection[T]) bounded(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[T]] {
	if s.before != nil && *s.before <= LastSecond {
		below = lower(below, store.FirstObjectID(uint32(max(*s.before, 0))))
	}
	walk, _ := s.base(tx)
	rows := walk(tx, below)
	if s.after == nil {
		return rows
	}
	return func(yield func(*store.Row[T]) bool) {
		for row := range rows {
			if s.of.ID(&row.Value).Second() <= *s.after || !yield(row) {
				return
			}
		}
	}
}

func lower(a *store.ObjectID, b store.ObjectID) *store.ObjectID {
	if a != nil && store.CompareObjectIDs(*a, b) < 0 {
		return a
	}
	return &b
}

// newestFirst merges two walks.
func (s *selection[T]) newestFirst(a, b iter.Seq[*store.Row[T]]) iter.Seq[*store.Row[T]] {
	return func(yield func(*store.Row[T]) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		s.merge(a, next, yield)
	}
}

func (s *selection[T]) merge(rows iter.Seq[*store.Row[T]], next func() (*store.Row[T], bool), yield func(*store.Row[T]) bool) {
	other, more := next()
	for row := range rows {
		for ; more && store.CompareObjectIDs(s.of.ID(&other.Value), s.of.ID(&row.Value)) > 0; other, more = next() {
			if !yield(other) {
				return
			}
		}
		if !yield(row) {
			return
		}
	}
	for more && yield(other) {
		other, more = next()
	}
}
