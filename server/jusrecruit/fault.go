package jusrecruit

import (
	"net/http"

	"mockserver/server/provider"
)

// Word finds the vendor's error with a status, or makes one in the envelope.
func (dialect) Word(status int) *provider.Error {
	for _, code := range []*provider.Code{invalidBody, invalidKey, routeNotFound, methodNotAllowed, bodyTooLarge, tooManyRequests, internal} {
		if code.Status == status {
			asked := *code
			asked.Label = faultWords()
			return &provider.Error{Code: &asked}
		}
	}
	if status == http.StatusForbidden {
		return &provider.Error{Code: forbidden} // the gate says which permission is missing
	}
	return &provider.Error{Code: &provider.Code{Name: "fault", Status: status, Message: provider.StatusWords(status), Label: faultWords()}}
}

// faultWords labels what a fault asks for: nobody measured that request with that answer.
func faultWords() provider.Label {
	return inferred("asked for by a fault; our judgement, after comparable APIs")
}

// FirstPage leaves the number of the page out.
func (dialect) FirstPage(query string) string { return provider.SetParameter(query, "page", "") }
