package huntr

import (
	"bytes"
	"slices"

	"mockserver/server/provider"
)

// keep encodes a row's own fields once, without the closing brace: what the document says of other rows is joined
// from their own kept bytes when it is read, so it is never out of date.
func keep(row any) []byte {
	encoded := provider.JSON(row)
	return slices.Clip(bytes.Clone(encoded[:len(encoded)-1])) // without the encoder's spare room
}

// appendListName appends a board's list as a member of an object that has members already.
func appendListName(dst []byte, member, name string) []byte {
	dst = append(append(append(dst, `,"`...), member...), `":{"name":`...)
	return append(provider.AppendString(dst, name), '}')
}
