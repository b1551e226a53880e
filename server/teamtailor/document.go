package teamtailor

import (
	"math"
	"strconv"
	"time"

	"mockserver/store"
)

// row is one record with its kept bytes.
type row = store.Row[Record]

// document is one success document being written, in one transaction.
type document struct {
	*Teamtailor
	tx     *store.Tx
	now    time.Time
	scope  Scope
	base   string // scheme and host in front of all paths
	fields map[*resource]fieldset
	latest *shape // most objects are of the same one
	compound
}

// shape finds or makes the layout of a type's objects.
func (d *document) shape(res *resource, included mask) *shape {
	if d.latest != nil && d.latest.res == res && d.latest.included == included {
		return d.latest
	}
	fields, named := d.fields[res]
	if !named {
		fields = res.everything
	}
	d.latest = d.shapes.of(shapeKey{res, fields, included})
	return d.latest
}

// appendOne writes a document of one resource, or of none.
func (d *document) appendOne(dst []byte, res *resource, one *row, include *branch) []byte {
	dst = append(dst, `{"data":`...)
	if one == nil {
		return append(dst, "null}"...)
	}
	included := d.reachAll(res, []*row{one}, include)
	dst = d.appendObject(dst, d.shape(res, included[0]), one)
	return append(d.appendIncluded(dst), '}')
}

// appendMany writes a document of a page of resources, with what stands behind them: included, meta, links.
func (d *document) appendMany(dst []byte, res *resource, rows []*row, include *branch, page *page) []byte {
	dst = append(dst, `{"data":[`...)
	included := d.reachAll(res, rows, include)
	for i, one := range rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = d.appendObject(dst, d.shape(res, included[i]), one)
	}
	dst = d.appendIncluded(append(dst, ']'))
	return append(page.append(dst, d.base), '}')
}

// appendLinkage writes what a relationship points at: type before id, as the library does.
func (d *document) appendLinkage(dst []byte, res *resource, relation int, from *row) []byte {
	rel := &res.relations[relation]
	if !rel.many {
		target := d.one(res, relation, &from.Value)
		if target == nil {
			return append(dst, "null"...)
		}
		return appendIdentifier(dst, rel.to, target.Value.ID)
	}
	dst = append(dst, '[')
	for i, target := range d.related(res, relation, &from.Value).all() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendIdentifier(dst, rel.to, target.Value.ID)
	}
	return append(dst, ']')
}

func appendIdentifier(dst []byte, res *resource, id int64) []byte {
	dst = append(append(append(dst, `{"type":"`...), res.name...), `","id":"`...)
	return append(strconv.AppendInt(dst, id, 10), `"}`...)
}

// page is one page of a list: what meta and links tell of it.
type page struct {
	path         string
	before, rest string // the echoed parameters in front of page and behind it
	number, size int
	count        int
}

func (p *page) pages() int { return (p.count + p.size - 1) / p.size }

// skip is how many rows stand in front of the page.
func (p *page) skip() int {
	if p.number-1 > math.MaxInt/p.size-1 {
		return math.MaxInt
	}
	return (p.number - 1) * p.size
}

// append writes meta and links: first and last always, prev and next where there is one.
func (p *page) append(dst []byte, base string) []byte {
	dst = strconv.AppendInt(append(dst, `,"meta":{"record-count":`...), int64(p.count), 10)
	dst = strconv.AppendInt(append(dst, `,"page-count":`...), int64(p.pages()), 10)
	dst = p.appendLink(append(dst, `},"links":{`...), "first", base, 1)
	if p.number > 1 {
		dst = p.appendLink(append(dst, ','), "prev", base, p.number-1)
	}
	if p.number < p.pages() {
		dst = p.appendLink(append(dst, ','), "next", base, p.number+1)
	}
	dst = p.appendLink(append(dst, ','), "last", base, max(p.pages(), 1))
	return append(dst, '}')
}

func (p *page) appendLink(dst []byte, name, base string, number int) []byte {
	dst = append(appendName(dst, name, true), '"')
	dst = append(append(append(dst, base...), p.path...), '?')
	dst = append(append(dst, p.before...), "page%5Bnumber%5D="...)
	dst = strconv.AppendInt(dst, int64(number), 10)
	dst = strconv.AppendInt(append(dst, "&page%5Bsize%5D="...), int64(p.size), 10)
	return append(append(dst, p.rest...), '"')
}
