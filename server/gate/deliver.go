package gate

import (
	"bytes"
	"math"
	"net"
	"net/http"
	"time"

	"mockserver/server/provider"
)

// deliver sends an answer as the fault has it: whole, in part, or slowly.
func (x *exchange) deliver(w http.ResponseWriter, response provider.Response) {
	e := &x.strike.effect
	x.mark(w.Header())
	x.dress(w.Header(), response)
	switch {
	case e.cuts() && len(response.Body) == 0: // it has no middle
		x.end(w)
		x.cutOff(w)
	case e.cuts():
		sent := response
		sent.Body = response.Body[:place(e.At, len(response.Body))]
		x.close(w.Header(), sent)
		x.write(w, sent)
		_ = http.NewResponseController(w).Flush() // where it cannot be flushed, less is sent
		x.cutOff(w)
	case e.Type == EffectSlow:
		x.close(w.Header(), response)
		x.trickle(w, response)
	default:
		x.close(w.Header(), response)
		x.write(w, response)
	}
}

// mark names the fault in the answer, and says what it did unless the answer has a reason of its own.
func (x *exchange) mark(header http.Header) {
	if _, given := header["X-Mock-Reason"]; !given {
		header.Set("X-Mock-Reason", headerText(x.reason))
	}
	header.Set(faultHeader, headerText(x.strike.label()))
}

// cuts tells whether the effect ends the connection in the middle of the body.
func (e *Effect) cuts() bool {
	return e.Type == EffectTruncate || e.At > 0 && (e.Type == EffectDrop || e.Type == EffectReset)
}

// cutOff ends the connection.
func (x *exchange) cutOff(w http.ResponseWriter) {
	if x.strike.effect.Type == EffectReset {
		reset(w)
		return
	}
	panic(http.ErrAbortHandler)
}

// trickle sends the body in pieces that are spread over the fault's delay.
func (x *exchange) trickle(w http.ResponseWriter, response provider.Response) {
	const pieces = 10
	e, control := &x.strike.effect, http.NewResponseController(w)
	size := e.Chunk
	if size == 0 {
		size = max(1, (len(response.Body)+pieces-1)/pieces)
	}
	w.WriteHeader(response.Status)
	body := response.Body
	pause := x.strike.delay() / time.Duration(max(1, (len(body)+size-1)/size))
	for len(body) > 0 {
		_ = control.Flush()
		if !x.wait(pause) {
			panic(http.ErrAbortHandler)
		}
		piece := body[:min(size, len(body))]
		if _, err := w.Write(piece); err != nil {
			return // the client went away
		}
		body = body[len(piece):]
	}
}

// place is where an At stands in a body of so many bytes: always before its end, if it has one.
func place(at float64, size int) int {
	if at < 1 {
		at *= float64(size)
	}
	return max(0, min(int(math.Floor(at)), size-1))
}

// brokenJSON is a body that breaks off in the middle. An answer that may have no body keeps none.
func brokenJSON(response provider.Response, at float64) []byte {
	if response.Status == http.StatusNoContent || response.Status == http.StatusNotModified {
		return response.Body
	}
	body := bytes.TrimSpace(response.Body)
	if len(body) < 2 {
		return append(body[:0], '{')
	}
	return body[:max(1, place(at, len(body)))]
}

// reset closes the connection with a TCP reset. Where it cannot be had (HTTP/2, or no connection at all) the handler is
// aborted, which resets the stream.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	inner := connection
	if wrapped, ok := connection.(interface{ NetConn() net.Conn }); ok { // TLS would say goodbye first
		inner = wrapped.NetConn()
	}
	if tcp, ok := inner.(interface{ SetLinger(seconds int) error }); ok {
		_ = tcp.SetLinger(0) // the other end sees a close instead
	}
	_ = inner.Close()
}
