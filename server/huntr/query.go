package huntr

import (
	"fmt"
	"strconv"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// defaultLimit is the number of objects a list returns when it is not told (page, "Query Parameters").
const defaultLimit = 100

// documentedMaximum is the greatest limit since January 2021 (reference, A2).
const documentedMaximum = 500

// query reads a request's parameters and collects what is wrong with them. Parameters it is not asked for are
// ignored: real clients send undocumented ones (reference, A2).
type query struct {
	parameters provider.Parameters
	problems   []problem
}

func parseQuery(raw string) *query { return &query{parameters: provider.ParseQuery(raw)} }

// get finds a parameter. One that is given twice is a problem: the vendor's framework would make a list of it.
func (q *query) get(name string) (value string, given bool) {
	values := q.parameters.Of(name)
	switch len(values) {
	case 0:
		return "", false
	case 1:
		return values[0], true
	default:
		q.refuse(name, strings.Join(values, ","), fmt.Sprintf("%s is given %d times", name, len(values)))
		return "", false
	}
}

func (q *query) refuse(name, value, reason string) {
	code := valueInvalid
	switch {
	case name == "limit":
		code = limitInvalid
	case name == "next" && value != "" && !strings.Contains(value, ","):
		code = nextInvalid // the documented sample is a word that is no id
	}
	q.problems = append(q.problems, parameter(code, "query", name, value, reason))
}

// limit reads the greatest number of objects to return, 1 to most; a most of 0 is any.
func (q *query) limit(most int) int {
	standard := defaultLimit
	if most > 0 {
		standard = min(standard, most)
	}
	text, given := q.get("limit")
	if !given {
		return standard
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 1 {
		q.refuse("limit", text, fmt.Sprintf("limit must be a whole number of at least 1, not %q", text))
		return standard
	}
	if most > 0 && limit > most {
		code := limitTooHigh
		if most != documentedMaximum {
			code = limitInvalid // nobody has seen the vendor word another maximum
		}
		problem := parameter(code, "query", "limit", text, fmt.Sprintf("limit may be at most %d (setting huntr.max_limit), not %d", most, limit))
		problem.Message = strings.Replace(problem.Message, strconv.Itoa(documentedMaximum), strconv.Itoa(most), 1)
		q.problems = append(q.problems, problem)
	}
	return limit
}

// id reads an object id. It need not be that of an object.
func (q *query) id(name string) *store.ObjectID {
	text, given := q.get(name)
	if !given {
		return nil
	}
	id, err := store.ParseObjectID(text)
	if err != nil {
		q.refuse(name, text, fmt.Sprintf("%s must be 24 hex digits, not %q", name, text))
		return nil
	}
	return &id
}

// boolean reads true, false, 1 or 0: what validator.js takes (reference, A4).
func (q *query) boolean(name string) *bool {
	text, given := q.get(name)
	if !given {
		return nil
	}
	value := text == "true" || text == "1"
	if !value && text != "false" && text != "0" {
		q.refuse(name, text, fmt.Sprintf("%s must be true or false, not %q", name, text))
		return nil
	}
	return &value
}

// seconds reads a Unix timestamp.
func (q *query) seconds(name string) *int64 {
	text, given := q.get(name)
	if !given {
		return nil
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		q.refuse(name, text, fmt.Sprintf("%s must be Unix seconds, not %q", name, text))
		return nil
	}
	return &value
}

// text reads a parameter that may be anything.
func (q *query) text(name string) *string {
	text, given := q.get(name)
	if !given {
		return nil
	}
	return &text
}
