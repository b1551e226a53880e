package teamtailor

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Record is one row of any type. Its values stand in the order of the schema.
type Record struct {
	ID     int64
	Values []any     // one an attribute; see kind for their types
	One    []int64   // one a relation: the id it points at, 0 for none
	Many   [][]int64 // one a relation that keeps a list, else nil
}

// moment is an instant in milliseconds since 1970.
type moment int64

func momentOf(t time.Time) moment { return moment(t.UnixMilli()) }

// alternative is one answer that a question of choice offers.
type alternative struct {
	ID    int64  `seed:"id,required"`
	Title string `seed:"title"`
}

func recordID(r *Record) int64 { return r.ID }

func recordIDText(r *Record) string { return strconv.FormatInt(r.ID, 10) }

// newRecord is a record with the values that a new one has.
func (r *resource) newRecord() Record {
	record := Record{Values: make([]any, len(r.attributes)), One: make([]int64, len(r.relations)), Many: make([][]int64, len(r.relations))}
	for i := range r.attributes {
		record.Values[i] = r.attributes[i].initial
	}
	return record
}

// clone copies what a change may replace; the values themselves are never changed in place.
func (r *Record) clone() Record {
	return Record{ID: r.ID, Values: slices.Clone(r.Values), One: slices.Clone(r.One), Many: slices.Clone(r.Many)}
}

// value is an attribute's value at an instant.
func (r *resource) value(record *Record, i int, now time.Time) any {
	if derive := r.attributes[i].derive; derive != nil {
		return derive(record, now)
	}
	return record.Values[i]
}

// key is what a column sorts and is found by: a number, or a text when the numbers are equal.
type key struct {
	number int64
	text   string
}

// noKey is the key of null, which stands behind all others as it does in PostgreSQL.
func noKey() key { return key{number: math.MaxInt64} }

func compareKeys(a, b key) int {
	return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text))
}

// key is a record's key in a column at an instant.
func (r *resource) key(c column, record *Record, now time.Time) key {
	switch c.of {
	case anAttribute:
		return keyOf(r.value(record, c.n, now))
	case aRelation:
		return relationKey(record.One[c.n])
	default:
		return key{number: record.ID}
	}
}

func relationKey(id int64) key {
	if id == 0 {
		return noKey()
	}
	return key{number: id}
}

func keyOf(value any) key {
	switch v := value.(type) {
	case nil:
		return noKey()
	case bool:
		if v {
			return key{number: 1}
		}
		return key{}
	case int64:
		return key{number: v}
	case moment:
		return key{number: int64(v)}
	case string:
		return key{text: v}
	case ownFile: // the vendor's own URLs begin with https too
		return key{text: "https://"}
	case []string:
		return key{text: strings.Join(v, ",")}
	case []int64:
		return key{text: joinIntegers(v)}
	case []alternative:
		return key{number: int64(len(v))}
	default:
		panic("teamtailor: a value of an unknown type")
	}
}

func joinIntegers(numbers []int64) string {
	var text []byte
	for i, n := range numbers {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, n, 10)
	}
	return string(text)
}
