package huntr

import (
	"net/http"

	"mockserver/server/provider"
)

// cursor is the parameter that lists continue by.
const cursor = "next"

// Word finds the vendor's error with a status. Those that only faults answer have the texts of the vendor's own table,
// others the plain words for their status.
func (dialect) Word(status int) *provider.Error {
	for _, code := range []*provider.Code{brokenBody, wrongKey, hidden, notFound, invalidMethod, notAcceptable, tooLarge, serverProblem} {
		if code.Status == status {
			return &provider.Error{Code: code}
		}
	}
	code := &provider.Code{Name: "fault", Status: status, Message: provider.StatusWords(status), Label: faultWords}
	switch status {
	case http.StatusGone:
		code.Message, code.Label = "The resource requested has been removed from our servers.", statusTable
	case http.StatusTooManyRequests:
		code.Message, code.Label = "You're requesting too many resources! Slow down!", statusTable
	case http.StatusServiceUnavailable:
		code.Message, code.Label = "We're temporarily offline for maintenance. Please try again later.", statusTable
	}
	return &provider.Error{Code: code}
}

// FirstPage leaves the cursor out.
func (dialect) FirstPage(query string) string { return provider.SetParameter(query, cursor, "") }
