package contract

import (
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// checkRequest holds a request that succeeded to its operation: parameters that the document does not list, values that
// it does not allow, a body of another form.
func (x *exchange) checkRequest() error {
	query, err := url.ParseQuery(x.request.URL.RawQuery)
	if err != nil {
		return err
	}
	for name := range query {
		if !x.lists(name) {
			return fmt.Errorf("%s has no query parameter %q", x.operation.OperationID, name)
		}
	}
	input := &openapi3filter.RequestValidationInput{
		Request: x.request, PathParams: x.params, QueryParams: query,
		Route:   &routers.Route{Spec: x.lenient, Path: x.path.pattern, PathItem: x.path.item, Method: method(x.request), Operation: x.operation},
		Options: &openapi3filter.Options{ExcludeRequestBody: true, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	if err := openapi3filter.ValidateRequest(x.request.Context(), input); err != nil {
		return err
	}
	return x.checkBody()
}

// lists tells whether a query parameter is one of the operation, or a member of one that is an object: filter[status].
func (x *exchange) lists(name string) bool {
	if x.parameter(name) != nil || x.isCredential(name) {
		return true
	}
	outer, inner, _ := strings.Cut(name, "[")
	object := x.parameter(outer)
	if object == nil || object.Style != openapi3.SerializationDeepObject {
		return false
	}
	schema := object.Schema.Value
	for _, member := range strings.Split(strings.TrimSuffix(inner, "]"), "][") {
		property := schema.Properties[member]
		if property == nil {
			return false
		}
		schema = property.Value
	}
	return true
}

// isCredential reports whether a query parameter is the API key of a security scheme.
func (x *exchange) isCredential(name string) bool {
	for _, scheme := range x.Components.SecuritySchemes {
		if scheme.Value.In == openapi3.ParameterInQuery && scheme.Value.Name == name {
			return true
		}
	}
	return false
}

// parameter finds a query parameter of the operation or of its path.
func (x *exchange) parameter(name string) *openapi3.Parameter {
	if found := x.operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name); found != nil {
		return found
	}
	return x.path.item.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
}

func (x *exchange) checkBody() error {
	ref := x.operation.RequestBody
	switch {
	case ref == nil && x.body.Len() > 0:
		return errors.New("the operation takes no body")
	case ref == nil || x.body.Len() == 0 && !ref.Value.Required:
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(x.request.Header.Get("Content-Type"))
	if err != nil || ref.Value.Content[mediaType] == nil {
		return fmt.Errorf("the operation takes no body of the type %q", x.request.Header.Get("Content-Type"))
	}
	place := ref.Ref
	if place == "" {
		place = pointer("paths", x.path.pattern, strings.ToLower(method(x.request)), "requestBody")
	}
	if err := x.validate(place+pointer("content", mediaType, "schema")[1:], x.body.Bytes()); err != nil {
		return fmt.Errorf("the body: %w", err)
	}
	return nil
}
