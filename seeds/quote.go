package seeds

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// isPlain tells whether every YAML reader takes a text for itself without quotes, also between braces: words of a few
// harmless characters that begin with a letter and are no boolean or null in any version of YAML.
func isPlain(text string) bool {
	if text == "" || !isLetter(text[0]) || text[len(text)-1] == ' ' {
		return false
	}
	for i := range len(text) {
		if c := text[i]; !isLetter(c) && (c < '0' || c > '9') && strings.IndexByte(" _./@+-", c) < 0 {
			return false
		}
	}
	if len(text) > len("false") {
		return true
	}
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	default:
		return true
	}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// appendQuoted appends a text in double quotes, so that both YAML and JSON read it back. A byte that is not UTF-8 becomes
// U+FFFD: neither format can hold it, and the vendors' JSON shows it so too.
func appendQuoted(dst []byte, text string) []byte {
	dst = append(dst, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case mustEscape(r):
			dst = fmt.Appendf(dst, `\u%04x`, r)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// mustEscape tells what YAML takes for a line break, skips, or forbids (YAML 1.2, 5.1 and 5.4): JSON allows most of it.
func mustEscape(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
		return true
	default:
		return false
	}
}
