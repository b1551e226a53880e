package jusrecruit

import (
	"bytes"
	"slices"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// instant is a time of the API: Unix milliseconds, printed as ISO-8601 in UTC with milliseconds (inferred).
type instant int64

func instantOf(t time.Time) instant { return instant(t.UnixMilli()) }

// instantOrNull is nil for the zero time.
func instantOrNull(t time.Time) *instant {
	if t.IsZero() {
		return nil
	}
	i := instantOf(t)
	return &i
}

func (i instant) time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// MarshalText prints the time; it never fails.
func (i instant) MarshalText() ([]byte, error) {
	return i.time().AppendFormat(nil, "2006-01-02T15:04:05.000Z"), nil
}

// optional is a text that prints as null when it is empty.
type optional string

// MarshalJSON prints the text; it never fails.
func (o optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return provider.JSON(string(o)), nil
}

// reference is an id that prints as null when it is none.
type reference store.ObjectID

// MarshalJSON prints the id; it never fails.
func (r reference) MarshalJSON() ([]byte, error) {
	if id := store.ObjectID(r); !id.IsZero() {
		return provider.JSON(id), nil
	}
	return []byte("null"), nil
}

// list prints as [] when it is empty.
func list(items []string) []string {
	if items == nil {
		return []string{}
	}
	return items
}

// hole stands in kept bytes where something belongs that other rows say, so that what is read is never out of date. No
// JSON has this byte.
const hole = 0

// document builds kept bytes: pieces of one object and the holes between them.
type document struct{ bytes []byte }

// piece appends the members of an encoded struct.
func (d *document) piece(members any) {
	encoded := provider.JSON(members)
	d.separate()
	d.bytes = append(d.bytes, encoded[1:len(encoded)-1]...)
}

// gap appends a member whose value is filled in when the document is read.
func (d *document) gap(member string) {
	d.separate()
	d.bytes = append(append(append(d.bytes, '"'), member...), `":`...)
	d.hole()
}

func (d *document) hole() { d.bytes = append(d.bytes, hole) }

// array appends a member that lists encoded objects.
func (d *document) array(member string, items [][]byte) {
	d.separate()
	d.bytes = append(append(append(d.bytes, '"'), member...), `":[`...)
	d.bytes = append(append(d.bytes, bytes.Join(items, []byte{','})...), ']')
}

// separate opens the object, or puts the comma behind its last member.
func (d *document) separate() {
	if len(d.bytes) == 0 {
		d.bytes = append(d.bytes, '{')
		return
	}
	d.bytes = append(d.bytes, ',')
}

// kept ends the object.
func (d *document) kept() []byte { return compact(append(d.bytes, '}')) }

// compact copies bytes to be kept, without spare room.
func compact(encoded []byte) []byte { return slices.Clip(bytes.Clone(encoded)) }

// next cuts kept bytes at their first hole.
func next(kept []byte) (piece, rest []byte) {
	if i := bytes.IndexByte(kept, hole); i >= 0 {
		return kept[:i], kept[i+1:]
	}
	return kept, nil
}
