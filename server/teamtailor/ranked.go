package teamtailor

import (
	"slices"

	"mockserver/store"
)

// ranked is the rows whose time is in a range, in the order of ids.
type ranked struct {
	*ranks
	tx          *store.Tx
	column      int // of the ranks
	least, most moment
	span        store.Span[Record] // the same rows in the order of times
}

// few is up to how many rows are rather sorted than looked for.
const few = 256

func (k *ranked) size() int { return k.span.Len() }

// page is at most so many of the rows behind the first few.
func (k *ranked) page(skip, most int, backward bool) []*row {
	size := k.size()
	skip = min(skip, size)
	most = min(most, size-skip)
	if backward {
		skip = size - skip - most
	}
	var page []*row
	switch {
	case most == 0:
	case size <= few:
		rows := make([]*row, 0, size)
		for one := range k.span.Forward(0) {
			rows = append(rows, one)
		}
		sortByID(rows, false)
		page = rows[skip : skip+most]
	default:
		page = k.read(skip, most)
	}
	if backward {
		slices.Reverse(page)
	}
	return page
}

// read is so many of the rows behind the first few; all of them are there.
func (k *ranked) read(skip, most int) []*row {
	page := make([]*row, 0, most)
	groups := k.groups.All(k.tx)
	for group := range groups.Forward(0) {
		if times, ok := k.sortedInGroup(k.tx, &group.Value, k.column); ok {
			if n := k.among(times); n <= skip {
				skip -= n
				continue
			}
		}
		for block := range k.blocksOf(k.tx, &group.Value) {
			if n := k.among(k.sortedIn(k.tx, block, k.column)); n <= skip {
				skip -= n
				continue
			}
			if page = k.take(block, page, skip); len(page) == most {
				return page
			}
			skip = 0
		}
	}
	return page
}

// take fills a page from a block, without the first few that match.
func (k *ranked) take(block *stretch, page []*row, skip int) []*row {
	rows := k.rowsOf(k.tx, block)
	for i, at := range k.timesOf(k.tx, block, k.column) {
		switch {
		case at < k.least || at > k.most:
		case skip > 0:
			skip--
		case len(page) < cap(page):
			page = append(page, rows[i])
		default:
			return page
		}
	}
	return page
}

// among counts the times in the range among sorted ones.
func (k *ranked) among(sorted []moment) int {
	from, _ := slices.BinarySearch(sorted, k.least)
	to, _ := slices.BinarySearch(sorted, k.most+1)
	return max(0, to-from)
}
