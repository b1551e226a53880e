package teamtailor

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"mockserver/store"
)

// selection is some rows of one type in order, counted, of which any page can be had.
type selection struct {
	spans    []store.Span[Record] // one behind the other
	backward bool                 // all spans from their ends, the last one first
	rows     []*row               // instead of spans, when the rows had to be gathered
	extra    []*row               // a few rows between those of a single span in the order of ids, in that order
}

// size counts the rows.
func (s *selection) size() int {
	size := len(s.rows) + len(s.extra)
	for i := range s.spans {
		size += s.spans[i].Len()
	}
	return size
}

// page is at most so many rows behind the first few.
func (s *selection) page(skip, most int) []*row {
	if len(s.extra) > 0 {
		return s.pageWithExtra(skip, most)
	}
	if s.spans == nil {
		skip = min(skip, len(s.rows))
		return s.rows[skip:min(skip+most, len(s.rows))]
	}
	page := make([]*row, 0, min(most, max(s.size()-skip, 0)))
	for i := range s.spans {
		span := &s.spans[i]
		walk := span.Forward
		if s.backward {
			span = &s.spans[len(s.spans)-1-i]
			walk = span.Backward
		}
		if skip >= span.Len() {
			skip -= span.Len()
			continue
		}
		for one := range walk(skip) {
			if len(page) == most {
				return page
			}
			page = append(page, one)
		}
		skip = 0
	}
	return page
}

// pageWithExtra is a page of a span and the rows that belong between its own.
func (s *selection) pageWithExtra(skip, most int) []*row {
	span, size := &s.spans[0], s.size()
	skip = min(skip, size)
	most = min(most, size-skip)
	if s.backward {
		skip = size - skip - most
	}
	before := sort.Search(len(s.extra), func(i int) bool { return rank(span, s.extra[i].Value.ID)+i >= skip })
	extra, page := s.extra[before:], make([]*row, 0, most)
	take := func(one *row) bool {
		page = append(page, one)
		return len(page) < most
	}
	for one := range span.Forward(skip - before) {
		for len(extra) > 0 && len(page) < most && extra[0].Value.ID < one.Value.ID {
			take(extra[0])
			extra = extra[1:]
		}
		if len(page) == most || !take(one) {
			break
		}
	}
	page = append(page, extra[:min(most-len(page), len(extra))]...)
	if s.backward {
		slices.Reverse(page)
	}
	return page
}

// rank counts the rows of a span in the order of ids that stand before an id.
func rank(span *store.Span[Record], id int64) int {
	return sort.Search(span.Len(), func(i int) bool {
		for one := range span.Forward(i) {
			return one.Value.ID >= id
		}
		return true
	})
}

// all is every row.
func (s *selection) all() []*row { return s.page(0, s.size()) }

// condition narrows a selection. All rows that match are among its own, and when that is a single span or a list, they
// are nothing else.
type condition struct {
	spans     []store.Span[Record]
	rows      []*row             // instead of spans, in the order of ids
	extra     []*row             // beside a single span, see selection
	unordered bool               // spans are not in the order of ids
	tests     func(*Record) bool // tells of any record whether it matches
}

func (c *condition) size() int {
	among := selection{spans: c.spans, rows: c.rows, extra: c.extra}
	return among.size()
}

// sorting is one key of an order, its names resolved.
type sorting struct {
	via        *relation // nil: of the record itself
	viaColumn  column
	column     column
	descending bool
}

// choose selects the rows of a type that meet all conditions, in an order. A list without conditions in the order of
// an index, and a list with a single value of a filter in the order of ids, cost the same whatever their size; for the
// rest the rows of the narrowest condition are gathered and sorted.
func (d *document) choose(res *resource, conditions []condition, order []sorting) selection {
	ordered := isByID(order)
	switch {
	case len(conditions) == 0:
		if whole, ok := d.whole(res, order); ok {
			return whole
		}
		return d.gather(res, d.everyRow(res), nil, order)
	case ordered && len(conditions) == 1 && len(conditions[0].spans) == 1 && !conditions[0].unordered:
		return selection{spans: conditions[0].spans, extra: conditions[0].extra, backward: order[0].descending}
	case ordered && len(conditions) == 1 && conditions[0].spans == nil:
		rows := slices.Clone(conditions[0].rows)
		sortByID(rows, order[0].descending)
		return selection{rows: rows}
	}
	narrowest := slices.MinFunc(conditions, func(a, b condition) int { return cmp.Compare(a.size(), b.size()) })
	return d.gather(res, selection{spans: narrowest.spans, rows: narrowest.rows, extra: narrowest.extra}, conditions, order)
}

func isByID(order []sorting) bool {
	return len(order) == 1 && order[0].via == nil && order[0].column.of == theID
}

func sortByID(rows []*row, descending bool) {
	slices.SortFunc(rows, func(a, b *row) int { return directed(cmp.Compare(a.Value.ID, b.Value.ID), descending) })
}

func (d *document) everyRow(res *resource) selection {
	return selection{spans: []store.Span[Record]{res.table.All(d.tx)}}
}

// whole is all rows of a type in the order of its ids, of one indexed column, or of a related type's.
func (d *document) whole(res *resource, order []sorting) (selection, bool) {
	first := order[0]
	if len(order) > 1 {
		return selection{}, false
	}
	if first.via != nil {
		return d.wholeVia(res, first)
	}
	if first.column.of == theID {
		all := d.everyRow(res)
		all.backward = first.descending
		return all, true
	}
	if index := res.indexes[first.column]; index != nil && !res.derives(first.column) {
		return selection{spans: []store.Span[Record]{index.Between(d.tx, nil, nil)}, backward: first.descending}, true
	}
	return selection{}, false
}

// wholeVia is all rows in the order of a related type's column: for each of that type's rows those that point at it,
// then those that point at none. Where two of that type's rows stand at the same place, or one stands with those that
// point at none, their rows go by id together, and have to be sorted.
func (d *document) wholeVia(res *resource, by sorting) (selection, bool) {
	theirs, ours := by.via.to.indexes[by.column], res.indexes[by.viaColumn]
	if theirs == nil || ours == nil || by.descending {
		return selection{}, false
	}
	var spans []store.Span[Record]
	places := map[key]bool{noKey(): true}
	for target := range theirs.Between(d.tx, nil, nil).Forward(0) {
		place := by.via.to.key(by.column, &target.Value, d.now)
		if places[place] {
			return selection{}, false
		}
		places[place] = true
		spans = append(spans, ours.Of(d.tx, relationKey(target.Value.ID)))
	}
	return selection{spans: append(spans, ours.Of(d.tx, noKey()))}, true
}

// derives tells that a column follows from the time, so that no index knows it.
func (r *resource) derives(c column) bool {
	return c.of == anAttribute && r.attributes[c.n].derive != nil && r.attributes[c.n].printed()
}

// gather takes the rows that meet all conditions and sorts them.
func (d *document) gather(res *resource, from selection, conditions []condition, order []sorting) selection {
	type sortable struct {
		row  *row
		keys []key
	}
	rows := matching(from.all(), conditions)
	if isByID(order) {
		sortByID(rows, order[0].descending)
		return selection{rows: rows}
	}
	found := make([]sortable, 0, len(rows))
	for _, one := range rows {
		keys := make([]key, len(order))
		for i := range order {
			keys[i] = d.sortKey(res, &order[i], &one.Value)
		}
		found = append(found, sortable{one, keys})
	}
	slices.SortFunc(found, func(a, b sortable) int {
		for i := range order {
			if c := directed(compareKeys(a.keys[i], b.keys[i]), order[i].descending); c != 0 {
				return c
			}
		}
		return directed(cmp.Compare(a.row.Value.ID, b.row.Value.ID), order[len(order)-1].descending)
	})
	for i := range found {
		rows[i] = found[i].row
	}
	return selection{rows: rows}
}

// matching is the rows that meet all conditions.
func matching(rows []*row, conditions []condition) []*row {
	found := make([]*row, 0, len(rows))
	for _, one := range rows {
		if !slices.ContainsFunc(conditions, func(c condition) bool { return !c.tests(&one.Value) }) {
			found = append(found, one)
		}
	}
	return found
}

func directed(c int, descending bool) int {
	if descending {
		return -c
	}
	return c
}

func (d *document) sortKey(res *resource, by *sorting, record *Record) key {
	if by.via == nil {
		return res.key(by.column, record, d.now)
	}
	target, ok := by.via.to.table.Get(d.tx, record.One[by.viaColumn.n])
	if !ok {
		return noKey()
	}
	return by.via.to.key(by.column, &target.Value, d.now)
}

// sortings resolves an order of a type.
func (r *resource) sortings(order []criterion) []sorting {
	if len(order) == 0 {
		return []sorting{{descending: r.newestFirst}}
	}
	resolved := make([]sorting, len(order))
	for i, by := range order {
		resolved[i] = sorting{descending: by.descending}
		of := r
		if by.via != "" {
			resolved[i].viaColumn = r.mustColumn(by.via)
			resolved[i].via = &r.relations[resolved[i].viaColumn.n]
			of = resolved[i].via.to
		}
		resolved[i].column = of.mustColumn(by.name)
	}
	return resolved
}

// maxKeys is how many keys are looked up in an index, however few records there are.
const maxKeys = 64

// keyed is the condition that a column has one of some sorted keys. When a request names about as many keys as there
// are records, these are looked through instead of an index.
func (d *document) keyed(res *resource, c column, keys []key) condition {
	found := condition{tests: func(record *Record) bool {
		_, is := slices.BinarySearchFunc(keys, res.key(c, record, time.Time{}), compareKeys)
		return is
	}}
	if all := d.everyRow(res); len(keys) > maxKeys && len(keys) > all.size()/maxKeys {
		found.rows = matching(all.all(), []condition{found})
		return found
	}
	for _, k := range keys {
		if c.of == theID {
			if one, ok := res.table.Get(d.tx, k.number); ok {
				found.rows = append(found.rows, one)
			}
		} else if span := res.indexes[c].Of(d.tx, k); len(keys) == 1 || span.Len() > 0 {
			found.spans = append(found.spans, span)
		}
	}
	return found
}
