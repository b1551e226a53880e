package teamtailor

import "strings"

// contentType returns the media type of a Content-Type header as Rails reads and prints it: without parameters, in lower
// case, and by its common name where Rails knows another one.
// measured: ActionDispatch 6.1, content_mime_type, and the types that ActionPack registers.
func contentType(sent string) string {
	if end := strings.IndexAny(sent, ",;"); end >= 0 {
		sent = sent[:end]
	}
	kind := strings.ToLower(strings.TrimSpace(sent))
	switch kind {
	case "text/x-json", "application/jsonrequest":
		return "application/json"
	case "application/xml", "application/x-xml", "text/xml":
		return "application/xml"
	case "application/xhtml+xml":
		return "text/html"
	case "application/javascript", "application/x-javascript":
		return "text/javascript"
	case "application/x-gzip":
		return "application/gzip"
	case "text/yaml":
		return "application/x-yaml"
	default:
		return kind
	}
}
