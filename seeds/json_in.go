package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
)

// fromJSON turns JSON into the part of it that is YAML, and leaves everything else as it is: tabs between values
// become spaces, and texts lose the escapes that only JSON has. Lines stay where they are.
func fromJSON(text []byte) []byte {
	if !json.Valid(text) {
		return text
	}
	plain := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\t':
			plain = append(plain, ' ')
		case '"':
			end := endOfString(text, i)
			plain = appendYAMLString(plain, text[i:end])
			i = end - 1
		case ':', ',':
			plain = append(plain, text[i], ' ')
		default:
			plain = append(plain, text[i])
		}
	}
	return plain
}

// endOfString finds the place behind the string that begins at a quotation mark.
func endOfString(text []byte, at int) int {
	for at++; text[at] != '"'; at++ {
		if text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// appendYAMLString writes a JSON string as YAML reads it: the two differ in escapes and line breaks.
func appendYAMLString(dst, quoted []byte) []byte {
	if !bytes.ContainsFunc(quoted, func(r rune) bool { return r == '\\' || r > '~' }) {
		return append(dst, quoted...)
	}
	var value string
	if json.Unmarshal(quoted, &value) != nil {
		return append(dst, quoted...)
	}
	dst = append(dst, '"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case !unicode.IsPrint(r):
			dst = fmt.Appendf(dst, "\\U%08x", r)
		default:
			dst = append(dst, string(r)...)
		}
	}
	return append(dst, '"')
}
