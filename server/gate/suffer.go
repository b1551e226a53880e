package gate

import (
	"net/http"
	"time"

	"mockserver/server/provider"
)

// suffer serves a request that a fault strikes. What cuts the connection off does so by http.ErrAbortHandler, which
// net/http understands in every version of HTTP; without net/http, the caller sees the panic.
func (x *exchange) suffer(w http.ResponseWriter) {
	e := &x.strike.effect
	x.reason = x.strike.reason()
	if x.strikesBefore() {
		if !x.hinder(w) {
			return
		}
		x.Now, x.turn = x.Sandbox.Clock().Reading() // the wait must not make the request's instant an old one
	}
	response := x.afflicted(w)
	if e.AfterHandler && !x.hinder(w) {
		return
	}
	x.deliver(w, response)
}

// strikesBefore tells whether the fault strikes before the handler.
func (x *exchange) strikesBefore() bool {
	e := &x.strike.effect
	return !e.AfterHandler && e.Type != EffectSlow
}

// hinder waits as the fault says, and ends the exchange if nothing is to be answered.
func (x *exchange) hinder(w http.ResponseWriter) (goOn bool) {
	e, delay := &x.strike.effect, x.strike.delay()
	switch {
	case e.Type == EffectStall:
		x.end(w)
		x.wait(delay)
		panic(http.ErrAbortHandler)
	case !x.wait(delay):
		x.reason += "; the client went away before the answer"
		x.end(w)
		panic(http.ErrAbortHandler)
	case e.At == 0 && (e.Type == EffectDrop || e.Type == EffectReset):
		x.end(w)
		x.cutOff(w)
		return false
	default:
		return true
	}
}

// end writes down an exchange that gets no answer.
func (x *exchange) end(w http.ResponseWriter) {
	clear(w.Header())
	x.close(w.Header(), provider.Response{})
}

// afflicted is the answer that the fault gives, or lets the vendor give.
func (x *exchange) afflicted(w http.ResponseWriter) provider.Response {
	e := &x.strike.effect
	if e.Type == EffectStatus && !e.AfterHandler {
		return x.failure(w)
	}
	switch e.Type {
	case EffectEmptyPage:
		x.EndsBefore = true
	case EffectRepeatPage:
		defer x.askForFirstPage()()
	default:
	}
	response := x.answer(w)
	switch e.Type {
	case EffectStatus:
		return x.failure(w)
	case EffectInvalidJSON:
		response.Body = brokenJSON(response, e.At)
	default:
	}
	return response
}

// askForFirstPage has the list answer its first page, until the request is restored to what was sent.
func (x *exchange) askForFirstPage() (restore func()) {
	sent := x.HTTP
	changed, address := *x.HTTP, *x.HTTP.URL
	address.RawQuery = x.provider.Dialect.FirstPage(address.RawQuery)
	changed.URL = &address
	x.HTTP = &changed
	return func() { x.HTTP = sent }
}

// wait lets real time pass. It is false when the client went away before, and ends early when the fault is removed or
// the server stops.
func (x *exchange) wait(delay time.Duration) bool {
	if delay <= 0 {
		return true
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-x.strike.gone:
	case <-x.gates.faults.closed:
	case <-x.HTTP.Context().Done():
		return false
	}
	return true
}
