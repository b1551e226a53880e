package gate_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhenABodyIsAskedFor: one announced as too large is refused before a 100 Continue and before a byte of it is read,
// any other is asked for.
func TestWhenABodyIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newTroubled(t)
	for _, c := range []struct {
		length int
		token  string
		want   int
	}{
		{5 << 20, "default", http.StatusContinue},
		{5<<20 + 1, "default", http.StatusRequestEntityTooLarge},
		{1 << 40, "default", http.StatusRequestEntityTooLarge},
		{1 << 40, "nobody", http.StatusUnauthorized}, // which comes first
	} {
		connection, err := net.Dial("tcp", w.web.Listener.Addr().String())
		require.NoError(t, err)
		t.Cleanup(func() { _ = connection.Close() })
		require.NoError(t, connection.SetDeadline(time.Now().Add(patience)))
		_, err = fmt.Fprintf(connection, "POST /x/items HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n", c.token, c.length)
		require.NoError(t, err)
		answer, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: http.MethodPost})
		require.NoError(t, err)
		_ = answer.Body.Close()
		assert.Equal(t, c.want, answer.StatusCode, "%+v", c)
	}
}
