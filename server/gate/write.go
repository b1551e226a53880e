package gate

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"mockserver/server/provider"
)

// maxKeptBuffer: a larger buffer than this, in bytes, is left to the garbage collector.
const maxKeptBuffer = 1 << 20

// bufferPool lends the buffers that bodies are built in.
type bufferPool struct{ pool sync.Pool }

func (b *bufferPool) take() *[]byte {
	if buffer, ok := b.pool.Get().(*[]byte); ok {
		return buffer
	}
	return new([]byte)
}

func (b *bufferPool) giveBack(buffer *[]byte) {
	if cap(*buffer) <= maxKeptBuffer {
		b.pool.Put(buffer)
	}
}

// bodyPool lends what request bodies are read into: handlers keep nothing of a body but what they made of it.
type bodyPool struct{ pool sync.Pool }

func (b *bodyPool) take() *bytes.Buffer {
	if body, ok := b.pool.Get().(*bytes.Buffer); ok {
		return body
	}
	return new(bytes.Buffer)
}

func (b *bodyPool) giveBack(body *bytes.Buffer) {
	if body != nil && body.Cap() <= 2*maxKeptBuffer {
		body.Reset()
		b.pool.Put(body)
	}
}

// dress completes the headers of the response.
func (x *exchange) dress(header http.Header, response provider.Response) {
	for _, h := range response.Header {
		header[h.Name] = []string{h.Value} // spelled as the vendor does
	}
	if response.ContentType != "" {
		header["Content-Type"] = x.gates.lines.contentType(response.ContentType)
	}
	header["Date"] = x.gates.lines.date(x.Now)
	header["Content-Length"] = []string{strconv.Itoa(len(response.Body))}
	x.gates.share(header, x.HTTP)
}

// write sends the response: with the faults, which send it otherwise, the one place where provider bytes leave.
func (x *exchange) write(w http.ResponseWriter, response provider.Response) {
	w.WriteHeader(response.Status)
	_, _ = w.Write(response.Body) // a client that went away is no concern of the mock
}

// close ends the exchange before its first byte is sent, so that who has the answer finds it in the journal: the journal
// gets its entry, the log its line.
func (x *exchange) close(header http.Header, response provider.Response) {
	entry := Entry{
		At: x.Now, Took: x.elapsed(), Provider: x.provider.Name, Sandbox: x.Sandbox.Name(), Method: x.HTTP.Method,
		Target: clip(withoutSecrets(target(x.HTTP), x.provider.SecretParameters), maxTarget), Path: clip(x.path(), maxTarget), Status: response.Status, Reason: clip(x.reason, maxReason),
	}
	if evidence := header["X-Mock-Evidence"]; len(evidence) > 0 {
		entry.Evidence = evidence[0]
	}
	var secrets []string
	if x.route != nil {
		entry.Route, secrets = x.route.Pattern, x.route.Secrets
	}
	if x.Credential != nil {
		entry.Credential, entry.CredentialID = x.Credential.Masked(), x.Credential.ID
	}
	if x.strike != nil {
		entry.Fault, entry.FaultID = x.strike.label(), x.strike.id
	}
	x.gates.journals.Of(x.Sandbox).add(entry, capture{x.HTTP.Header, header, x.Body, response.Body, secrets})
	if x.gates.log.Enabled(context.Background(), slog.LevelDebug) {
		x.gates.log.Debug("request", "method", entry.Method, "target", entry.Target, "status", entry.Status, "sandbox", entry.Sandbox,
			"credential", entry.Credential, "reason", entry.Reason, "fault", entry.Fault, "took", entry.Took)
	}
}

// target is the path and query as sent.
func target(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI() // sent in absolute form, or made without a connection
}

// maxReason keeps a reason that quotes the client within what every HTTP library reads, in bytes.
const maxReason = 400

// headerText makes a text safe to stand in a header: printable ASCII, bounded.
func headerText(text string) string {
	quoted := strconv.QuoteToASCII(text)
	plain := strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
	if len(plain) > maxReason {
		plain = plain[:maxReason] + "..."
	}
	return plain
}
