package webhook

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"time"
)

// How a slow sender sends a body.
const (
	slowParts = 4
	slowPause = 250 * time.Millisecond // before each part but the first; real time: it tries a receiver, not the sandbox
)

// slowly is a client like another one, which writes with pauses.
func slowly(client *http.Client, pause func(context.Context)) *http.Client {
	transport := client.Transport.(*http.Transport).Clone()
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		ended, end := context.WithCancel(context.WithoutCancel(ctx))
		return &slowConn{conn, func() { pause(ended) }, end}, nil
	}
	return &http.Client{Transport: transport, CheckRedirect: client.CheckRedirect}
}

// slowConn writes what stands behind a header part by part; what has no header to be seen (TLS), all of it.
type slowConn struct {
	net.Conn
	pause func()
	end   context.CancelFunc // of all pauses
}

// Write writes with pauses, so that the other side sees the first part before the next one comes.
func (c *slowConn) Write(p []byte) (written int, err error) {
	start := 0
	if _, body, found := bytes.Cut(p, []byte("\r\n\r\n")); found {
		start = len(p) - len(body)
	}
	part := max(1, (len(p)-start+slowParts-1)/slowParts)
	for end := start + part; written < len(p) && err == nil; end += part {
		if written > 0 {
			c.pause()
		}
		var n int
		n, err = c.Conn.Write(p[written:min(end, len(p))])
		written += n
	}
	return written, err
}

// Close ends the connection and a pause, if there is one.
func (c *slowConn) Close() error {
	c.end()
	return c.Conn.Close()
}

// pause is the pause of real time.
func pause(ctx context.Context) {
	timer := time.NewTimer(slowPause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
