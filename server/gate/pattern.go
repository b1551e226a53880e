package gate

import (
	"errors"
	"strings"
)

// Pattern is which paths are meant. A path is compared as sent, escapes and all, without its query, a trailing slash or
// the provider's suffix for a format. The pattern is a path, segment by segment: `{anything}` stands for one segment, so
// that a route's own pattern means the requests of that route; `*` stands for any part of one segment; `**` alone in a
// segment for any number of segments, none as well.
//
//	/v1/jobs        that path alone
//	/v1/jobs/{id}   the single jobs
//	/v1/jobs/*-7    those whose segment ends in -7
//	/v1/jobs/**     the list, the single jobs and all below them
type Pattern struct{ segments []string }

// maxPattern bounds a pattern, in bytes.
const maxPattern = 1000

// ParsePattern reads a pattern. The empty one matches every path.
func ParsePattern(text string) (Pattern, error) {
	switch {
	case text == "":
		return Pattern{}, nil
	case len(text) > maxPattern:
		return Pattern{}, errors.New("the path pattern is longer than 1000 bytes")
	case !strings.HasPrefix(text, "/"):
		return Pattern{}, errors.New("a path pattern begins with a slash")
	case strings.ContainsAny(text, "?#"):
		return Pattern{}, errors.New("a path pattern has no query")
	}
	if len(text) > 1 {
		text = strings.TrimSuffix(text, "/")
	}
	return Pattern{strings.Split(text[1:], "/")}, nil
}

// Matches tells whether a path is meant.
func (p Pattern) Matches(path string) bool {
	if p.segments == nil {
		return true
	}
	return matchGlob(p.segments, strings.Split(strings.TrimPrefix(path, "/"), "/"), isManySegments, matchSegment)
}

// meets tells whether a path of a route, given by its pattern, can be meant.
func (p Pattern) meets(route string) bool {
	if p.segments == nil {
		return true
	}
	return matchGlob(p.segments, strings.Split(route[1:], "/"), isManySegments, func(segment, of string) bool {
		return isParameter(of) || matchSegment(segment, of)
	})
}

func isManySegments(segment string) bool { return segment == "**" }

func isParameter(segment string) bool {
	return strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}")
}

func matchSegment(pattern, segment string) bool {
	if isParameter(pattern) {
		return segment != ""
	}
	if !strings.Contains(pattern, "*") {
		return pattern == segment
	}
	isStar := func(b byte) bool { return b == '*' }
	return matchGlob([]byte(pattern), []byte(segment), isStar, func(a, b byte) bool { return a == b })
}

// matchGlob matches a pattern with wildcards for any number of elements. It goes back to the latest wildcard only, which
// is enough, so its time is bounded by the product of the lengths.
func matchGlob[E any](pattern, text []E, isMany func(E) bool, same func(pattern, text E) bool) bool {
	at, wildcard, resume := 0, -1, 0
	for i := 0; i < len(text); {
		switch {
		case at < len(pattern) && isMany(pattern[at]):
			wildcard, resume = at, i
			at++
		case at < len(pattern) && same(pattern[at], text[i]):
			at++
			i++
		case wildcard >= 0:
			resume++
			at, i = wildcard+1, resume
		default:
			return false
		}
	}
	for at < len(pattern) && isMany(pattern[at]) {
		at++
	}
	return at == len(pattern)
}
