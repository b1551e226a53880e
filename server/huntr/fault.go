package huntr

import (
	"net/http"

	"mockserver/server/provider"
)

// The cursor of lists, and its value below which there is nothing.
const (
	cursor  = "next"
	belowID = "000000000000000000000000"
)

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

// Turn sets the cursor: none leads to the first page, the least id behind the last.
func (dialect) Turn(query string, to provider.PageTurn) string {
	if to == provider.PageFirst {
		return provider.SetParameter(query, cursor, "")
	}
	return provider.SetParameter(query, cursor, belowID)
}
