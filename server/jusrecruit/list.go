package jusrecruit

import (
	"math"

	"mockserver/store"
)

// page is which part of a list is asked for.
type page struct {
	number, limit int
	endsBefore    bool // see provider.Request.EndsBefore
	matchesNone   bool // a filter of the list names no object
}

// of is how many of so many rows the list has: none when a filter names no object, and when a fault wants it so those before
// the page.
func (p page) of(total int) int {
	switch {
	case p.matchesNone:
		return 0
	case p.endsBefore:
		return min(total, p.skip())
	default:
		return total
	}
}

// skip is how many rows stand before the page.
func (p page) skip() int {
	if p.number > math.MaxInt/p.limit {
		return math.MaxInt
	}
	return (p.number - 1) * p.limit
}

// condition is one filter of a list: the rows that an index has for it, if any does, and the test of one row, which may be
// nil when another condition tests as much.
type condition[T any] struct {
	span    *store.Span[T]
	matches func(*T) bool
}

// selection is the rows of a list, newest last: those of a span that meet all tests.
type selection[T any] struct {
	span  store.Span[T]
	tests []func(*T) bool
}

// narrow selects the rows that meet all conditions, from the shortest span that an index offers.
func narrow[T any](all store.Span[T], conditions []condition[T]) selection[T] {
	s, best := selection[T]{span: all}, -1
	for i, c := range conditions {
		if c.span != nil && (best < 0 || c.span.Len() < s.span.Len()) {
			s.span, best = *c.span, i
		}
	}
	for i, c := range conditions {
		if i != best && c.matches != nil {
			s.tests = append(s.tests, c.matches)
		}
	}
	return s
}

func (s *selection[T]) meets(value *T) bool {
	for _, test := range s.tests {
		if !test(value) {
			return false
		}
	}
	return true
}

// rows finds the rows of one page, newest first, and how many there are in all. It walks the page alone, or the whole
// span where rows must be tested.
func (s *selection[T]) rows(p page) (rows []*store.Row[T], total int) {
	rows = make([]*store.Row[T], 0, p.limit)
	if len(s.tests) > 0 {
		return s.tested(p, rows)
	}
	for row := range s.span.Backward(p.skip()) {
		if rows = append(rows, row); len(rows) == p.limit {
			break
		}
	}
	return rows, s.span.Len()
}

func (s *selection[T]) tested(p page, rows []*store.Row[T]) (_ []*store.Row[T], total int) {
	for row := range s.span.Backward(0) {
		if !s.meets(&row.Value) {
			continue
		}
		if total >= p.skip() && len(rows) < p.limit {
			rows = append(rows, row)
		}
		total++
	}
	return rows, total
}

// appendPage writes one page of a selection with the pagination behind it.
func appendPage[T any](dst []byte, p page, s selection[T], write func(dst []byte, row *store.Row[T]) []byte) []byte {
	rows, total := s.rows(p)
	if total = p.of(total); p.endsBefore || p.matchesNone {
		rows = nil
	}
	dst = append(dst, '[')
	for i, row := range rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = write(dst, row)
	}
	return appendPagination(append(dst, ']'), p, total)
}
