package store

import "time"

// Endpoint is a webhook endpoint: where a provider tells of its events. It is a row of a sandbox, never changed in
// place.
type Endpoint struct {
	ID        ObjectID
	Provider  string // huntr, teamtailor or jusrecruit
	URL       string
	Events    []string // the names of the events it wants, as the vendor calls them
	Secret    string   // signs the payloads; empty: unsigned
	Active    bool
	CreatedAt time.Time
	UpdatedAt time.Time
}
