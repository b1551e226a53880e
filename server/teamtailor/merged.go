package teamtailor

import "mockserver/store"

// merged is the rows of several spans, each in the order of ids, of which only those that match count. How many these
// are is known without looking at them; to start in the middle, the rows in front must be walked.
type merged struct {
	spans []store.Span[Record]
	tests func(*Record) bool
	count int
}

// cursor walks one span a stretch at a time.
type cursor struct {
	span  *store.Span[Record]
	taken int
	ahead []*row
}

// stretch is how many rows a cursor reads at once.
const stretch = 32

// next is the row that the cursor stands at, nil behind the last.
func (c *cursor) next(backward bool) *row {
	if len(c.ahead) == 0 && c.taken < c.span.Len() {
		walk := c.span.Forward
		if backward {
			walk = c.span.Backward
		}
		for one := range walk(c.taken) {
			if c.ahead = append(c.ahead, one); len(c.ahead) == stretch {
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

// page is at most so many of the rows behind the first few.
func (m *merged) page(skip, most int, backward bool) []*row {
	cursors := make([]cursor, len(m.spans))
	for i := range m.spans {
		cursors[i].span = &m.spans[i]
	}
	page := make([]*row, 0, min(most, max(m.count-skip, 0)))
	for len(page) < cap(page) {
		one := nearest(cursors, backward)
		switch {
		case one == nil:
			return page
		case !m.tests(&one.Value):
		case skip > 0:
			skip--
		default:
			page = append(page, one)
		}
	}
	return page
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
