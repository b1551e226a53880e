package gate

import "encoding/json"

// Filter says which exchanges are wanted. What is empty matches all.
type Filter struct {
	Provider   string
	Method     string          // in any case
	Path       string          // see Pattern
	Route      string          // the route's pattern as the vendor's table has it
	Status     string          // "404", or a class: "4xx"; "0" for an exchange that was cut off before its status line
	Credential string          // its id, or masked as entries print it
	Fault      string          // the name or id of the fault that struck; "*" for any
	Matched    *bool           // whether a route matched
	Body       string          // part of the request's body, as far as it is kept
	JSON       json.RawMessage // the request's body has at least these members, with these values; lists are compared whole

	After int64 // only entries with a greater number
	Limit int   // at most so many, 0 for all
}

// Expectation is what the journal should hold.
type Expectation struct {
	Match                  Filter
	Count, AtLeast, AtMost *int     // how many exchanges match; none of them: at least one
	Order                  []Filter // instead: exchanges that came one after the other, others in between; of Match only After counts
}

// Verdict says whether an expectation is met and, if not, what came nearest.
type Verdict struct {
	OK      bool
	Wanted  string  // in words
	Found   int     // exchanges that match
	Step    int     // of an order: the first filter, from 0, that nothing met in its turn
	Numbers []int64 // of the exchanges that match, oldest first; of an order those that met the steps
	Nearest []Miss  // the nearest of the others, at most three
	Lost    int64   // exchanges that the journal no longer has: they are not counted
}

// Miss is an exchange that was nearly meant.
type Miss struct {
	Entry   Entry
	Differs []Difference
}

// Difference is one field in which an exchange is not what a filter wants.
type Difference struct{ Field, Wanted, Got string }
