package teamtailor

import (
	"net/http"
	"strconv"

	"mockserver/server/provider"
)

// Word finds the vendor's error with a status: what is refused in front of the library, the library's own document, or
// one of our making in the library's shape.
func (dialect) Word(status int) *provider.Error {
	switch status {
	case http.StatusUnauthorized:
		return &provider.Error{Code: unauthorized}
	case http.StatusForbidden:
		return &provider.Error{Code: forbidden}
	case http.StatusTooManyRequests:
		return &provider.Error{Code: tooMany}
	case http.StatusRequestEntityTooLarge:
		return &provider.Error{Code: tooLarge}
	}
	for _, own := range []*libraryError{badRequest, notFound, notAcceptable, unsupportedMedia, serverError} {
		if own.Status == status {
			return newCode(own.Name, own.number, status, own.Message, faultWords()).problem("%s", own.Message).refuse()
		}
	}
	title := provider.StatusWords(status)
	return newCode("fault", strconv.Itoa(status), status, title, faultWords()).problem("%s", title).refuse()
}

// faultWords labels what a fault asks for: nobody measured that request with that answer, though the library has the words.
func faultWords() provider.Label {
	return provider.Label{Evidence: provider.Inferred, Source: "asked for by a fault; in the shape of jsonapi-resources"}
}

// FirstPage leaves the number of the page out, in both of its spellings.
func (dialect) FirstPage(query string) string {
	return provider.SetParameter(provider.SetParameter(query, "page", ""), "page[number]", "")
}
