package jusrecruit_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"net/http"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const noteBody = `{"content":"Grüße"}`

func sending(method, contentType, encoding string, body []byte) func(*http.Request) {
	return func(r *http.Request) {
		r.Method = method
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		for name, value := range map[string]string{"Content-Type": contentType, "Content-Encoding": encoding} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var packed bytes.Buffer
	packer := gzip.NewWriter(&packed)
	_, _ = packer.Write([]byte(text))
	require.NoError(t, packer.Close())
	return packed.Bytes()
}

func inUTF16(order binary.AppendByteOrder, text string) (body []byte) {
	for _, unit := range utf16.Encode([]rune(text)) {
		body = order.AppendUint16(body, unit)
	}
	return body
}

// TestABodyIsReadByItsContentType: a note is stored, or refused with a reason, as Express would.
func TestABodyIsReadByItsContentType(t *testing.T) {
	t.Parallel()
	const json = "application/json"
	s := run(t, unlimited(), hostile(t))
	stored := 0
	for _, c := range []struct {
		contentType, encoding string
		body                  []byte
		status                int
		message, reason       string
	}{
		{json, "", []byte(noteBody), 201, "", ""},
		{"Application/JSON; charset=UTF-8", "", []byte(noteBody), 201, "", ""},
		{json, "", []byte("\ufeff" + noteBody), 201, "", ""},
		{json, "gzip", zipped(t, noteBody), 201, "", ""},
		{json + "; charset=utf-16", "", inUTF16(binary.BigEndian, noteBody), 201, "", ""},
		{json + "; charset=utf-16le", "GZIP", zipped(t, string(inUTF16(binary.LittleEndian, noteBody))), 201, "", ""},
		{"", "", []byte(noteBody), 400, "Invalid content", "the request has no Content-Type, and only application/json is read"},
		{"text/plain", "", []byte(noteBody), 400, "Invalid content", `content is missing: the body was not read: its Content-Type is "text/plain", and only application/json is read`},
		{"application/vnd.api+json", "br", []byte(noteBody), 400, "Invalid content", "only application/json is read"},
		{"application/x-www-form-urlencoded", "", []byte("content=x"), 400, "Invalid content", "only application/json is read"},
		{json, "gzip", []byte(noteBody), 400, "Invalid JSON body", "not a whole stream"},
		{json, "br", []byte(noteBody), 415, `Unsupported content encoding \"br\"`, "gzip, deflate"},
		{json + "; charset=latin1", "", []byte(noteBody), 415, `Unsupported charset \"LATIN1\"`, "utf-8, utf-16"},
		{json, "gzip", zipped(t, string(bytes.Repeat([]byte(" "), 5<<20+1))), 413, "Request body is too large", "the decoded body is larger than 5242880 bytes"},
	} {
		got := ask(t, s, asha+"/notes", sending("POST", c.contentType, c.encoding, c.body))
		assert.Equal(t, c.status, got.status, "%s %s: %s", c.contentType, c.encoding, got.body)
		if c.status == 201 {
			stored++
			assert.Equal(t, "Grüße", got.objects(t)[0]["content"])
			continue
		}
		assert.Contains(t, got.body, `"message":"`+c.message+`"}`)
		assert.Contains(t, got.header.Get("X-Mock-Reason"), c.reason)
		assert.Contains(t, got.header.Get("X-Mock-Evidence"), "inferred")
	}
	assert.Len(t, ask(t, s, asha+"/notes").objects(t), 1+stored, "the refused ones are not stored")
}

// TestEveryWriteIsStrict: a body that is not read changes nothing, on every route that takes one.
func TestEveryWriteIsStrict(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited(), hostile(t))
	made := ask(t, s, hooks, send("POST", `{"url":"http://localhost:1/x"}`)).objects(t)[0]
	before := everyList(t, s)
	for _, c := range []struct{ method, path, body, message string }{
		{"POST", asha + "/notes", noteBody, "Invalid content"},
		{"POST", backend + "/tags", `{"tags":["new"]}`, "Invalid tags"},
		{"DELETE", backend + "/tags", `{"tags":["urgent"]}`, "Invalid tags"},
		{"POST", hooks, `{"url":"http://localhost:1/y"}`, "Invalid url"},
		{"PUT", hooks + "/" + made["id"].(string), `{"active":false}`, "Invalid JSON body"},
	} {
		got := ask(t, s, c.path, sending(c.method, "text/json", "", []byte(c.body)))
		assert.Equal(t, 400, got.status, c.path)
		assert.Contains(t, got.body, `"message":"`+c.message+`"`)
		assert.Contains(t, got.header.Get("X-Mock-Reason"), `its Content-Type is "text/json"`)
	}
	assert.Equal(t, before, everyList(t, s))
	got := ask(t, s, backend+"/tags?tag=urgent", sending("DELETE", "text/plain", "", []byte(`{"tags":["x"]}`)))
	assert.Equal(t, 200, got.status, "parameters are read whatever the body is")
	assert.Contains(t, got.body, `"data":[]`)
}
