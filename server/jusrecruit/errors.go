package jusrecruit

import (
	"net/http"

	"mockserver/server/provider"
)

// Labels of the routes. The page documents paths and permissions; no page shows a body, so all of them are inferred.
var (
	mapped = inferred(`overview page of 2025-07-27, "Permission-to-Endpoint Mapping", for method, path and permission; the body is our judgement`)
	named  = inferred(`overview page of 2025-07-27, "API Key Permissions", names the permission and what it is for; path and body are our judgement`)
)

// Sources of the error words.
var (
	forbiddenPage = inferred(`overview page of 2025-07-27, "API Key Permissions", for the status 403; the body is our judgement`)
	limitPage     = inferred(`overview page of 2025-07-27, "Rate Limits", for the bucket and its headers; status and body are our judgement`)
	keyPage       = inferred(`overview page of 2025-07-27, "Authentication", for the header; status and body are our judgement`)
	framework     = inferred("express.json() of Express 4.22 (body-parser 1.20), measured; that the vendor uses it is our judgement")
	judgement     = inferred(`our judgement, after comparable APIs; no page of the vendor shows an error`)
)

// The errors of the API. What stands in {braces} is filled in from the error's detail.
var (
	keyRequired      = &provider.Code{Name: "key_required", Status: http.StatusUnauthorized, Message: "API key is required", Label: keyPage}
	invalidKey       = &provider.Code{Name: "invalid_key", Status: http.StatusUnauthorized, Message: "Invalid API key", Label: keyPage}
	expiredKey       = &provider.Code{Name: "expired_key", Status: http.StatusUnauthorized, Message: "API key has expired", Label: keyPage}
	forbidden        = &provider.Code{Name: "forbidden", Status: http.StatusForbidden, Message: "API key does not have the required permission: {detail}", Label: forbiddenPage}
	tooManyRequests  = &provider.Code{Name: "too_many_requests", Status: http.StatusTooManyRequests, Message: "Rate limit exceeded. Please retry later.", Label: limitPage}
	invalidValue     = &provider.Code{Name: "invalid_value", Status: http.StatusBadRequest, Message: "Invalid {detail}", Label: judgement}
	invalidBody      = &provider.Code{Name: "invalid_body", Status: http.StatusBadRequest, Message: "Invalid JSON body", Label: framework}
	objectNotFound   = &provider.Code{Name: "object_not_found", Status: http.StatusNotFound, Message: "{detail} not found", Label: judgement}
	routeNotFound    = &provider.Code{Name: "route_not_found", Status: http.StatusNotFound, Message: "Route not found", Label: judgement}
	methodNotAllowed = &provider.Code{Name: "method_not_allowed", Status: http.StatusMethodNotAllowed, Message: "Method not allowed", Label: judgement}
	bodyTooLarge     = &provider.Code{Name: "body_too_large", Status: http.StatusRequestEntityTooLarge, Message: "Request body is too large", Label: judgement}
	unsupportedBody  = &provider.Code{Name: "unsupported_body", Status: http.StatusUnsupportedMediaType, Message: "Unsupported {detail}", Label: framework}
	internal         = &provider.Code{Name: "internal", Status: http.StatusInternalServerError, Message: "Internal server error", Label: judgement}
)

func codes() []*provider.Code {
	return []*provider.Code{
		keyRequired, invalidKey, expiredKey, forbidden, tooManyRequests, invalidValue, invalidBody,
		objectNotFound, routeNotFound, methodNotAllowed, bodyTooLarge, unsupportedBody, internal,
	}
}

// word is the machine-readable code that a client sees (reference, B4).
func word(code *provider.Code) string {
	switch {
	case code == expiredKey:
		return "API_KEY_EXPIRED"
	case code.Status == http.StatusUnauthorized:
		return "UNAUTHORIZED"
	case code.Status == http.StatusForbidden:
		return "FORBIDDEN"
	case code.Status == http.StatusNotFound:
		return "NOT_FOUND"
	case code.Status == http.StatusMethodNotAllowed:
		return "METHOD_NOT_ALLOWED"
	case code.Status == http.StatusRequestEntityTooLarge:
		return "PAYLOAD_TOO_LARGE"
	case code.Status == http.StatusUnsupportedMediaType:
		return "UNSUPPORTED_MEDIA_TYPE"
	case code.Status == http.StatusTooManyRequests:
		return "TOO_MANY_REQUESTS"
	case code.Status >= http.StatusInternalServerError:
		return "INTERNAL_ERROR"
	default:
		return "BAD_REQUEST"
	}
}

func inferred(source string) provider.Label {
	return provider.Label{Evidence: provider.Inferred, Source: source}
}

// invalid refuses a request for one parameter, path id or member of its body.
func invalid(field, reason string, args ...any) *provider.Error {
	refusal := provider.Refuse(invalidValue, reason, args...)
	refusal.Detail = field
	return refusal
}

// missing refuses a request for an object that is not there. kind is the object's kind as the message names it.
func missing(kind string, reason string, args ...any) *provider.Error {
	refusal := provider.Refuse(objectNotFound, reason, args...)
	refusal.Detail = kind
	return refusal
}
