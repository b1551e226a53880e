package provider

import (
	"fmt"
	"net/http"
)

// Code is one error a vendor answers: its status, its words, and where they were seen.
type Code struct {
	Name    string // ours, for the journal and the docs
	Status  int
	Message string // the vendor's words
	Label   Label
}

// Error refuses a request. The dialect turns it into the vendor's body; the reason is the mock's own explanation and
// never stands in that body.
type Error struct {
	Code   *Code
	Reason string
	Detail any      // the vendor's own further data, read only by its dialect
	Allow  []string // methods, for 405

	Missing string // the right that the credential lacks, for 403
}

// Refuse makes an Error with a formatted reason.
func Refuse(code *Code, reason string, args ...any) *Error {
	return &Error{Code: code, Reason: fmt.Sprintf(reason, args...)}
}

func (e *Error) Error() string { return e.Code.Name + ": " + e.Reason }

// StatusWords is the plain words for a status, for one without words those of its class.
func StatusWords(status int) string {
	if text := http.StatusText(status); text != "" {
		return text
	}
	if status >= http.StatusInternalServerError {
		return "Server Error"
	}
	return "Client Error"
}
