package jusrecruit

import (
	"net/http"

	"mockserver/server/provider"
)

// Word finds the vendor's error with a status, or makes one in the envelope.
func (dialect) Word(status int) *provider.Error {
	for _, code := range []*provider.Code{invalidBody, invalidKey, routeNotFound, methodNotAllowed, bodyTooLarge, tooManyRequests, internal} {
		if code.Status == status {
			return &provider.Error{Code: code}
		}
	}
	if status == http.StatusForbidden {
		return &provider.Error{Code: forbidden} // the gate says which permission is missing
	}
	label := inferred("asked for by a fault; our judgement, after comparable APIs")
	return &provider.Error{Code: &provider.Code{Name: "fault", Status: status, Message: provider.StatusWords(status), Label: label}}
}

// FirstPage leaves the number of the page out.
func (dialect) FirstPage(query string) string { return provider.SetParameter(query, "page", "") }
