package express

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strings"
	"unicode/utf16"
)

// byteOrderMark is U+FEFF in UTF-8.
const byteOrderMark = "\ufeff"

// decode turns a body into UTF-8, without its byte order mark.
func decode(charset string, body []byte) ([]byte, error) {
	switch strings.Map(letterOrDigit, charset) {
	case "utf8":
	case "utf16le":
		body = fromUTF16(binary.LittleEndian, body)
	case "utf16be":
		body = fromUTF16(binary.BigEndian, body)
	case "utf16":
		body = fromUTF16(byteOrder(body), body)
	default:
		return nil, unsupportedCharset(charset)
	}
	return bytes.TrimPrefix(body, []byte(byteOrderMark)), nil
}

// letterOrDigit leaves everything else out of the name of a charset.
func letterOrDigit(r rune) rune {
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return r
	}
	return -1
}

func unsupportedCharset(charset string) *Refusal {
	return refuse(http.StatusUnsupportedMediaType, `unsupported charset "`+strings.ToUpper(charset)+`"`,
		"the charset of the Content-Type is %.*q; utf-8, utf-16, utf-16le and utf-16be are read", maxQuoted, charset)
}

// byteOrder finds the order of bytes by the mark, else by where the zeros of ASCII stand in the first 32 characters.
func byteOrder(body []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return binary.BigEndian
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	}
	big, little := 0, 0
	for i := 0; i+1 < len(body) && i < 64; i += 2 {
		switch first, second := body[i], body[i+1]; {
		case first == 0 && second != 0:
			big++
		case first != 0 && second == 0:
			little++
		}
	}
	if big > little {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// fromUTF16 drops an odd byte at the end.
func fromUTF16(order binary.ByteOrder, body []byte) []byte {
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
