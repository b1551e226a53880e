package huntr

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"mockserver/server/provider"
)

// keep encodes a row's own fields once, without the closing brace: what the document says of other rows is joined
// from their own kept bytes when it is read, so it is never out of date.
func keep(row any) []byte {
	encoded := provider.JSON(row)
	return slices.Clip(bytes.Clone(encoded[:len(encoded)-1])) // without the encoder's spare room
}

// appendString appends a JSON string.
func appendString(dst []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return append(dst, provider.JSON(text)...)
		}
	}
	return append(append(append(dst, '"'), text...), '"')
}

// appendListName appends a board's list as a member of an object that has members already.
func appendListName(dst []byte, member, name string) []byte {
	dst = append(append(append(dst, `,"`...), member...), `":{"name":`...)
	return append(appendString(dst, name), '}')
}
