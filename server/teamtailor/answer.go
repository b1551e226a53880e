package teamtailor

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

// read is a handler behind the checks that every request passes in the library.
func read(handler provider.Handler) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		if refusal := checkAccept(r.HTTP.Header); refusal != nil {
			return provider.Response{}, refusal
		}
		response, err := handler(r)
		if err != nil {
			return response, err
		}
		headers := append(make([]provider.Header, 0, 8), response.Header...)
		headers = append(headers, provider.Header{Name: "X-Api-Version", Value: version(r.HTTP)})
		response.Header = secured(headers)
		return conditional(r, response), nil
	}
}

// write is a handler behind these and in front of them the check of the body's type, which is made of creating and
// updating requests only.
func write(handler provider.Handler) provider.Handler {
	inner := read(handler)
	return func(r *provider.Request) (provider.Response, error) {
		sent := r.HTTP.Header.Get("Content-Type")
		if kind, _, _ := strings.Cut(sent, ";"); strings.TrimSpace(kind) != mediaType {
			return provider.Response{}, unsupportedMedia.problem(
				"All requests that create or update must use the '%s' Content-Type. This request specified '%s'.", mediaType, sent).refuse()
		}
		return inner(r)
	}
}

// checkAccept wants the header absent, or with the exact type or */* among its values.
func checkAccept(header http.Header) *provider.Error {
	sent := strings.Join(header.Values("Accept"), ", ")
	if strings.TrimSpace(sent) == "" {
		return nil
	}
	for item := range strings.SplitSeq(sent, ",") {
		item = strings.TrimSpace(item)
		if item == mediaType || strings.HasPrefix(item, "*/*") {
			return nil
		}
	}
	return notAcceptable.problem("All requests must use the '%s' Accept without media type parameters. This request specified '%s'.", mediaType, sent).refuse()
}

// document200 answers a document.
func document200(body []byte) provider.Response {
	return provider.Response{Status: http.StatusOK, ContentType: mediaType, Body: body}
}

// conditional adds the validator that Rails gives every document, and answers 304 to who reads what it has already.
func conditional(r *provider.Request, response provider.Response) provider.Response {
	if len(response.Body) == 0 {
		return response
	}
	tag := entityTag(response.Body)
	response.Header = append(response.Header,
		provider.Header{Name: "Etag", Value: tag}, provider.Header{Name: "Cache-Control", Value: "max-age=0, private, must-revalidate"})
	reads := r.HTTP.Method == http.MethodGet || r.HTTP.Method == http.MethodHead
	if sent := r.HTTP.Header.Get("If-None-Match"); reads && sent != "" && matches(sent, tag) {
		response.Status, response.ContentType, response.Body = http.StatusNotModified, "", response.Body[:0]
	}
	return response
}

// entityTag hashes a body. Rails takes a cryptographic hash; a checksum of each half and the length cost a twentieth of
// it, as processors have an instruction for them.
func entityTag(body []byte) string {
	var sum [16]byte
	table, half := crc32.MakeTable(crc32.Castagnoli), len(body)/2
	binary.BigEndian.PutUint32(sum[:], crc32.Checksum(body[:half], table))
	binary.BigEndian.PutUint32(sum[4:], crc32.Checksum(body[half:], table))
	binary.BigEndian.PutUint64(sum[8:], uint64(len(body)))
	return `W/"` + hex.EncodeToString(sum[:]) + `"`
}

// matches compares weakly, as If-None-Match asks for.
func matches(sent, tag string) bool {
	for item := range strings.SplitSeq(sent, ",") {
		if item = strings.TrimSpace(item); item == "*" || "W/"+strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}

func isRange(err error) bool { return errors.Is(err, strconv.ErrRange) }
