package jusrecruit

import (
	"net/http"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

const contentType = "application/json; charset=utf-8"

// The envelope of a success: a superset of what comparable APIs answer, so that a client that reads .data works
// (inferred: reference, B3).
const (
	envelopeStart = `{"success":true,"data":`
	envelopeEnd   = `}`
)

// failure is the envelope of an error (inferred: reference, B3, B4).
type failure struct {
	Success    bool   `json:"success"`
	StatusCode int    `json:"statusCode"`
	Code       string `json:"code"`
	Message    string `json:"message"`
}

// opened starts the envelope of a success on the request's buffer.
func opened(r *provider.Request) []byte { return append(r.Buffer, envelopeStart...) }

// closed ends the envelope.
func closed(body []byte) provider.Response { return answer(http.StatusOK, body) }

// created ends the envelope of something new.
func created(body []byte) provider.Response { return answer(http.StatusCreated, body) }

func answer(status int, body []byte) provider.Response {
	return provider.Response{Status: status, ContentType: contentType, Body: append(body, envelopeEnd...)}
}

// appendPagination ends the data of a list with the place of its page.
func appendPagination(dst []byte, p page, total int) []byte {
	pages := (total + p.limit - 1) / p.limit
	dst = strconv.AppendInt(append(dst, `,"pagination":{"page":`...), int64(p.number), 10)
	dst = strconv.AppendInt(append(dst, `,"limit":`...), int64(p.limit), 10)
	dst = strconv.AppendInt(append(dst, `,"total":`...), int64(total), 10)
	dst = strconv.AppendInt(append(dst, `,"totalPages":`...), int64(pages), 10)
	dst = strconv.AppendBool(append(dst, `,"hasNextPage":`...), p.number < pages)
	return append(dst, '}')
}

// Render writes an error in the envelope.
func (dialect) Render(err *provider.Error, dst []byte) provider.Response {
	detail, _ := err.Detail.(string)
	if err.Missing != "" {
		detail = err.Missing
	}
	body := failure{StatusCode: err.Code.Status, Code: word(err.Code), Message: strings.Replace(err.Code.Message, "{detail}", detail, 1)}
	response := provider.Response{Status: err.Code.Status, ContentType: contentType, Body: append(dst, provider.JSON(body)...)}
	switch err.Code.Status {
	case http.StatusUnauthorized:
		response.Header = []provider.Header{{Name: "WWW-Authenticate", Value: "Bearer"}}
	case http.StatusMethodNotAllowed:
		response.Header = []provider.Header{{Name: "Allow", Value: strings.Join(err.Allow, ", ")}}
	}
	return response
}
