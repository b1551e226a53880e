package express

import "strings"

// jsonCharset returns the charset, in lower case and utf-8 when there is none, of a Content-Type that is
// application/json. A header that does not follow the grammar is of no type. Of a charset given twice the last counts.
func jsonCharset(header string) (charset string, ok bool) {
	kind, rest, more := strings.Cut(header, ";")
	if !strings.EqualFold(strings.Trim(kind, " "), "application/json") {
		return "", false
	}
	for more {
		var name, value string
		name, value, rest, ok = parameter(rest)
		if !ok {
			return "", false
		}
		if strings.EqualFold(name, "charset") {
			charset = strings.ToLower(value)
		}
		if rest, more = strings.CutPrefix(rest, ";"); !more && rest != "" {
			return "", false
		}
	}
	if charset == "" {
		charset = "utf-8"
	}
	return charset, true
}

// parameter takes `name=value` from the front of a text, with the blanks around its parts.
func parameter(text string) (name, value, rest string, ok bool) {
	name, rest = token(strings.TrimLeft(text, " "))
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), "=")
	if name == "" || !ok {
		return "", "", "", false
	}
	rest = strings.TrimLeft(rest, " ")
	if strings.HasPrefix(rest, `"`) {
		value, rest, ok = quoted(rest[1:])
	} else {
		value, rest = token(rest)
		ok = value != ""
	}
	return name, value, strings.TrimLeft(rest, " "), ok
}

// token takes the characters of a token from the front of a text.
func token(text string) (taken, rest string) {
	end := strings.IndexFunc(text, func(r rune) bool {
		letter, digit := 'a' <= r|0x20 && r|0x20 <= 'z', '0' <= r && r <= '9'
		return !letter && !digit && !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}

// quoted takes a quoted text whose first quote is gone, without its escapes.
func quoted(text string) (value, rest string, ok bool) {
	var plain []byte
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			return string(plain), text[i+1:], true
		case '\\':
			if i++; i == len(text) {
				return "", "", false
			}
		}
		plain = append(plain, text[i])
	}
	return "", "", false
}
