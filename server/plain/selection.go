package plain

import (
	"iter"

	"mockserver/server/resource"
	"mockserver/store"
)

// selection is the rows of a list, the newest first: those that meet all conditions and were created in a window.
type selection[T any] struct {
	of         *resource.Resource[T]
	conditions []*condition[T]
	window     *Window[T]
	after      *int64 // exclusive, Unix seconds
	before     *int64
}

// rows walks the selection from below an id.
func (s *selection[T]) rows(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[T]] {
	if s.after == nil && s.before == nil {
		base, rest := s.base(tx)
		return where(base(tx, below), rest)
	}
	all := append(s.tests(s.conditions), s.inWindow)
	if !s.window.contradicting.Any(tx) {
		return where(s.bounded(tx, below), all)
	}
	agreeing := where(s.bounded(tx, below), []func(*T) bool{func(row *T) bool { return !s.window.contradicts(row) }})
	return where(s.newestFirst(agreeing, s.window.contradicting.Backward(tx, true, below)), all)
}

// base is the walk to begin with, over the fewest rows that an index offers, and the tests that are left to make.
func (s *selection[T]) base(tx *store.Tx) (walk func(*store.Tx, *store.ObjectID) iter.Seq[*store.Row[T]], rest []func(*T) bool) {
	if len(s.conditions) == 0 {
		return s.of.Backward, nil
	}
	best := 0
	if len(s.conditions) > 1 {
		fewest := s.conditions[0].count(tx)
		for i, c := range s.conditions[1:] {
			if count := c.count(tx); count < fewest {
				best, fewest = i+1, count
			}
		}
	}
	others := append(append([]*condition[T]{}, s.conditions[:best]...), s.conditions[best+1:]...)
	return s.conditions[best].rows, s.tests(others)
}

func (s *selection[T]) tests(conditions []*condition[T]) []func(*T) bool {
	tests := make([]func(*T) bool, 0, len(conditions)+1)
	for _, c := range conditions {
		tests = append(tests, c.matches)
	}
	return tests
}

// where leaves out the rows that do not pass the tests.
func where[T any](rows iter.Seq[*store.Row[T]], tests []func(*T) bool) iter.Seq[*store.Row[T]] {
	if len(tests) == 0 {
		return rows
	}
	return func(yield func(*store.Row[T]) bool) {
		for row := range rows {
			if passes(&row.Value, tests) && !yield(row) {
				return
			}
		}
	}
}

func passes[T any](row *T, tests []func(*T) bool) bool {
	for _, test := range tests {
		if !test(row) {
			return false
		}
	}
	return true
}
