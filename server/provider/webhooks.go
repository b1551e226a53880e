package provider

import (
	"time"

	"mockserver/store"
)

// Webhooks is how a vendor tells of its events.
type Webhooks struct {
	Table      *store.Table[store.ObjectID, store.Endpoint]
	Events     []string // the names that an endpoint may ask for, in the vendor's order
	Signatures []string // the versions of signatures that an endpoint may choose from, the default first; empty where there is one
	Label      Label    // how well payload and signature are known

	// Encode makes the request that tells an endpoint of an event. at is the start of the attempt, on the sandbox's clock.
	// An endpoint without a secret gets no signature.
	Encode func(event *store.Event, endpoint *store.Endpoint, at time.Time) Message

	// Acknowledged tells whether the vendor takes an answer with this status for a receipt, and says so in words.
	Acknowledged func(status int) (received bool, words string)

	// Sample is an event that could have happened in the sandbox, for probes; false when there is nothing to tell of.
	Sample func(tx *store.Tx) (store.Event, bool)
}

// Message is the request of one delivery: a POST of a JSON body.
type Message struct {
	Header []Header // without Content-Type, in order, spelled as the vendor does
	Body   []byte
}

// Emit has an event told to the endpoints that want it now.
func (w *Webhooks) Emit(tx *store.Tx, event store.Event) {
	for row := range w.Table.All(tx).Forward(0) {
		if endpoint := row.Value; endpoint.Wants(event.Name) {
			event.Endpoints = append(event.Endpoints, endpoint)
		}
	}
	event.At = tx.Now()
	tx.Emit(event)
}
