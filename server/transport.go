package server

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// Transport serves a client with no listener and no connection at all: http.Client{Transport: s.Transport()} reaches the
// mock under whatever host its URLs name, the vendors' own included. Bodies are streamed both ways, and a request
// that ends before its answer is abandoned.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ handler http.Handler }

// RoundTrip has the handler answer in a goroutine of its own, which ends when the answer is written, its body closed, or
// the request's context done.
func (t transport) RoundTrip(sent *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(sent.Context())
	r := received(sent.WithContext(ctx))
	body, into := io.Pipe()
	w := &piped{header: http.Header{}, body: into, begun: make(chan struct{})}
	go func() {
		defer func() {
			_ = r.Body.Close()
			if recover() != nil { // what a server does with a handler that gives up: it cuts the connection
				w.abandon(io.ErrUnexpectedEOF)
				return
			}
			w.finish(ctx.Err())
		}()
		t.handler.ServeHTTP(w, r)
	}()
	stop := context.AfterFunc(ctx, func() { _ = into.CloseWithError(context.Cause(ctx)) })
	select {
	case <-w.begun:
	case <-ctx.Done():
	}
	err := ctx.Err()
	if err == nil {
		err = w.failed
	}
	if err != nil {
		stop()
		cancel()
		_ = body.CloseWithError(err)
		return nil, err
	}
	return w.response(sent, closing{body, func() { stop(); cancel() }}), nil
}

// received is the request as a server gets it.
func received(sent *http.Request) *http.Request {
	r := sent.Clone(sent.Context())
	if r.Host == "" {
		r.Host = r.URL.Host
	}
	r.RequestURI = r.URL.RequestURI()
	r.RemoteAddr = "127.0.0.1:0"
	if r.Body == nil {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	return r
}

// piped is the ResponseWriter of a request that came by no connection.
type piped struct {
	header http.Header
	body   *io.PipeWriter
	once   sync.Once
	begun  chan struct{} // closed when status and header are there, or it has failed
	status int
	sent   http.Header
	failed error
}

func (w *piped) Header() http.Header { return w.header }

func (w *piped) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.begun)
	})
}

func (w *piped) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// Flush has nothing to do: what is written is there.
func (w *piped) Flush() { w.WriteHeader(http.StatusOK) }

// finish ends the answer: whole, or not if the request was over before.
func (w *piped) finish(early error) {
	w.WriteHeader(http.StatusOK)
	_ = w.body.CloseWithError(early)
}

func (w *piped) abandon(err error) {
	w.once.Do(func() {
		w.failed = err
		close(w.begun)
	})
	_ = w.body.CloseWithError(err)
}

func (w *piped) response(to *http.Request, body io.ReadCloser) *http.Response {
	length := int64(-1)
	if n, err := strconv.ParseInt(w.sent.Get("Content-Length"), 10, 64); err == nil {
		length = n
	}
	if to.Method == http.MethodHead {
		_ = body.Close()
		body = http.NoBody
	}
	return &http.Response{
		Status: strconv.Itoa(w.status) + " " + http.StatusText(w.status), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: body, ContentLength: length, Request: to,
	}
}

// closing ends the request when the client closes the answer's body.
type closing struct {
	*io.PipeReader
	end func()
}

func (c closing) Close() error {
	err := c.PipeReader.Close()
	c.end()
	return err
}
