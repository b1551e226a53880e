package schema

import (
	"reflect"
	"strconv"
	"time"

	"mockserver/seeds"
)

// Seconds is a time in Unix seconds, printed as a number; 0 is unset.
type Seconds int64

// Millis is a time in Unix milliseconds, printed as ISO 8601 in UTC; 0 is unset.
type Millis int64

// SecondsOf returns the second of a time, 0 for the zero time.
func SecondsOf(t time.Time) Seconds {
	if t.IsZero() {
		return 0
	}
	return Seconds(t.Unix())
}

// MillisOf returns the millisecond of a time, 0 for the zero time.
func MillisOf(t time.Time) Millis {
	if t.IsZero() {
		return 0
	}
	return Millis(t.UnixMilli())
}

// Time returns the time in UTC.
func (s Seconds) Time() time.Time { return time.Unix(int64(s), 0).UTC() }

// Time returns the time in UTC.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// timeKind is a time in seconds or milliseconds, by its Go type.
type timeKind struct{ plainKind }

func (timeKind) typeName() string { return "time" }

func (timeKind) schema(*Field) seeds.Schema { return seeds.InstantSchema() }

func (timeKind) load(_ Resolver, n seeds.Node, _ *Field, into reflect.Value) {
	if at := n.Instant(); at.Given() {
		setTime(into, at.Time)
	}
}

func setTime(into reflect.Value, t time.Time) {
	switch at := into.Addr().Interface().(type) {
	case *Seconds:
		*at = SecondsOf(t)
	case *Millis:
		*at = MillisOf(t)
	}
}

func timeOf(from reflect.Value) time.Time {
	if from.Type() == reflect.TypeFor[Millis]() {
		return Millis(from.Int()).Time()
	}
	return Seconds(from.Int()).Time()
}

// differs: a seed cannot say the first second of 1970; it follows from the record's id.
func (timeKind) differs(_ *Field, from reflect.Value) bool { return timeOf(from).Unix() >= 1 }

func (timeKind) export(from reflect.Value) any { return seeds.Instant{Time: timeOf(from)} }

func (timeKind) append(dst []byte, from reflect.Value) []byte {
	if from.Type() == reflect.TypeFor[Seconds]() {
		return strconv.AppendInt(dst, from.Int(), 10)
	}
	return append(timeOf(from).AppendFormat(append(dst, '"'), "2006-01-02T15:04:05.000Z"), '"')
}

// SetCreated sets the time of creation of a row, given as a pointer. A row type without one has it in its id alone.
func (fs *Fields) SetCreated(row any, at time.Time) {
	if fs.at != nil {
		setTime(reflect.ValueOf(row).Elem().Field(fs.at.index), at)
	}
}
