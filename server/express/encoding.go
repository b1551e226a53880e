package express

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
)

// inflate undoes the Content-Encoding of a body. One encoding is undone, never two.
func inflate(encoding string, body []byte, most int) ([]byte, error) {
	encoding = strings.ToLower(encoding)
	switch encoding {
	case "", "identity":
		return within(body, most)
	case "gzip":
		return unpack(encoding, body, most, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
	case "deflate":
		return unpack(encoding, body, most, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
	default:
		return nil, refuse(http.StatusUnsupportedMediaType, `unsupported content encoding "`+encoding+`"`,
			"the Content-Encoding is %.*q; gzip, deflate (with zlib's header) and identity are read", maxQuoted, encoding)
	}
}

func unpack(encoding string, body []byte, most int, open func(io.Reader) (io.Reader, error)) ([]byte, error) {
	broken := func() error {
		return refuse(http.StatusBadRequest, "", "the Content-Encoding is %s, but the body is not a whole stream of it", encoding)
	}
	reader, err := open(bytes.NewReader(body))
	if err != nil {
		return nil, broken()
	}
	plain, err := io.ReadAll(io.LimitReader(reader, int64(most)+1))
	if err != nil {
		return nil, broken()
	}
	return within(plain, most)
}

func within(body []byte, most int) ([]byte, error) {
	if len(body) > most {
		return nil, refuse(http.StatusRequestEntityTooLarge, "request entity too large", "the decoded body is larger than %d bytes", most)
	}
	return body, nil
}
