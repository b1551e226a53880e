package huntr

import (
	"mime"
	"strconv"
	"strings"
)

// acceptsJSON reads Accept headers as RFC 9110 does: the most specific range that covers application/json decides,
// and a weight of 0 excludes it. No header accepts everything.
func acceptsJSON(headers []string) bool {
	if len(headers) == 0 || len(headers) == 1 && (headers[0] == "*/*" || headers[0] == "application/json") {
		return true // what nearly every client sends
	}
	specificity, accepted := 0, false
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			mediaType, parameters, err := mime.ParseMediaType(strings.TrimSpace(item))
			if s := coversJSON(mediaType); err == nil && s > specificity {
				specificity, accepted = s, weight(parameters["q"]) > 0
			}
		}
	}
	return accepted
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

func weight(q string) float64 {
	if q == "" {
		return 1
	}
	value, err := strconv.ParseFloat(q, 64)
	if err != nil {
		return 1
	}
	return value
}
