package store

import (
	"slices"
	"time"
)

// Endpoint is a webhook endpoint: where a provider tells of its events. It is a row of a sandbox, never changed in
// place.
type Endpoint struct {
	ID        ObjectID
	Provider  string // huntr, teamtailor or jusrecruit
	URL       string
	Events    []string // the names of the events it wants, as the vendor calls them; none: all
	Secret    string   // signs the payloads; empty: unsigned
	Signature string   // the version of the signature where the vendor has several; empty: the vendor's default
	Active    bool
	Retry     Retry
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Retry says how often and when a delivery that was not received is tried again. The zero value is one attempt.
type Retry struct {
	Attempts int             // all attempts together; 0 and 1: only one
	Backoff  []time.Duration // on the sandbox's clock, from the start of one attempt to the next; the last repeats
	Timeout  time.Duration   // real time of one attempt; 0: ten seconds
	Ordered  bool            // the next event waits until this one was received or given up
}

// Wants tells whether an event is to be told to the endpoint.
func (e *Endpoint) Wants(event string) bool {
	return e.Active && (len(e.Events) == 0 || slices.Contains(e.Events, event))
}
