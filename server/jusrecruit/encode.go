package jusrecruit

import (
	"bytes"
	"slices"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// instant is a time of the API: Unix milliseconds, printed as ISO-8601 in UTC with milliseconds (inferred).
type instant int64

func instantOf(t time.Time) instant { return instant(t.UnixMilli()) }

// instantOrNull is nil for the zero time.
func instantOrNull(t time.Time) *instant {
	if t.IsZero() {
		return nil
	}
	i := instantOf(t)
	return &i
}

func (i instant) time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// MarshalText prints the time; it never fails.
func (i instant) MarshalText() ([]byte, error) {
	return i.time().AppendFormat(nil, "2006-01-02T15:04:05.000Z"), nil
}

// optional is a text that prints as null when it is empty.
type optional string

// MarshalJSON prints the text; it never fails.
func (o optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return provider.JSON(string(o)), nil
}

// reference is an id that prints as null when it is none.
type reference store.ObjectID

// MarshalJSON prints the id; it never fails.
func (r reference) MarshalJSON() ([]byte, error) {
	if id := store.ObjectID(r); !id.IsZero() {
		return provider.JSON(id), nil
	}
	return []byte("null"), nil
}

// list prints as [] when it is empty.
func list(items []string) []string {
	if items == nil {
		return []string{}
	}
	return items
}

// compact copies bytes to be kept, without spare room.
func compact(encoded []byte) []byte { return slices.Clip(bytes.Clone(encoded)) }
