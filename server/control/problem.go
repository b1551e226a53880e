package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"mockserver/seeds"
	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/server/webhook"
	"mockserver/store"
)

// Problem is an RFC 9457 problem document, and the error that becomes one.
type Problem struct {
	Title    string   `json:"title"`
	Status   int      `json:"status"`
	Detail   string   `json:"detail"`
	Field    string   `json:"field,omitempty"`    // what of the request is wrong, as in "match.method"
	Accepted []string `json:"accepted,omitempty"` // what could stand there instead
	Errors   []Place  `json:"errors,omitempty"`   // everything wrong with a body, in order
	Report   any      `json:"report,omitempty"`   // what was found, where finding something is the problem
}

// Place is one thing wrong with a body.
type Place struct {
	Field    string   `json:"field,omitempty"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Detail   string   `json:"detail"`
	Accepted []string `json:"accepted,omitempty"`
}

func (p *Problem) Error() string {
	if p.Field != "" {
		return p.Field + ": " + p.Detail
	}
	return p.Detail
}

var errClosing = errors.New("the mock is stopping")

// conflict is a request that the present state forbids.
func conflict(format string, args ...any) *Problem {
	return &Problem{Status: http.StatusConflict, Detail: fmt.Sprintf(format, args...)}
}

// missing is a request for something that is not there.
func missing(format string, args ...any) *Problem {
	return &Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf(format, args...)}
}

// bad is a request with something wrong in one field.
func bad(field, format string, args ...any) *Problem {
	return &Problem{Status: http.StatusBadRequest, Field: field, Detail: fmt.Sprintf(format, args...)}
}

// knownError is an error of another package and the status that it has here.
type knownError struct {
	err    error
	status int
}

// known lists every error that an operation can get from another package.
func known() []knownError {
	return []knownError{
		{store.ErrSandboxExists, http.StatusConflict},
		{store.ErrNoSandbox, http.StatusNotFound},
		{store.ErrObjectID, http.StatusBadRequest},
		{provider.ErrFull, http.StatusConflict},
		{gate.ErrNoFault, http.StatusNotFound},
		{gate.ErrDropped, http.StatusNotFound},
		{gate.ErrTooSlow, http.StatusServiceUnavailable},
		{webhook.ErrNoEndpoint, http.StatusNotFound},
		{webhook.ErrNoDelivery, http.StatusNotFound},
		{webhook.ErrPending, http.StatusConflict},
		{webhook.ErrNoSample, http.StatusConflict},
		{webhook.ErrEnded, http.StatusServiceUnavailable},
		{errClosing, http.StatusServiceUnavailable},
		{context.Canceled, http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusServiceUnavailable},
	}
}

// problemOf turns every error of an operation into a problem document. One that it does not know is a mistake of the
// mock's own.
func problemOf(err error) *Problem {
	p := &Problem{Status: http.StatusInternalServerError, Detail: "a mistake in the mock itself: its log says more"}
	var field *provider.FieldError
	var faults seeds.Faults
	var taken store.TokenTakenError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &field):
		p = bad(field.Field, "%s", field.Reason)
	case errors.As(err, &faults):
		p = fromFaults(faults)
	case errors.As(err, &taken):
		p = conflict("%s", err)
		p.Field = taken.Provider // the section of the seed
	default:
		for _, known := range known() {
			if errors.Is(err, known.err) {
				p = &Problem{Status: known.status, Detail: err.Error()}
				break
			}
		}
	}
	if p.Title == "" {
		titled := *p
		titled.Title = http.StatusText(p.Status)
		return &titled
	}
	return p
}

// mostPlaces is how many places are worth reading at once.
const mostPlaces = 100

// fromFaults names the first fault as the problem's own, and all of them in a list.
func fromFaults(faults seeds.Faults) *Problem {
	first := faults[0]
	p := &Problem{Status: http.StatusBadRequest, Detail: first.Message, Field: first.Path, Accepted: first.Accepted}
	for _, f := range faults[:min(len(faults), mostPlaces)] {
		p.Errors = append(p.Errors, Place{Field: f.Path, Line: f.Pos.Line, Column: f.Pos.Column, Detail: f.Message, Accepted: f.Accepted})
	}
	return p
}

func shorten(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
