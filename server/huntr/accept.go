package huntr

import (
	"errors"
	"mime"
	"strconv"
	"strings"
)

// acceptsJSON reads Accept headers as RFC 9110 does: the most specific range that covers application/json decides,
// and a weight of 0 excludes it. No header, or an empty one, accepts everything.
func acceptsJSON(headers []string) bool {
	all := strings.TrimSpace(strings.Join(headers, ","))
	if all == "" || all == "*/*" || all == "application/json" {
		return true // what nearly every client sends
	}
	specificity, accepted := 0, false
	for _, item := range splitOutsideQuotes(all) {
		mediaType, parameters, err := mime.ParseMediaType(strings.TrimSpace(item))
		if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
			continue
		}
		if s := coversJSON(mediaType); s > specificity {
			specificity, accepted = s, weight(parameters["q"]) > 0
		}
	}
	return accepted
}

// splitOutsideQuotes cuts a list at its commas, but not at those in quoted parameters.
func splitOutsideQuotes(list string) []string {
	quoted := false
	return strings.FieldsFunc(list, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ',' && !quoted
	})
}

// coversJSON tells how closely a media range names JSON, 0 for not at all.
func coversJSON(mediaType string) (specificity int) {
	switch mediaType {
	case "*/*":
		return 1
	case "application/*":
		return 2
	case "application/json":
		return 3
	default:
		return 0
	}
}

// weight reads a q parameter; one that is missing or no number is as good as 1.
func weight(q string) float64 {
	value, err := strconv.ParseFloat(q, 64)
	if err != nil {
		return 1
	}
	return value
}
