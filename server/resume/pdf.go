package resume

import (
	"fmt"
	"strings"
)

// maxName is how many characters of a name fit on the page's line.
const maxName = 60

// PDF returns a résumé of one page with a person's name on it. The same name makes the same bytes.
func PDF(name string) []byte {
	page := "BT /F1 24 Tf 72 760 Td (" + latin(name) + ") Tj /F1 12 Tf 0 -28 Td (A resume made up by mockserver.) Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	file := []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n") // bytes above 127 say that the file is binary (ISO 32000, 7.5.2)
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, object := range objects {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(file))
		file = fmt.Appendf(file, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	trailer := fmt.Sprintf("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, len(file))
	return append(append(file, table...), trailer...)
}

// latin writes a text as the string of a PDF in WinAnsiEncoding. What that encoding and Latin-1 do not share is written
// as a question mark.
func latin(text string) string {
	var s strings.Builder
	written := 0
	for _, r := range text {
		if written++; written > maxName {
			break
		}
		switch {
		case r == '(' || r == ')' || r == '\\':
			s.WriteByte('\\')
			s.WriteByte(byte(r))
		case ' ' <= r && r <= '~' || 0xa0 <= r && r <= 0xff:
			s.WriteByte(byte(r)) //nolint:gosec // at most 0xff
		default:
			s.WriteByte('?')
		}
	}
	return s.String()
}
