package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// linger is how long what is half sent when the server stops may take to arrive. A request that was sent whole before the
// stop is read and answered well within it.
const linger = 250 * time.Millisecond

var errStopping = errors.New("the server is stopping, and the body was not there")

// arrivals knows the connections on which no request has arrived yet, and the requests whose body has not arrived whole.
// A server that stops waits for neither: http.Server alone waits 5 seconds for the former, and until the body's timeout
// for the latter. Safe for concurrent use.
type arrivals struct {
	next   http.Handler
	conns  sync.Map // of net.Conn: those that were accepted and have sent no whole header
	bodies sync.Map // of *arriving
	ended  atomic.Bool
}

// state follows a connection, as http.Server.ConnState.
func (a *arrivals) state(connection net.Conn, state http.ConnState) {
	if state != http.StateNew {
		a.conns.Delete(connection)
		return
	}
	a.conns.Store(connection, nil)
	if a.ended.Load() {
		_ = connection.Close()
	}
}

// ServeHTTP serves a request and follows its body.
func (a *arrivals) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		body := &arriving{ReadCloser: r.Body, all: a, w: w}
		a.bodies.Store(body, nil)
		defer a.bodies.Delete(body)
		r.Body = body
	}
	a.next.ServeHTTP(w, r)
}

// end closes the connections without a request, and lets no request wait for its body any longer.
func (a *arrivals) end() {
	a.ended.Store(true)
	a.conns.Range(func(connection, _ any) bool {
		_ = connection.(net.Conn).Close()
		return true
	})
	a.bodies.Range(func(body, _ any) bool {
		body.(*arriving).cut()
		return true
	})
}

// arriving is a request body until its last byte is there.
type arriving struct {
	io.ReadCloser
	all *arrivals
	w   http.ResponseWriter
}

// Read reads from the body. It fails with errStopping once the server waits for it no longer.
func (b *arriving) Read(into []byte) (int, error) {
	if b.all.ended.Load() {
		b.cut()
	}
	n, err := b.ReadCloser.Read(into)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() && b.all.ended.Load() {
		err = errStopping
	}
	if err != nil {
		b.all.bodies.Delete(b)
	}
	return n, err
}

// cut ends a read that waits.
func (b *arriving) cut() { _ = http.NewResponseController(b.w).SetReadDeadline(time.Unix(1, 0)) }
