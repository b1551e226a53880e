package plain

import (
	"encoding/binary"
	"slices"

	"mockserver/server/resource"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

// Documents prints the records of a resource. Each row keeps the bytes of its own members; what a document says of other
// rows is joined when it is read, so it is never out of date.
type Documents[T any] struct {
	of     *resource.Resource[T]
	fields []*schema.Field // that documents print, in order
	cuts   []int           // the fields before which a view leaves the kept bytes, ascending
}

// NewDocuments has the rows of a resource keep what documents print of them.
func NewDocuments[T any](of *resource.Resource[T]) *Documents[T] {
	d := &Documents[T]{of: of}
	for _, f := range of.Fields.All() {
		if !f.Hidden {
			d.fields = append(d.fields, f)
		}
	}
	of.Keep(d.keep)
	return d
}

// cutSize is the bytes before the members that say where one cut is.
const cutSize = 4

// keep encodes the members of a row, each with a comma before it, after the places of the cuts.
func (d *Documents[T]) keep(row *T) []byte {
	kept := make([]byte, cutSize*len(d.cuts), 256)
	from := 0
	for i, cut := range append(slices.Clone(d.cuts), len(d.fields)) {
		kept = d.of.Fields.Append(kept, row, d.fields[from:cut])
		if i < len(d.cuts) {
			binary.LittleEndian.PutUint32(kept[cutSize*i:], uint32(len(kept))) //nolint:gosec // no document has 4 GiB
		}
		from = cut
	}
	return slices.Clone(kept) // without spare room
}

// place finds where the members from a field on begin.
func (d *Documents[T]) place(kept []byte, field int) int {
	switch field {
	case 0:
		return cutSize * len(d.cuts)
	case len(d.fields):
		return len(kept)
	}
	cut, _ := slices.BinarySearch(d.cuts, field)
	return int(binary.LittleEndian.Uint32(kept[cutSize*cut:]))
}

// cut makes the kept bytes of every row say where a field begins. It is for wiring: rows keep no bytes yet.
func (d *Documents[T]) cut(field int) {
	if at, known := slices.BinarySearch(d.cuts, field); !known && field > 0 && field < len(d.fields) {
		d.cuts = slices.Insert(d.cuts, at, field)
	}
}

// index finds a printed field by name. A name that is none is a mistake of the program.
func (d *Documents[T]) index(name string) int {
	at := slices.Index(d.fields, d.of.Fields.Must(name))
	if at < 0 {
		panic("plain: the field " + name + " of " + d.of.Name + " is hidden")
	}
	return at
}

// Part is some members of a document: own ones from the kept bytes, or joined ones.
type Part[T any] struct {
	from, to int // of the printed fields
	join     Join[T]
	text     string // the same in every document
}

// Join writes members of a document that depend on other rows, each with a comma before it.
type Join[T any] func(tx *store.Tx, dst []byte, row *T) []byte

// All are all members of the row's own.
func (d *Documents[T]) All() Part[T] { return Part[T]{to: len(d.fields)} }

// Own are the members from one field to another, both included.
func (d *Documents[T]) Own(first, last string) Part[T] {
	return Part[T]{from: d.index(first), to: d.index(last) + 1}
}

// Joined are members that depend on other rows, or are hidden fields printed in a way of their own.
func (d *Documents[T]) Joined(join Join[T]) Part[T] { return Part[T]{join: join} }

// Text is members that are the same in every document, each with a comma before it.
func (d *Documents[T]) Text(members string) Part[T] { return Part[T]{text: members} }

// View is one way to print the records of a resource.
type View[T any] struct {
	documents *Documents[T]
	parts     []Part[T]
}

// View declares a way to print the records. It begins with members of the row's own, the first of which is always printed.
func (d *Documents[T]) View(parts ...Part[T]) *View[T] {
	for _, p := range parts {
		d.cut(p.from)
		d.cut(p.to)
	}
	return &View[T]{d, parts}
}

// Append prints a row.
func (v *View[T]) Append(tx *store.Tx, dst []byte, row *store.Row[T]) []byte {
	return v.append(tx, dst, &row.Value, row.Kept())
}

// AppendID prints the record with an id, an empty object when there is none.
func (v *View[T]) AppendID(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	if row, ok := v.documents.of.Get(tx, id); ok {
		return v.append(tx, dst, &row.Value, row.Kept())
	}
	return append(dst, "{}"...)
}

// AppendValue prints a record that stands in no table.
func (v *View[T]) AppendValue(tx *store.Tx, dst []byte, value *T) []byte {
	return v.append(tx, dst, value, v.documents.keep(value))
}

func (v *View[T]) append(tx *store.Tx, dst []byte, row *T, kept []byte) []byte {
	start, d := len(dst), v.documents
	for i := range v.parts {
		switch p := &v.parts[i]; {
		case p.join != nil:
			dst = p.join(tx, dst, row)
		case p.text != "":
			dst = append(dst, p.text...)
		case p.from == 0 && p.to == len(d.fields):
			dst = append(dst, kept[cutSize*len(d.cuts):]...)
		default:
			dst = append(dst, kept[d.place(kept, p.from):d.place(kept, p.to)]...)
		}
	}
	dst[start] = '{' // in place of the first comma
	return append(dst, '}')
}

// Nested prints the record that another one points at, as a member of that one's document: an empty object when there
// is none.
func Nested[T, U any](name string, view *View[U], id func(*T) store.ObjectID) Join[T] {
	member := `,"` + name + `":`
	return func(tx *store.Tx, dst []byte, row *T) []byte {
		return view.AppendID(tx, append(dst, member...), id(row))
	}
}
