package store

import (
	"sync"
	"time"
)

// Event is something that happened in a provider. Never changed once it is emitted.
type Event struct {
	Number    int64 // counts the sandbox's events from 1
	Provider  string
	Name      string // as the vendor calls it: "JOB_MOVED", "candidate.create"
	ID        string // the vendor's id of the event, empty where it has none
	Subject   string // the id of the record it is about
	At        time.Time
	Data      []byte     // what the provider tells of it, encoded when it happened: what changes later does not show
	Endpoints []Endpoint // whom to tell, as they were when it happened
}

// Emit has an event told when the transaction commits. A loading transaction tells nobody of anything: what a seed
// says is history.
func (tx *Tx) Emit(event Event) {
	tx.mustWrite()
	if tx.loading {
		return
	}
	s := tx.sandbox
	s.emitted++
	tx.note(func() { s.emitted-- })
	event.Number = s.emitted
	tx.events = append(tx.events, event)
}

// Events is what the transaction has emitted so far.
func (tx *Tx) Events() []Event { return tx.events }

// Outbox holds the events of a sandbox, in the order of their transactions, until somebody takes them.
type Outbox struct {
	mu      sync.Mutex
	pending []Event
	ring    func(*Sandbox) // called after a transaction with events has ended; nil: nobody listens, nothing is held
}

// Take takes all events out.
func (o *Outbox) Take() []Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	taken := o.pending
	o.pending = nil
	return taken
}

func (o *Outbox) put(events []Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ring != nil {
		o.pending = append(o.pending, events...)
	}
}

// Listen has a function called, without any lock, whenever a sandbox's outbox has got events. It is called while the
// server is wired, before the first sandbox is made.
func (s *Store) Listen(ring func(*Sandbox)) { s.ring = ring }
