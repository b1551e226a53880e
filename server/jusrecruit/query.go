package jusrecruit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// Bounds of a page (inferred: reference, B3).
const (
	defaultLimit = 20
	maxLimit     = 100 // and the default of what belongs to one candidate
)

// query reads a request's parameters and keeps the first problem it meets. Parameters it is not asked for are ignored.
type query struct {
	parameters provider.Parameters
	endsBefore bool // see provider.Request.EndsBefore
	problem    error

	matchesNone bool // a filter names no object
}

func readQuery(r *provider.Request) *query {
	return &query{parameters: provider.ParseQuery(r.HTTP.URL.RawQuery), endsBefore: r.EndsBefore}
}

// get finds a parameter. One that is given twice is a problem: the vendor's framework would make a list of it.
func (q *query) get(name string) (value string, given bool) {
	switch values := q.parameters.Of(name); len(values) {
	case 0:
		return "", false
	case 1:
		return values[0], true
	default:
		q.refuse(name, "%s is given %d times", name, len(values))
		return "", false
	}
}

func (q *query) refuse(name, reason string, args ...any) {
	if q.problem == nil {
		q.problem = invalid(name, reason, args...)
	}
}

// page reads page and limit, after the filters.
func (q *query) page() page { return q.pageOf(defaultLimit) }

// pageOf is page with another limit for a request that names none.
func (q *query) pageOf(limit int) page {
	return page{
		number: q.number("page", 1, 0), limit: q.number("limit", limit, maxLimit), endsBefore: q.endsBefore, matchesNone: q.matchesNone,
	}
}

// number reads a whole number from 1 to most; a most of 0 is any.
func (q *query) number(name string, absent, most int) int {
	text, given := q.get(name)
	if !given {
		return absent
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < 1:
		q.refuse(name, "%s must be a whole number of at least 1, not %q", name, text)
	case most > 0 && n > most:
		q.refuse(name, "%s may be at most %d, not %d", name, most, n)
	default:
		return n
	}
	return absent
}

// id reads the id of an object. That of none leaves the list empty, whatever its form: that ids are ObjectIDs is our guess.
func (q *query) id(name string) *store.ObjectID {
	text, given := q.get(name)
	if !given {
		return nil
	}
	id, err := store.ParseObjectID(text)
	if err != nil || id.IsZero() {
		q.matchesNone = true
		return nil
	}
	return &id
}

// word reads one of some words.
func (q *query) word(name string, accepted []string) *string {
	text, given := q.get(name)
	if !given {
		return nil
	}
	if !slices.Contains(accepted, text) {
		q.refuse(name, "%s must be one of %s, not %q", name, strings.Join(accepted, ", "), text)
		return nil
	}
	return &text
}

// text reads a parameter that may be anything.
func (q *query) text(name string) *string {
	text, given := q.get(name)
	if !given {
		return nil
	}
	return &text
}

// time reads an ISO-8601 time or date, to the millisecond below.
func (q *query) time(name string) *instant {
	text, given := q.get(name)
	if !given {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			i := instantOf(t)
			return &i
		}
	}
	q.refuse(name, "%s must be a time like 2025-07-26T09:40:34.000Z or a date, not %q", name, text)
	return nil
}

// pathID is an id in the path as it was sent, and read: of another form it is that of no object.
type pathID struct {
	store.ObjectID
	text string
}

func readPathID(r *provider.Request, name string) pathID {
	id, err := store.ParseObjectID(r.Param(name))
	if err != nil {
		id = store.ObjectID{}
	}
	return pathID{id, r.Param(name)}
}
