package teamtailor

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/google/jsonapi"

	"mockserver/server/provider"
)

// mediaType is the Content-Type of every document.
const mediaType = jsonapi.MediaType

// wrongVersionBody is the vendor's own: its status is a number, and it has no code.
const wrongVersionBody = `{"errors":[{"status":406,"title":"Invalid/Missing API Version","detail":` +
	`"Please provide a correct API version in the X-Api-Version header. Current version is: ` + firstVersion + `"}]}`

// libraryError is an error of jsonapi-resources: a code with the library's number. Its message is the title.
type libraryError struct {
	provider.Code
	number string
}

func newCode(name, number string, status int, title string, label provider.Label) *libraryError {
	return &libraryError{provider.Code{Name: name, Status: status, Message: title, Label: label}, number}
}

// problem is one error object, its members in the library's order.
type problem struct {
	Title  string  `json:"title"`
	Detail string  `json:"detail"`
	Code   string  `json:"code"`
	Source *source `json:"source,omitempty"`
	Status string  `json:"status"`

	code   *libraryError
	reason string
}

// source points into the request's document.
type source struct {
	Pointer string `json:"pointer"`
}

// problem is the error object of a code.
func (e *libraryError) problem(detail string, args ...any) problem {
	text := detail
	if len(args) > 0 {
		text = fmt.Sprintf(detail, args...)
	}
	return problem{Title: e.Message, Detail: text, Code: e.number, Status: strconv.Itoa(e.Status), code: e, reason: text}
}

// because adds what the mock has to say about it, which never stands in the body.
func (p problem) because(reason string, args ...any) problem {
	p.reason = fmt.Sprintf(reason, args...)
	return p
}

// refuse is a refusal for one problem.
func (p problem) refuse() *provider.Error { return refuseAll([]problem{p}) }

// refuseAll refuses a request for all its problems together. The first one's status is the response's; its evidence is
// that of the weakest.
func refuseAll(problems []problem) *provider.Error {
	refusal := &provider.Error{Code: &problems[0].code.Code, Reason: problems[0].reason, Detail: problems}
	for _, p := range problems[1:] {
		refusal.Reason += "; " + p.reason
		if p.code.Label.Evidence < refusal.Code.Label.Evidence {
			weaker := *refusal.Code
			weaker.Label = p.code.Label
			refusal.Code = &weaker
		}
	}
	return refusal
}

// appendProblems writes an error document. HTML characters are escaped, which they are only in errors.
func appendProblems(dst []byte, problems []problem) []byte {
	encoded, err := json.Marshal(struct {
		Errors []problem `json:"errors"`
	}{problems})
	if err != nil {
		panic(fmt.Sprintf("teamtailor: %v", err)) // texts only
	}
	return append(dst, encoded...)
}
