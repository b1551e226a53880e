package teamtailor

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"mockserver/store"
)

// disorder counts, of one column with a time range, the records that stand right behind one with a later time. Where
// there are none, the order of the times is that of the ids, as it is for records made one after the other.
type disorder struct {
	column column
	count  int
}

// watchDisorder keeps the counts of a resource's columns that have a range.
func (r *resource) watchDisorder(schema *store.Schema) {
	var ranged []column
	for _, f := range r.filters {
		if f.ranged {
			ranged = append(ranged, r.mustColumn(cmp.Or(f.column, f.name)))
		}
	}
	if ranged == nil {
		return
	}
	byColumn := func(a, b column) int { return cmp.Compare(a.n, b.n) }
	r.disorder = store.NewTable(schema, "teamtailor."+r.name+".disorder", byColumn, func(d *disorder) column { return d.column }).Derived()
	r.table.Watch(func(tx *store.Tx, before, after *Record) { r.countDisorder(tx, ranged, before, after) })
}

// countDisorder follows a record that was written.
func (r *resource) countDisorder(tx *store.Tx, ranged []column, before, after *Record) {
	moved := func(c column) bool {
		return before == nil || after == nil || r.timeless(c, before) != r.timeless(c, after)
	}
	if !slices.ContainsFunc(ranged, moved) {
		return
	}
	around := r.neighbours(tx, cmp.Or(before, after).ID)
	for _, c := range ranged {
		if by := r.contradictions(c, around, after) - r.contradictions(c, around, before); by != 0 {
			r.disorder.Put(tx, disorder{c, r.disorderOf(tx, c) + by})
		}
	}
}

// disorderOf is the count of a column.
func (r *resource) disorderOf(tx *store.Tx, c column) int {
	if found, ok := r.disorder.Get(tx, c); ok {
		return found.Value.count
	}
	return 0
}

// timeless is a record's key in a column that does not depend on the time.
func (r *resource) timeless(c column, record *Record) key { return r.key(c, record, time.Time{}) }

// neighbours are the records before and behind an id, nil for none.
type neighbours struct{ before, behind *Record }

func (r *resource) neighbours(tx *store.Tx, id int64) *neighbours {
	around := new(neighbours)
	for one := range r.table.Backward(tx, &id) {
		around.before = &one.Value
		break
	}
	for last := range r.table.Backward(tx, nil) {
		if last.Value.ID <= id {
			return around // most records come behind all others
		}
		break
	}
	all := r.table.All(tx)
	place := sort.Search(all.Len(), func(i int) bool { return idAt(&all, i) > id })
	for one := range all.Forward(place) {
		around.behind = &one.Value
		break
	}
	return around
}

// contradictions counts the steps against the order of ids from neighbour to neighbour over the record between them,
// which may be nil.
func (r *resource) contradictions(c column, around *neighbours, between *Record) int {
	if between == nil {
		return r.contradict(c, around.before, around.behind)
	}
	return r.contradict(c, around.before, between) + r.contradict(c, between, around.behind)
}

func (r *resource) contradict(c column, first, second *Record) int {
	if first == nil || second == nil || compareKeys(r.timeless(c, first), r.timeless(c, second)) <= 0 {
		return 0
	}
	return 1
}
