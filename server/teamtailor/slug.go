package teamtailor

import "strings"

// parameterize makes a title part of a URL, as Rails does: ASCII letters and digits in lower case, anything else a
// single dash.
func parameterize(title string) string {
	var slug strings.Builder
	for _, r := range strings.ToLower(title) {
		plain := transliterate(r)
		if plain == "" {
			if s := slug.String(); s != "" && !strings.HasSuffix(s, "-") {
				slug.WriteByte('-')
			}
			continue
		}
		slug.WriteString(plain)
	}
	return strings.TrimSuffix(slug.String(), "-")
}

// transliterate writes a letter with ASCII ones, empty for what is no letter or digit. It knows the letters of the
// vendor's neighbourhood; Rails knows some more.
func transliterate(r rune) string {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_':
		return string(r)
	case strings.ContainsRune("åäàáâãā", r):
		return "a"
	case strings.ContainsRune("öòóôõøō", r):
		return "o"
	case strings.ContainsRune("éèêëē", r):
		return "e"
	case strings.ContainsRune("üùúûū", r):
		return "u"
	case strings.ContainsRune("íìîïī", r):
		return "i"
	case r == 'ñ':
		return "n"
	case r == 'ç':
		return "c"
	case r == 'æ':
		return "ae"
	case r == 'ß':
		return "ss"
	default:
		return ""
	}
}
