package express

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Body is a request's body as a handler of the framework sees it.
type Body struct {
	JSON   []byte // an object or an array, in UTF-8; {} when nothing was read
	Unread string // why a body that was sent was not read; empty when it was, and when there was none
}

// Refusal is an answer of the framework itself, which the request's handler never sees.
type Refusal struct {
	Status  int    // 400, 413 or 415
	Message string // the framework's own words, empty for broken JSON, whose words are those of its JavaScript engine
	Reason  string // the mock's explanation
}

func (r *Refusal) Error() string { return r.Reason }

func refuse(status int, message, reason string, args ...any) *Refusal {
	return &Refusal{Status: status, Message: message, Reason: fmt.Sprintf(reason, args...)}
}

// maxQuoted bounds what a reason quotes of a header, in bytes.
const maxQuoted = 80

// ReadJSON reads the body of a request that was received as the given bytes. Only a body that says it is
// application/json is read; the handler of any other sees an object without members. most bounds the decoded body, in
// bytes. The error is a *Refusal.
func ReadJSON(r *http.Request, received []byte, most int) (Body, error) {
	if !hasBody(r, received) {
		return Body{JSON: []byte("{}")}, nil
	}
	contentType := r.Header.Get("Content-Type")
	charset, ok := jsonCharset(contentType)
	if !ok {
		return unread(contentType, received), nil
	}
	if !strings.HasPrefix(charset, "utf-") {
		return Body{}, unsupportedCharset(charset)
	}
	plain, err := inflate(strings.Join(r.Header.Values("Content-Encoding"), ", "), received, most)
	if err != nil {
		return Body{}, err
	}
	text, err := decode(charset, plain)
	if err != nil {
		return Body{}, err
	}
	return parse(text)
}

// hasBody reports whether the request announces a body, which may be empty.
func hasBody(r *http.Request, received []byte) bool {
	return len(received) > 0 || len(r.TransferEncoding) > 0 || r.Header.Get("Content-Length") != ""
}

func unread(contentType string, received []byte) Body {
	body := Body{JSON: []byte("{}")}
	switch {
	case len(received) == 0:
	case contentType == "":
		body.Unread = "the body was not read: the request has no Content-Type, and only application/json is read"
	default:
		body.Unread = fmt.Sprintf("the body was not read: its Content-Type is %.*q, and only application/json is read", maxQuoted, contentType)
	}
	return body
}

// parse takes an object or an array, and nothing at all for an empty object.
func parse(text []byte) (Body, error) {
	if len(text) == 0 {
		return Body{JSON: []byte("{}")}, nil
	}
	if first := bytes.TrimLeft(text, " \t\r\n"); len(first) > 0 && first[0] != '{' && first[0] != '[' {
		return Body{}, refuse(http.StatusBadRequest, "", "the body must be a JSON object or array, and begins with %q", first[:1])
	}
	var value json.RawMessage
	if err := json.Unmarshal(text, &value); err != nil {
		return Body{}, refuse(http.StatusBadRequest, "", "the body is not JSON: %s", where(err, len(text)))
	}
	return Body{JSON: text}, nil
}

// where says at which byte a text stops being JSON.
func where(err error, size int) string {
	var syntax *json.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return "it cannot be read"
	case int(syntax.Offset) >= size && strings.Contains(err.Error(), "end of"):
		return "it ends too soon"
	case strings.Contains(err.Error(), "depth"):
		return "it is nested too deeply"
	default:
		return fmt.Sprintf("byte %d is not what must follow", syntax.Offset)
	}
}
