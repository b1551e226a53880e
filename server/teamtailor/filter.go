package teamtailor

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"mockserver/store"
)

// ask takes a filter into the query. A bound that is no time is a problem.
func (q *query) ask(f *filter, value *params) (problem, bool) {
	a := newAsked(f, q.res.mustColumn(cmp.Or(f.column, f.name)), value)
	if f.ranged {
		for _, bound := range value.members {
			if _, ok := q.instant(bound.value.text); !ok || bound.name != "from" && bound.name != "to" {
				return invalidFilterValue.problem("%s is not a valid value for %s.", cmp.Or(bound.value.text, bound.name), underscored(f.name)), false
			}
		}
		if _, ok := q.instant(value.text); !ok && value.members == nil {
			return invalidFilterValue.problem("%s is not a valid value for %s.", value.text, underscored(f.name)), false
		}
	}
	for _, item := range a.items {
		if len(f.words) > 0 && !slices.Contains(f.words, item) {
			q.note("filter[%s]=%s finds nothing: it takes %s", f.name, item, strings.Join(f.words, ", "))
		}
	}
	q.filters = append(q.filters, a)
	return problem{}, true
}

// conditions are the filters, to be looked up in a transaction.
func (q *query) conditions(d *document) []condition {
	found := make([]condition, 0, len(q.filters)+1)
	for _, a := range q.filters {
		switch {
		case a.filter.status:
			if c, narrows := q.res.status(d.tx, d.scope, a.items, d.now); narrows {
				found = append(found, c)
			}
		case a.filter.ranged:
			found = append(found, q.between(d, &a))
		default:
			found = append(found, d.keyed(q.res, a.column, q.keys(&a)))
		}
	}
	return found
}

// keys are the keys that a filter's values name, sorted. A value that no record can have names none.
func (q *query) keys(a *asked) []key {
	var keys []key
	for _, item := range a.items {
		if a.filter.fold {
			item = strings.ToLower(item)
		}
		if k, ok := q.keyIn(a.column, item); ok {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compareKeys)
	return slices.Compact(keys)
}

func (q *query) keyIn(c column, item string) (key, bool) {
	if c.of != anAttribute {
		id, ok := parseID(item)
		return key{number: id}, ok && id > 0
	}
	switch q.res.attributes[c.n].kind {
	case boolean:
		value, ok := truth(item)
		return keyOf(value), ok
	default:
		return key{text: item}, true
	}
}

// between is the condition that a time lies between two bounds, both included.
func (q *query) between(d *document, a *asked) condition {
	least, most := moment(math.MinInt64), moment(math.MaxInt64-1) // after it stand the records without a time, see noKey
	if from := a.value.get("from"); from.given {
		at, _ := q.instant(from.text)
		least = momentOf(at)
	}
	if to := a.value.get("to"); to.given {
		at, _ := q.instant(to.text)
		most = momentOf(at)
	}
	if a.value.members == nil {
		at, _ := q.instant(a.value.text)
		least, most = momentOf(at), momentOf(at)
	}
	return d.within(q.res, a.column, least, most)
}

// within is the condition that a time lies between two bounds. Its rows are sorted by id for each page: linear in the
// number of rows in the range.
func (d *document) within(res *resource, c column, least, most moment) condition {
	span := res.indexes[c].Between(d.tx, &key{number: int64(least)}, &key{number: int64(most)})
	tests := func(record *Record) bool {
		at, ok := record.Values[c.n].(moment)
		return ok && at >= least && at <= most
	}
	if all := res.table.All(d.tx); span.Len() == all.Len() {
		return condition{spans: []store.Span[Record]{all}, tests: tests}
	}
	return condition{spans: []store.Span[Record]{span}, unordered: true, tests: tests}
}

// instant reads a time of a request: with offset, or as the company's clocks show it.
func (t *Teamtailor) instant(text string) (time.Time, bool) {
	if at, err := time.Parse(time.RFC3339Nano, strings.Replace(text, " ", "+", 1)); err == nil {
		return at, true // a plus sign that was not escaped reads as a blank
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, t.zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// truth reads true and false as the database does.
func truth(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "true", "t", "1", "yes", "on":
		return true, true
	case "false", "f", "0", "no", "off":
		return false, true
	default:
		return false, false
	}
}
