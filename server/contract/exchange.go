package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// exchange is one request and what is known about it.
type exchange struct {
	*document
	request   *http.Request
	body      bytes.Buffer
	path      *path
	operation *openapi3.Operation // nil for a request that is none
	params    map[string]string
}

// check reports all that an exchange has and the document has not.
func (x *exchange) check(sent *answer, requests bool, report func(error)) {
	x.path, x.operation, x.params = x.find(x.request)
	if sent.status == 0 {
		sent.status = http.StatusOK
	}
	if err := x.checkAnswer(sent); err != nil {
		report(err)
	}
	if !requests || sent.status >= 300 || x.operation == nil {
		return
	}
	if err := x.checkRequest(); err != nil {
		report(fmt.Errorf("the request was accepted: %w", err))
	}
}

// response finds what the document says of a status, and where it says so.
func (x *exchange) response(status string) (*openapi3.Response, string, error) {
	if x.operation == nil {
		ref := x.elsewhere.Responses[status].Ref
		found := x.Components.Responses[strings.TrimPrefix(ref, "#/components/responses/")]
		if found == nil {
			return nil, "", fmt.Errorf("x-elsewhere has no status %s", status)
		}
		return found.Value, ref, nil
	}
	found := x.operation.Responses.Value(status)
	if found == nil {
		return nil, "", fmt.Errorf("%s has no status %s", x.operation.OperationID, status)
	}
	if found.Ref != "" {
		return found.Value, found.Ref, nil
	}
	return found.Value, pointer("paths", x.path.pattern, strings.ToLower(method(x.request)), "responses", status), nil
}

func (x *exchange) checkAnswer(sent *answer) error {
	response, place, err := x.response(strconv.Itoa(sent.status))
	if err != nil {
		return err
	}
	header := sent.Header()
	for name, ref := range response.Headers {
		if err := x.checkHeader(name, ref.Value, header); err != nil {
			return err
		}
	}
	if err := checkHeaderNames(response, header); err != nil {
		return err
	}
	contentType := header.Get("Content-Type")
	if contentType == "" && sent.body.Len() == 0 {
		if len(response.Content) > 0 && response.Extensions["x-may-be-empty"] != true {
			return errors.New("the answer has no body")
		}
		return nil
	}
	content := response.Content[contentType]
	if content == nil {
		return fmt.Errorf("the answer has the Content-Type %q", contentType)
	}
	body := sent.body.Bytes()
	if !strings.Contains(contentType, "json") { // a text, as a schema sees it
		body, _ = json.Marshal(sent.body.String())
	}
	return x.validate(place+pointer("content", contentType, "schema")[1:], body)
}

// checkHeaderNames looks for headers that the document does not know, beside those that OpenAPI says of the body and what
// every HTTP server sends.
func checkHeaderNames(response *openapi3.Response, sent http.Header) error {
	for name := range sent {
		switch {
		case name == "Content-Type", name == "Content-Length", name == "Date":
		case !slices.ContainsFunc(slices.Collect(maps.Keys(response.Headers)), func(known string) bool { return strings.EqualFold(known, name) }):
			return fmt.Errorf("the answer has the header %s", name)
		}
	}
	return nil
}

// checkHeader holds a header to its schema, as text or as number.
func (x *exchange) checkHeader(name string, header *openapi3.Header, sent http.Header) error {
	var values []string
	for as, given := range sent { // vendors' own spellings are not canonical
		if strings.EqualFold(as, name) {
			values = append(values, given...)
		}
	}
	if len(values) == 0 {
		if header.Required {
			return fmt.Errorf("the answer has no header %s", name)
		}
		return nil
	}
	var value any = values[0]
	if schema := header.Schema.Value; schema.Type.Is("integer") {
		number, err := strconv.ParseFloat(values[0], 64)
		if err != nil {
			return fmt.Errorf("header %s: %w", name, err)
		}
		value = number
	}
	if err := header.Schema.Value.VisitJSON(value); err != nil {
		return fmt.Errorf("header %s: %w", name, err)
	}
	return nil
}
