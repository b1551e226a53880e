package webhook

import (
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// hangUp takes the connection away from the server.
func hangUp(t *testing.T, w http.ResponseWriter) *net.TCPConn {
	t.Helper()
	conn, _, err := w.(http.Hijacker).Hijack()
	require.NoError(t, err)
	return conn.(*net.TCPConn)
}

func TestReceiversAreSurvived(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		answer  http.HandlerFunc
		timeout time.Duration
		verdict string
		state   State
		body    int
	}{
		"hangs":             {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, 20 * time.Millisecond, "timed out after 20ms", Failed, 0},
		"closes":            {func(w http.ResponseWriter, _ *http.Request) { _ = hangUp(t, w).Close() }, 0, "the receiver closed the connection", Failed, 0},
		"resets":            {resetting(t), 0, "the receiver closed the connection", Failed, 0},
		"redirects":         {http.RedirectHandler("http://127.0.0.1:1/", http.StatusMovedPermanently).ServeHTTP, 0, "answered 301: only 200 is a receipt (redirects are not followed)", Failed, 0},
		"fails":             {status(500), 0, "answered 500: only 200 is a receipt", Failed, 0},
		"answers 10 MiB":    {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 10<<20)) }, 0, "answered 200: only 200 is a receipt", Received, maxPreview},
		"answers for ever":  {drip, 3 * time.Second, "answered 200, but the answer did not end: timed out after 3s", Failed, 3},
		"answers too short": {short(t), 0, "answered 200, but the answer did not end: the receiver closed the connection", Failed, 2},
		"speaks no HTTP":    {mumble(t), 0, `the answer is not HTTP: malformed HTTP response "mumble"`, Failed, 0},
		"floods its header": {flood(t), 0, "the answer is not HTTP: net/http: server response headers exceeded 65536 bytes; aborted", Failed, 0},
		"panics":            {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 0, "the receiver closed the connection", Failed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTower(t)
			r := receive(t, of.answer)
			w.add(r.URL, Change{Retry: &store.Retry{Timeout: of.timeout}})
			w.ring(1)
			w.settle()
			d := w.only()
			require.Len(t, d.Attempts, 1)
			assert.Equal(t, of.verdict, d.Attempts[0].Verdict)
			assert.Equal(t, of.state, d.State)
			assert.Equal(t, of.state == Received, d.Attempts[0].Error == "" && d.Attempts[0].Received)
			if of.body > 0 {
				assert.Len(t, d.Attempts[0].Response.Body, of.body)
			}
		})
	}
}

func resetting(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn := hangUp(t, w)
		_ = conn.SetLinger(0)
		_ = conn.Close()
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write([]byte("..."))
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// say writes bytes of no server's making.
func say(t *testing.T, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn := hangUp(t, w)
		_, _ = conn.Write([]byte(text))
		_ = conn.Close()
	}
}

func short(t *testing.T) http.HandlerFunc {
	return say(t, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi")
}

func mumble(t *testing.T) http.HandlerFunc { return say(t, "mumble\r\n\r\n") }

func flood(t *testing.T) http.HandlerFunc {
	return say(t, "HTTP/1.1 200 OK\r\nX-Flood: "+string(make([]byte, 1<<20))+"\r\n\r\n")
}

func TestWhereNobodyListens(t *testing.T) {
	t.Parallel()
	var listening net.ListenConfig
	gone, err := listening.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, gone.Close())
	for url, want := range map[string]string{
		"http://" + gone.Addr().String():    "connection refused: nothing listens there",
		"http://169.254.169.254/latest":     "address refused: the mock does not call 169.254.169.254: it is a link-local address, where clouds keep their metadata services",
		"http://192.0.2.7:80/":              "address refused: the mock does not call 192.0.2.7: it is a public address, and the host is not named in the setting webhook_allow",
		"http://[64:ff9b::a9fe:a9fe]/":      "address refused: the mock does not call 64:ff9b::a9fe:a9fe: it is a link-local address, where clouds keep their metadata services",
		"http://user:pass@169.254.169.254/": "address refused: the mock does not call 169.254.169.254: it is a link-local address, where clouds keep their metadata services",
	} {
		w := newTower(t)
		w.plant(url)
		w.ring(1)
		w.settle()
		d := w.only()
		require.Len(t, d.Attempts, 1, url)
		assert.Equal(t, want, d.Attempts[0].Verdict, url)
		assert.NotEmpty(t, d.Attempts[0].Error, url)
		assert.NotContains(t, d.URL+d.Attempts[0].Error, "pass", url)
	}
}
