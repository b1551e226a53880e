package teamtailor

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

// read is a handler behind the checks that every request passes in the library.
func read(handler provider.Handler) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		if refusal := checkAccept(r.HTTP.Header); refusal != nil {
			return provider.Response{}, refusal
		}
		response, err := handler(r)
		if err != nil {
			return response, err
		}
		headers := append(make([]provider.Header, 0, 8), response.Header...)
		headers = append(headers, provider.Header{Name: "X-Api-Version", Value: version(r.HTTP)})
		response.Header = secured(headers)
		return conditional(r, response), nil
	}
}

// write is a handler behind these and in front of them the check of the body's type, which is made of creating and
// updating requests only.
func write(handler provider.Handler) provider.Handler {
	inner := read(handler)
	return func(r *provider.Request) (provider.Response, error) {
		sent := contentType(r.HTTP.Header.Get("Content-Type"))
		if sent != mediaType {
			return provider.Response{}, unsupportedMedia.problem(
				"All requests that create or update must use the '%s' Content-Type. This request specified '%s'.", mediaType, sent).refuse()
		}
		return inner(r)
	}
}

// checkAccept wants the header absent, or with the exact type or */* among its values.
func checkAccept(header http.Header) *provider.Error {
	sent := strings.Join(header.Values("Accept"), ", ")
	if strings.TrimSpace(sent) == "" {
		return nil
	}
	for item := range strings.SplitSeq(sent, ",") {
		item = strings.TrimSpace(item)
		if item == mediaType || strings.HasPrefix(item, "*/*") {
			return nil
		}
	}
	return notAcceptable.problem("All requests must use the '%s' Accept without media type parameters. This request specified '%s'.", mediaType, sent).refuse()
}

// document200 answers a document.
func document200(body []byte) provider.Response {
	return provider.Response{Status: http.StatusOK, ContentType: mediaType, Body: body}
}

// conditional adds the validator that Rails gives every document, and answers 304 to a client that has it already.
func conditional(r *provider.Request, response provider.Response) provider.Response {
	if len(response.Body) == 0 {
		return response
	}
	tagging := provider.Tagging{Header: "Etag", Tag: provider.HexTag}
	response = tagging.Condition(r.HTTP, response)
	response.Header = append(response.Header, provider.Header{Name: "Cache-Control", Value: "max-age=0, private, must-revalidate"})
	return response
}

func isRange(err error) bool { return errors.Is(err, strconv.ErrRange) }
