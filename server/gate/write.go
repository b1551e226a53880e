package gate

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

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

// write sends the response: the one place where provider bytes leave.
func (x *exchange) write(w http.ResponseWriter, response provider.Response) {
	header := w.Header()
	for _, h := range response.Header {
		header[h.Name] = []string{h.Value} // spelled as the vendor does
	}
	if response.ContentType != "" {
		header["Content-Type"] = x.gates.lines.contentType(response.ContentType)
	}
	header["Date"] = x.gates.lines.date(x.Now)
	header["Content-Length"] = []string{strconv.Itoa(len(response.Body))}
	w.WriteHeader(response.Status)
	_, _ = w.Write(response.Body) // a client that went away is no concern of the mock
}

// close ends the exchange: the journal gets its entry, the log its line.
func (x *exchange) close(header http.Header, response provider.Response, took time.Duration) {
	entry := Entry{
		At: x.Now, Took: took, Provider: x.provider.Name, Sandbox: x.Sandbox.Name(), Method: x.HTTP.Method,
		Target: clip(target(x.HTTP), maxTarget), Status: response.Status, Reason: clip(x.reason, maxReason), Evidence: header["X-Mock-Evidence"][0],
	}
	if x.route != nil {
		entry.Route = x.route.Pattern
	}
	if x.Credential != nil {
		entry.Credential = x.Credential.Masked()
	}
	x.gates.journals.Of(x.Sandbox).add(entry, capture{x.HTTP.Header, header, x.Body, response.Body})
	if x.gates.log.Enabled(context.Background(), slog.LevelDebug) {
		x.gates.log.Debug("request", "method", entry.Method, "target", entry.Target, "status", entry.Status,
			"sandbox", entry.Sandbox, "credential", entry.Credential, "reason", entry.Reason, "took", took)
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
