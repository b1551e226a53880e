package provider

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
)

// Tagging says how answers carry a validator of their body.
type Tagging struct {
	Header string // spelled as the vendor does: "ETag"
	Tag    func(body []byte) string

	// NoCache reports whether the vendor sends a body again when a request has Cache-Control: no-cache.
	NoCache bool
}

// Condition adds the validator to a response, and makes it a 304 for a client that has the body already.
func (t *Tagging) Condition(r *http.Request, response Response) Response {
	if t == nil || len(response.Body) == 0 {
		return response
	}
	tag := t.Tag(response.Body)
	response.Header = append(response.Header[:len(response.Header):len(response.Header)], Header{t.Header, tag})
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	sent := r.Header.Get("If-None-Match")
	if !reads || sent == "" || response.Status/100 != 2 || t.NoCache && wantsFresh(r) {
		return response
	}
	if matchesTag(sent, tag) {
		response.Status, response.ContentType, response.Body = http.StatusNotModified, "", response.Body[:0]
	}
	return response
}

// wantsFresh reports whether a request asks for a body whatever it has.
func wantsFresh(r *http.Request) bool {
	for directive := range strings.SplitSeq(r.Header.Get("Cache-Control"), ",") {
		if strings.TrimSpace(directive) == "no-cache" {
			return true
		}
	}
	return false
}

// matchesTag compares weakly, as If-None-Match asks for.
func matchesTag(sent, tag string) bool {
	for item := range strings.SplitSeq(sent, ",") {
		if item = strings.TrimSpace(item); item == "*" || "W/"+strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}

// HexTag is a weak tag of 32 hex digits, the shape of Rails' own. Rails takes a cryptographic hash; a checksum of each
// half and the length cost a twentieth of it, as processors have an instruction for them.
func HexTag(body []byte) string {
	var sum [16]byte
	checksums(sum[:8], body)
	binary.BigEndian.PutUint64(sum[8:], uint64(len(body)))
	return `W/"` + hex.EncodeToString(sum[:]) + `"`
}

// LengthTag is a weak tag of the length in hex and 20 bytes in base64, the shape of Express' own, likewise of checksums.
func LengthTag(body []byte) string {
	var sum [20]byte
	checksums(sum[:], body)
	return `W/"` + strconv.FormatInt(int64(len(body)), 16) + "-" + base64.RawStdEncoding.EncodeToString(sum[:]) + `"`
}

// checksums fills sum with the checksum of each part of a body, four bytes a part.
func checksums(sum, body []byte) {
	table, parts := crc32.MakeTable(crc32.Castagnoli), len(sum)/4
	for i := range parts {
		part := body[len(body)*i/parts : len(body)*(i+1)/parts]
		binary.BigEndian.PutUint32(sum[4*i:], crc32.Checksum(part, table))
	}
}
