package gate

import (
	"encoding/json"
	"slices"
)

// redacted is a text of JSON without the values of some members, wherever in it they stand. It need be no good JSON: a
// text that breaks off in such a value ends with it. Without such a member it is the text itself, not a copy.
func redacted(text []byte, members []string) []byte {
	if len(members) == 0 {
		return text
	}
	var out []byte
	kept := 0
	for at := 0; at < len(text); {
		if text[at] != '"' {
			at++
			continue
		}
		end := stringEnd(text, at)
		value := skipSpace(text, end)
		if value == len(text) || text[value] != ':' || !slices.Contains(members, unquote(text[at:end])) {
			at = end
			continue
		}
		value = skipSpace(text, value+1)
		out = append(append(out, text[kept:value]...), `"[REDACTED]"`...)
		at = valueEnd(text, value)
		kept = at
	}
	if kept == 0 {
		return text
	}
	return append(out, text[kept:]...)
}

// stringEnd is behind the closing quote of the string that begins at a place.
func stringEnd(text []byte, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(text)
}

// valueEnd is behind a value: a string, a whole object or list, or what else there is.
func valueEnd(text []byte, at int) int {
	depth := 0
	for at < len(text) {
		switch text[at] {
		case '"':
			at = stringEnd(text, at)
			if depth == 0 {
				return at
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return at
			}
			if depth == 0 {
				return at + 1
			}
		case ',':
			if depth == 0 {
				return at
			}
		}
		at++
	}
	return at
}

func skipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

func unquote(quoted []byte) string {
	var name string
	_ = json.Unmarshal(quoted, &name) // what is no string names nothing
	return name
}
