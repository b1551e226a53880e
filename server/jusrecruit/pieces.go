package jusrecruit

import (
	"encoding/binary"

	"mockserver/server/provider"
)

// document builds the bytes that a row keeps: one JSON object in pieces, each behind its length. Between two pieces
// belongs what other rows say, filled in when the document is read, so that it is never out of date.
type document struct {
	bytes []byte
	start int // of the piece being built
}

const lengthSize = 4 // bytes in front of a piece

func newDocument() *document {
	d := new(document)
	d.begin()
	d.bytes = append(d.bytes, '{')
	return d
}

// members appends those of an encoded struct.
func (d *document) members(of any) {
	encoded := provider.JSON(of)
	d.separate()
	d.bytes = append(d.bytes, encoded[1:len(encoded)-1]...)
}

// gap appends a member whose value is filled in.
func (d *document) gap(member string) {
	d.member(member)
	d.cut()
}

// objects appends a member that lists so many objects; each appends the members of one.
func (d *document) objects(member string, count int, each func(number int)) {
	d.member(member)
	d.bytes = append(d.bytes, '[')
	for i := range count {
		d.separate()
		d.object(func() { each(i) })
	}
	d.bytes = append(d.bytes, ']')
}

// object appends an object as the value of a member or list.
func (d *document) object(members func()) {
	d.bytes = append(d.bytes, '{')
	members()
	d.bytes = append(d.bytes, '}')
}

func (d *document) member(name string) {
	d.separate()
	d.bytes = append(append(append(d.bytes, '"'), name...), `":`...)
}

// separate puts a comma behind what came before, unless it opened an object or a list.
func (d *document) separate() {
	if last := d.bytes[len(d.bytes)-1]; len(d.bytes) == d.start || last != '{' && last != '[' {
		d.bytes = append(d.bytes, ',')
	}
}

// cut ends a piece and begins the next.
func (d *document) cut() {
	d.end()
	d.begin()
}

func (d *document) begin() {
	d.bytes = append(d.bytes, make([]byte, lengthSize)...)
	d.start = len(d.bytes)
}

func (d *document) end() {
	binary.LittleEndian.PutUint32(d.bytes[d.start-lengthSize:], uint32(len(d.bytes)-d.start)) //nolint:gosec // no document has 4 GiB
}

// kept closes the object.
func (d *document) kept() []byte {
	d.bytes = append(d.bytes, '}')
	d.end()
	return compact(d.bytes)
}

// next takes the first piece from kept bytes.
func next(kept []byte) (piece, rest []byte) {
	end := lengthSize + int(binary.LittleEndian.Uint32(kept))
	return kept[lengthSize:end:end], kept[end:]
}
