package teamtailor

import (
	"slices"
	"sort"

	"mockserver/store"
)

// merged is the rows of several spans, each in the order of ids, of which only those that match count. How many these
// are is known without looking at them. Where all match, any page is found by position; else the rows between it and
// the nearer end must be walked, so that a page in the middle costs in proportion to the spans.
type merged struct {
	spans []store.Span[Record]
	tests func(*Record) bool // nil: all match
	count int
}

func (m *merged) size() int { return m.count }

// cursor walks one span a stretch at a time.
type cursor struct {
	span  *store.Span[Record]
	taken int
	ahead []*row
}

// readAhead is how many rows a cursor reads at once.
const readAhead = 32

// next is the row that the cursor stands at, nil behind the last.
func (c *cursor) next(backward bool) *row {
	if len(c.ahead) == 0 && c.taken < c.span.Len() {
		walk := c.span.Forward
		if backward {
			walk = c.span.Backward
		}
		c.ahead = c.ahead[:0]
		for one := range walk(c.taken) {
			if c.ahead = append(c.ahead, one); len(c.ahead) == readAhead {
				break
			}
		}
		c.taken += len(c.ahead)
	}
	if len(c.ahead) == 0 {
		return nil
	}
	return c.ahead[0]
}

// page is at most so many of the rows behind the first few, read from the nearer end.
func (m *merged) page(skip, most int, backward bool) []*row {
	most = min(most, m.count-min(skip, m.count))
	if behind := m.count - skip - most; most > 0 && behind < skip {
		page := m.read(behind, most, !backward)
		slices.Reverse(page)
		return page
	}
	return m.read(skip, most, backward)
}

// read is so many of the rows behind the first few; both are there.
func (m *merged) read(skip, most int, backward bool) []*row {
	if most <= 0 {
		return nil
	}
	if m.tests == nil && len(m.spans) == 1 {
		one := selection{spans: m.spans, backward: backward}
		return one.page(skip, most)
	}
	cursors := make([]cursor, len(m.spans))
	for i := range m.spans {
		cursors[i].span = &m.spans[i]
	}
	if m.tests == nil && skip > 0 {
		m.advance(cursors, skip, backward)
		skip = 0
	}
	page := make([]*row, 0, most)
	for len(page) < most {
		one := nearest(cursors, backward)
		switch {
		case one == nil:
			return page
		case m.tests != nil && !m.tests(&one.Value):
		case skip > 0:
			skip--
		default:
			page = append(page, one)
		}
	}
	return page
}

// advance moves the cursors behind the first few rows of all spans together.
func (m *merged) advance(cursors []cursor, skip int, backward bool) {
	if !backward {
		for i, place := range m.places(skip) {
			cursors[i].taken = place
		}
		return
	}
	for i, place := range m.places(m.count - skip) {
		cursors[i].taken = m.spans[i].Len() - place
	}
}

// places is how many of the first few rows, in the order of ids, each span holds. It narrows the ids between the spans'
// ends, in turn by a guess and by halving, until just so many lie below.
func (m *merged) places(first int) []int {
	low, high := make([]int, len(m.spans)), make([]int, len(m.spans))
	below, above := int64(0), int64(0)
	for i := range m.spans {
		if high[i] = m.spans[i].Len(); high[i] > 0 {
			above = max(above, idAt(&m.spans[i], high[i]-1)+1)
		}
	}
	if total(high) <= first {
		return high
	}
	for halve := false; total(low) < first; halve = !halve {
		middle := below + (above-below)/2
		if !halve { // mostly the ids are dense, and the guess is a good one
			middle = below + max(1, int64(float64(above-below)*float64(first-total(low))/float64(total(high)-total(low))))
			middle = min(middle, above-1)
		}
		places := make([]int, len(m.spans))
		for i := range m.spans {
			places[i] = low[i] + sort.Search(high[i]-low[i], func(n int) bool { return idAt(&m.spans[i], low[i]+n) >= middle })
		}
		if total(places) <= first {
			low, below = places, middle
		} else {
			high, above = places, middle
		}
	}
	return low
}

func total(counts []int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

// idAt is the id of the row at a place that is in the span.
func idAt(span *store.Span[Record], place int) int64 {
	for one := range span.Forward(place) {
		return one.Value.ID
	}
	panic("teamtailor: no such place in the span")
}

// nearest takes the row with the next id of all cursors.
func nearest(cursors []cursor, backward bool) *row {
	var from *cursor
	var found *row
	for i := range cursors {
		one := cursors[i].next(backward)
		if one != nil && (found == nil || (one.Value.ID < found.Value.ID) != backward) {
			from, found = &cursors[i], one
		}
	}
	if from != nil {
		from.ahead = from.ahead[1:]
	}
	return found
}
