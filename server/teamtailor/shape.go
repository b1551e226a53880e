package teamtailor

import (
	"strconv"
	"sync"
	"sync/atomic"
)

// mask is a set of attributes or relations, a bit each, by their place in the schema.
type mask [2]uint64

// maxFields is the greatest number of attributes, and of relations, that a resource may have.
const maxFields = 128

func (m *mask) has(i int) bool { return m[i/64]&(1<<(i%64)) != 0 }

func (m *mask) add(i int) { m[i/64] |= 1 << (i % 64) }

func (m *mask) empty() bool { return *m == mask{} }

// fieldset is what a request shows of a type. Attributes and relations are both fields.
type fieldset struct{ attributes, relations mask }

// everyField is the fieldset of a type when the request names none.
func (r *resource) everyField() fieldset {
	var all fieldset
	for i := range r.attributes {
		if r.attributes[i].printed() {
			all.attributes.add(i)
		}
	}
	for i := range r.relations {
		all.relations.add(i)
	}
	return all
}

// shape is how one request prints the objects of one type that have the same relations included: the bytes that all
// of them share, once, and what stands between. It is the whole knowledge of a resource object's layout.
type shape struct {
	shapeKey
	shared []byte
	pieces []piece
}

// shapeKey is what a shape follows from.
type shapeKey struct {
	res      *resource
	fields   fieldset
	included mask
}

// shapes keeps the shapes that requests need again and again. A client can ask for more fieldsets than can be kept, so
// a full keep starts again from nothing.
type shapes struct {
	kept  sync.Map // shapeKey → *shape
	count atomic.Int64
}

// maxShapes is how many shapes are kept, of some kilobytes each.
const maxShapes = 1000

// of finds or makes a shape.
func (s *shapes) of(k shapeKey) *shape {
	if found, ok := s.kept.Load(k); ok {
		return found.(*shape)
	}
	made := newShape(k)
	if s.count.Add(1) > maxShapes {
		s.kept.Clear()
		s.count.Store(1)
	}
	s.kept.Store(k, made)
	return made
}

// piece is a stretch of the shared bytes, up to an end, and what follows it.
type piece struct {
	end    int
	follow follow
	n      int // which attribute or relation
}

// follow is what stands behind shared bytes.
type follow int

const (
	nothing        follow = iota
	theRecordID           // its id
	theRecordURL          // base URL of the request, path and id
	theRecordLinks        // the links in front of self, from the kept bytes
	theKeptValues         // all attributes, from the kept bytes
	theValue              // the attribute n
	theLinkage            // the linkage of the relation n
)

// newShape lays out a type's objects: id, type, links, attributes, relationships (the order of the vendor's examples).
// Relationships have links; data only when the relation is included.
func newShape(k shapeKey) *shape {
	s := &shape{shapeKey: k}
	res := k.res
	s.then(`{"id":"`, theRecordID, 0)
	s.add(`","type":"`, res.name, `","links":{`)
	if res.links != nil {
		s.then("", theRecordLinks, 0)
	}
	s.then(`"self":"`, theRecordURL, 0)
	s.add(`"}`)
	s.addAttributes(k.fields.attributes)
	s.addRelations(k.fields.relations, k.included)
	s.then(`}`, nothing, 0)
	return s
}

func (s *shape) addAttributes(shown mask) {
	if shown.empty() {
		return
	}
	s.add(`,"attributes":{`)
	if shown == s.res.everything.attributes {
		s.then("", theKeptValues, 0)
		s.add(`}`)
		return
	}
	first := true
	for i := range s.res.attributes {
		if shown.has(i) {
			s.shared = appendName(s.shared, s.res.attributes[i].name, first)
			s.then("", theValue, i)
			first = false
		}
	}
	s.add(`}`)
}

func (s *shape) addRelations(shown, included mask) {
	if shown.empty() {
		return
	}
	s.add(`,"relationships":{`)
	first := true
	for i := range s.res.relations {
		if !shown.has(i) {
			continue
		}
		name := s.res.relations[i].name
		s.shared = appendName(s.shared, name, first)
		first = false
		s.then(`{"links":{"self":"`, theRecordURL, 0)
		s.add(`/relationships/`, name, `","related":"`)
		s.then("", theRecordURL, 0)
		s.add(`/`, name, `"}`)
		if included.has(i) {
			s.then(`,"data":`, theLinkage, i)
		}
		s.add(`}`)
	}
	s.add(`}`)
}

func (s *shape) add(texts ...string) {
	for _, text := range texts {
		s.shared = append(s.shared, text...)
	}
}

func (s *shape) then(text string, what follow, n int) {
	s.add(text)
	s.pieces = append(s.pieces, piece{len(s.shared), what, n})
}

// appendObject prints one record.
func (d *document) appendObject(dst []byte, s *shape, row *row) []byte {
	var digits [20]byte
	id, kept, from := strconv.AppendInt(digits[:0], row.Value.ID, 10), row.Kept(), 0
	var url []byte
	for _, p := range s.pieces {
		dst = append(dst, s.shared[from:p.end]...)
		from = p.end
		switch p.follow {
		case nothing:
		case theRecordID:
			dst = append(dst, id...)
		case theRecordURL:
			if url != nil {
				dst = append(dst, url...)
				continue
			}
			start := len(dst)
			dst = append(append(append(append(dst, d.base...), s.res.path...), '/'), id...)
			url = dst[start:] // most links of an object begin with it
		case theRecordLinks:
			var links []byte
			links, kept = nextChunk(kept)
			dst = d.appendLinks(dst, links)
		case theKeptValues:
			dst = d.appendKept(dst, s.res, kept, row)
		case theValue:
			dst = d.appendAttribute(dst, s.res, &row.Value, p.n, d.base)
		case theLinkage:
			dst = d.appendLinkage(dst, s.res, p.n, row)
		}
	}
	return dst
}

// appendKept joins the kept attributes and fills the gaps with what follows from the time.
func (d *document) appendKept(dst []byte, res *resource, kept []byte, row *row) []byte {
	var chunk []byte
	for i := range res.attributes {
		if a := &res.attributes[i]; a.gap() && a.printed() {
			chunk, kept = nextChunk(kept)
			dst = d.appendAttribute(append(dst, chunk...), res, &row.Value, i, d.base)
		}
	}
	chunk, _ = nextChunk(kept)
	return append(dst, chunk...)
}
