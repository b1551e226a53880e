package teamtailor

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"sync/atomic"
	"time"

	"mockserver/store"
)

// The sizes of what ranks looks at as one.
const (
	blockIDs    = 1 << 10 // ids in a block
	groupBlocks = 64      // blocks in a group
)

// ranks finds the pages of a range of times in the order of ids, which an index by time alone cannot: the ids are cut
// into blocks, and these into groups, and each keeps its times sorted, so that two searches tell how many of its rows
// are in the range. A page is reached by passing some groups, some blocks of one of them and some rows of one of these.
type ranks struct {
	res     *resource
	columns []column
	blocks  *store.Table[int64, stretch]
	groups  *store.Table[int64, stretch]
}

// stretch is a block or a group. What it keeps is made when it is first asked for, and given up when a row of the
// stretch is written: then there is a new stretch of that number, so that forks and rollbacks need no care.
type stretch struct {
	number int64
	kept   *keptTimes
}

// keptTimes is what a stretch keeps. Two readers may both make it: it comes out the same.
type keptTimes struct {
	rows    atomic.Pointer[[]*row]
	columns []struct {
		asked  atomic.Int32             // of a group without times
		byID   atomic.Pointer[[]moment] // of a block
		sorted atomic.Pointer[[]moment]
	}
}

// null is the time of a row that has none: behind all others, as in the index.
const null = moment(math.MaxInt64)

// watchRanges has a resource keep the ranks of its columns that have a range.
func (r *resource) watchRanges(schema *store.Schema) {
	k := &ranks{res: r}
	for _, f := range r.filters {
		if f.ranged {
			k.columns = append(k.columns, r.mustColumn(cmp.Or(f.column, f.name)))
		}
	}
	if k.columns == nil {
		return
	}
	number := func(s *stretch) int64 { return s.number }
	k.blocks = store.NewTable(schema, "teamtailor."+r.name+".blocks", cmp.Compare[int64], number).Derived()
	k.groups = store.NewTable(schema, "teamtailor."+r.name+".groups", cmp.Compare[int64], number).Derived()
	r.table.Watch(func(tx *store.Tx, before, after *Record) {
		block := cmp.Or(before, after).ID / blockIDs
		k.blocks.Put(tx, k.newStretch(block))
		k.groups.Put(tx, k.newStretch(block/groupBlocks))
	})
	r.ranks = k
}

func (k *ranks) newStretch(number int64) stretch {
	kept := new(keptTimes)
	kept.columns = make([]struct {
		asked  atomic.Int32
		byID   atomic.Pointer[[]moment]
		sorted atomic.Pointer[[]moment]
	}, len(k.columns))
	return stretch{number, kept}
}

// rowsOf are the rows of a block in the order of ids.
func (k *ranks) rowsOf(tx *store.Tx, block *stretch) []*row {
	if made := block.kept.rows.Load(); made != nil {
		return *made
	}
	all := k.res.table.All(tx)
	from := sort.Search(all.Len(), func(i int) bool { return idAt(&all, i) >= block.number*blockIDs })
	var rows []*row
	for one := range all.Forward(from) {
		if one.Value.ID/blockIDs != block.number {
			break
		}
		rows = append(rows, one)
	}
	block.kept.rows.Store(&rows)
	return rows
}

// timesOf are a column's times in a block, in the order of ids.
func (k *ranks) timesOf(tx *store.Tx, block *stretch, n int) []moment {
	kept := &block.kept.columns[n]
	if made := kept.byID.Load(); made != nil {
		return *made
	}
	rows := k.rowsOf(tx, block)
	times := make([]moment, len(rows))
	for i, one := range rows {
		times[i] = moment(k.res.key(k.columns[n], &one.Value, time.Time{}).number)
	}
	kept.byID.Store(&times)
	return times
}

// sortedIn are a column's times in a block, sorted.
func (k *ranks) sortedIn(tx *store.Tx, block *stretch, n int) []moment {
	kept := &block.kept.columns[n]
	if made := kept.sorted.Load(); made != nil {
		return *made
	}
	times := slices.Sorted(slices.Values(k.timesOf(tx, block, n)))
	kept.sorted.Store(&times)
	return times
}

// patience is how often a group's blocks are searched before its own times are sorted, which pays where more is read
// than written.
const patience = 4

// sortedInGroup are a column's times in a group, sorted; false as long as that is not worth it.
func (k *ranks) sortedInGroup(tx *store.Tx, group *stretch, n int) ([]moment, bool) {
	kept := &group.kept.columns[n]
	if made := kept.sorted.Load(); made != nil {
		return *made, true
	}
	if kept.asked.Add(1) <= patience {
		return nil, false
	}
	var times []moment
	for block := range k.blocksOf(tx, group) {
		times = append(times, k.sortedIn(tx, block, n)...)
	}
	slices.Sort(times)
	kept.sorted.Store(&times)
	return times, true
}

// blocksOf walks the blocks of a group that have rows.
func (k *ranks) blocksOf(tx *store.Tx, group *stretch) func(func(*stretch) bool) {
	return func(yield func(*stretch) bool) {
		for i := range int64(groupBlocks) {
			if block, ok := k.blocks.Get(tx, group.number*groupBlocks+i); ok && !yield(&block.Value) {
				return
			}
		}
	}
}
