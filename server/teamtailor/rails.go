package teamtailor

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

// secured adds the headers that are on every answer of a Rails controller of those years (measured with the library).
func secured(headers []provider.Header) []provider.Header {
	return append(headers,
		provider.Header{Name: "X-Frame-Options", Value: "SAMEORIGIN"},
		provider.Header{Name: "X-XSS-Protection", Value: "1; mode=block"},
		provider.Header{Name: "X-Content-Type-Options", Value: "nosniff"})
}

// maxRequestID is how much of a client's own request id Rails keeps, in bytes.
const maxRequestID = 255

// requestID is the X-Request-Id that Rails puts on every answer, those of its router too: the client's own, without
// what is no word character or dash, or a UUID. Rails draws that at random; here it follows from the sandbox and the
// number of the request, so that the same requests get the same ones. X-Runtime, which Rails sends beside it, is left
// out: it would be the one header that no two runs agree on.
func requestID(sent, sandbox string, number int64) string {
	if sent != "" {
		kept := strings.Map(wordCharacter, sent)
		return kept[:min(len(kept), maxRequestID)]
	}
	var room [64]byte
	return uuid(string(strconv.AppendInt(append(room[:0], sandbox...), number, 10)))
}

// uuid makes a UUID of a text.
func uuid(text string) string {
	var room [64]byte
	b := sha256.Sum256([]byte(text))
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80 // version 4, as Rails' are
	id := room[:0]
	for _, part := range [][]byte{b[:4], b[4:6], b[6:8], b[8:10], b[10:16]} {
		id = append(hex.AppendEncode(id, part), '-')
	}
	return string(id[:36])
}

func wordCharacter(r rune) rune {
	if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-' {
		return r
	}
	return -1
}
