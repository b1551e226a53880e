package provider

import (
	"net/url"
	"strings"
)

// Parameters are the names and values of a query string, in its order.
type Parameters []Parameter

// Parameter is one name and its value, both unescaped.
type Parameter struct{ Name, Value string }

// ParseQuery splits a query string as Node does: an escape that is none stays as it is, and nothing is dropped.
func ParseQuery(raw string) Parameters {
	if raw == "" {
		return nil
	}
	all := make(Parameters, 0, min(1+strings.Count(raw, "&"), 16)) // more are unusual
	for raw != "" {
		var part string
		part, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(part, "=")
		if part != "" {
			all = append(all, Parameter{unescape(name), unescape(value)})
		}
	}
	return all
}

// Of is every value given under a name, in order.
func (p Parameters) Of(name string) []string {
	var values []string
	for _, parameter := range p {
		if parameter.Name == name {
			values = append(values, parameter.Value)
		}
	}
	return values
}

func unescape(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return strings.ReplaceAll(text, "+", " ")
}

// SetParameter leaves a query string with one value of a parameter, or without it for the empty value. All others stay
// as they were sent.
func SetParameter(raw, name, value string) string {
	var kept []string
	for part := range strings.SplitSeq(raw, "&") {
		if sent, _, _ := strings.Cut(part, "="); part != "" && unescape(sent) != name {
			kept = append(kept, part)
		}
	}
	if value != "" {
		kept = append(kept, url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	return strings.Join(kept, "&")
}
