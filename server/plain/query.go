package plain

import (
	"fmt"
	"strconv"
	"strings"

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

// values finds the values of a parameter. Express reads name[]=a and name[0]=a as a list, like a name that is given twice,
// and name[x]=a as an object, which no parameter takes (measured: Express 4 with its query parser qs).
func (q *Query) values(name string) (values []string) {
	for _, p := range q.parameters {
		switch key, inside := strings.CutPrefix(p.Name, name+"["); {
		case p.Name == name:
			values = append(values, p.Value)
		case !inside || !strings.HasSuffix(key, "]"):
		case isIndex(strings.TrimSuffix(key, "]")):
			values = append(values, p.Value)
		default:
			q.refuse(name, p.Value, "%s is an object in the query string (%s), not a value", name, p.Name)
		}
	}
	return values
}

// isIndex reports whether a list is meant by what stands in brackets.
func isIndex(key string) bool {
	return strings.Trim(key, "0123456789") == ""
}

// first reads every value of a parameter, each of which is checked by itself (measured: express-validator 7; 6 checks the
// first alone), and returns the first; false when there is none or any is refused.
func first[V any](q *Query, name string, read func(text string) (V, bool)) (value V, ok bool) {
	before := len(q.Problems)
	for i, text := range q.values(name) {
		if one, fine := read(text); fine && i == 0 {
			value, ok = one, true
		}
	}
	return value, ok && len(q.Problems) == before
}

// pointer is first for a parameter that may be missing.
func pointer[V any](q *Query, name string, read func(text string) (V, bool)) *V {
	if value, ok := first(q, name, read); ok {
		return &value
	}
	return nil
}

func (q *Query) refuse(name, value, reason string, args ...any) {
	q.Problems = append(q.Problems, Problem{Name: name, Value: value, Reason: fmt.Sprintf(reason, args...)})
}

// Number reads a whole number from 1 to most; a most of 0 is any. absent stands in for one that is not given.
func (q *Query) Number(name string, absent, most int, setting string) int {
	number, ok := first(q, name, func(text string) (int, bool) {
		number, err := strconv.Atoi(text)
		switch {
		case err != nil || number < 1:
			q.refuse(name, text, "%s must be a whole number of at least 1, not %q", name, text)
		case most > 0 && number > most:
			q.refuse(name, text, "%s may be at most %d%s, not %d", name, most, setting, number)
			last := &q.Problems[len(q.Problems)-1]
			last.TooGreat, last.Most = true, most
		default:
			return number, true
		}
		return 0, false
	})
	if !ok {
		return absent
	}
	return number
}

// ID reads an object id. It need not be that of a record.
func (q *Query) ID(name string) *store.ObjectID {
	return pointer(q, name, func(text string) (store.ObjectID, bool) {
		id, err := store.ParseObjectID(text)
		if err != nil {
			q.refuse(name, text, "%s must be 24 hex digits, not %q", name, text)
		}
		return id, err == nil
	})
}

// Bool reads true, false, 1 or 0: what validator.js takes (Huntr reference, A4).
func (q *Query) Bool(name string) *bool {
	return pointer(q, name, func(text string) (bool, bool) {
		yes, no := text == "true" || text == "1", text == "false" || text == "0"
		if !yes && !no {
			q.refuse(name, text, "%s must be true or false, not %q", name, text)
		}
		return yes, yes || no
	})
}

// Seconds reads a Unix time.
func (q *Query) Seconds(name string) *int64 {
	return pointer(q, name, func(text string) (int64, bool) {
		value, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			q.refuse(name, text, "%s must be Unix seconds, not %q", name, text)
		}
		return value, err == nil
	})
}

// Text reads a parameter that may be anything but empty.
func (q *Query) Text(name string) *string {
	return pointer(q, name, func(text string) (string, bool) {
		if text == "" {
			q.refuse(name, text, "%s is empty", name)
		}
		return text, text != ""
	})
}
