package plain

import (
	"cmp"
	"iter"
	"strings"

	"mockserver/server/resource"
	"mockserver/store"
)

// Filter narrows a list by a parameter.
type Filter[T any] struct {
	read func(q *Query) *condition[T] // nil when the parameter is not given, or faulty
}

// condition is the filter of one request: the rows that an index has for it, and the test of one row.
type condition[T any] struct {
	count   func(tx *store.Tx) int
	rows    func(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[T]]
	matches func(*T) bool
}

// ByID filters by an id that a record has. The parameters are names of the same filter: all that are given must match.
func ByID[T any](of *resource.Resource[T], field func(*T) store.ObjectID, parameters ...string) []Filter[T] {
	return by(of, store.CompareObjectIDs, field, (*Query).ID, parameters)
}

// ByText filters by a text that a record has.
func ByText[T any](of *resource.Resource[T], field func(*T) string, parameters ...string) []Filter[T] {
	return by(of, strings.Compare, field, (*Query).Text, parameters)
}

// ByBool filters by a yes or no that a record has.
func ByBool[T any](of *resource.Resource[T], field func(*T) bool, parameters ...string) []Filter[T] {
	return by(of, compareBools, field, (*Query).Bool, parameters)
}

// by files the records under a value, for a page to cost the same however many there are.
func by[T any, V comparable](of *resource.Resource[T], compare func(a, b V) int, field func(*T) V, read func(*Query, string) *V, parameters []string) []Filter[T] {
	index := store.NewIndex(of.Table, compare, func(row *T) (V, bool) { return field(row), true })
	filters := make([]Filter[T], 0, len(parameters))
	for _, name := range parameters {
		filters = append(filters, Filter[T]{func(q *Query) *condition[T] {
			wanted := read(q, name)
			if wanted == nil {
				return nil
			}
			return &condition[T]{
				count: func(tx *store.Tx) int { return index.Of(tx, *wanted).Len() },
				rows: func(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[T]] {
					return index.Backward(tx, *wanted, below)
				},
				matches: func(row *T) bool { return field(row) == *wanted },
			}
		}})
	}
	return filters
}

func compareBools(a, b bool) int { return cmp.Compare(oneIf(a), oneIf(b)) }

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}
