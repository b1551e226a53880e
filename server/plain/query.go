package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// Query reads the parameters of a request and collects what is wrong with them. Parameters that nobody asks for are
// ignored.
type Query struct {
	Problems []Problem

	parameters provider.Parameters
}

// Problem is one parameter that cannot be used.
type Problem struct {
	Name, Value string
	Reason      string // for X-Mock-Reason
	TooGreat    bool   // a number above the greatest that is allowed
	Most        int    // that number
}

// ReadQuery splits the query string of a request.
func ReadQuery(r *provider.Request) *Query {
	return &Query{parameters: provider.ParseQuery(r.HTTP.URL.RawQuery)}
}

// get finds a parameter. One that is given twice is a problem: the vendors' framework would make a list of it.
func (q *Query) get(name string) (value string, given bool) {
	values := q.parameters.Of(name)
	switch len(values) {
	case 0:
		return "", false
	case 1:
		return values[0], true
	default:
		q.refuse(name, strings.Join(values, ","), "%s is given %d times", name, len(values))
		return "", false
	}
}

func (q *Query) refuse(name, value, reason string, args ...any) {
	q.Problems = append(q.Problems, Problem{Name: name, Value: value, Reason: fmt.Sprintf(reason, args...)})
}

// Number reads a whole number from 1 to most; a most of 0 is any. absent stands in for one that is not given.
func (q *Query) Number(name string, absent, most int, setting string) int {
	text, given := q.get(name)
	if !given {
		return absent
	}
	number, err := strconv.Atoi(text)
	switch {
	case err != nil || number < 1:
		q.refuse(name, text, "%s must be a whole number of at least 1, not %q", name, text)
	case most > 0 && number > most:
		q.refuse(name, text, "%s may be at most %d%s, not %d", name, most, setting, number)
		last := &q.Problems[len(q.Problems)-1]
		last.TooGreat, last.Most = true, most
	default:
		return number
	}
	return absent
}

// ID reads an object id. It need not be that of a record.
func (q *Query) ID(name string) *store.ObjectID {
	text, given := q.get(name)
	if !given {
		return nil
	}
	id, err := store.ParseObjectID(text)
	if err != nil {
		q.refuse(name, text, "%s must be 24 hex digits, not %q", name, text)
		return nil
	}
	return &id
}

// Bool reads true, false, 1 or 0: what validator.js takes (Huntr reference, A4).
func (q *Query) Bool(name string) *bool {
	text, given := q.get(name)
	if !given {
		return nil
	}
	value := text == "true" || text == "1"
	if !value && text != "false" && text != "0" {
		q.refuse(name, text, "%s must be true or false, not %q", name, text)
		return nil
	}
	return &value
}

// Seconds reads a Unix time.
func (q *Query) Seconds(name string) *int64 {
	text, given := q.get(name)
	if !given {
		return nil
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		q.refuse(name, text, "%s must be Unix seconds, not %q", name, text)
		return nil
	}
	return &value
}

// Word reads one of some words.
func (q *Query) Word(name string, accepted []string) *string {
	text, given := q.get(name)
	if !given {
		return nil
	}
	if !slices.Contains(accepted, text) {
		q.refuse(name, text, "%s must be one of %s, not %q", name, strings.Join(accepted, ", "), text)
		return nil
	}
	return &text
}

// Text reads a parameter that may be anything.
func (q *Query) Text(name string) *string {
	text, given := q.get(name)
	if !given {
		return nil
	}
	return &text
}

// Time reads an ISO 8601 time or date.
func (q *Query) Time(name string) *time.Time {
	text, given := q.get(name)
	if !given {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return &t
		}
	}
	q.refuse(name, text, "%s must be a time like 2025-07-26T09:40:34.000Z or a date, not %q", name, text)
	return nil
}
