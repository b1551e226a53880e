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

// behindAll is a page that no list has.
const behindAll = "1000000000"

// Turn sets the number of the page.
func (dialect) Turn(query string, to provider.PageTurn) string {
	if to == provider.PageFirst {
		return provider.SetParameter(query, "page", "")
	}
	return provider.SetParameter(query, "page", behindAll)
}
