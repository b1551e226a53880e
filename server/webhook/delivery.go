package webhook

import (
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// State says what has become of a delivery.
type State string

// The states of a delivery.
const (
	Pending  State = "pending"  // waits for an attempt, or is in flight
	Received State = "received" // the vendor takes the answer for a receipt
	Failed   State = "failed"   // not received, and no attempt is left
	Dropped  State = "dropped"  // given up without having had all its attempts; Delivery.Reason says why
)

// States lists the states, in the order of a delivery's life.
func States() []State { return []State{Pending, Received, Failed, Dropped} }

// Delivery is the history of telling one endpoint of one event. What is handed out is a copy that is never changed.
type Delivery struct {
	Number   int64 // counts the sandbox's deliveries from 1
	Event    *store.Event
	Endpoint store.Endpoint // as it was at the last attempt, before the first as it was when the event happened
	URL      string         // the endpoint's, without a password
	State    State
	Reason   string    // why it was dropped
	DueAt    time.Time // of the next attempt while it is pending, on the sandbox's clock
	Attempts []Attempt
	ReplayOf int64 // the number of the delivery that it repeats, 0 for none
	Change   int64 // counts the changes of all the sandbox's deliveries: which of them was this one's last
}

// Attempt is one exchange with a receiver.
type Attempt struct {
	At       time.Time     // its start, on the sandbox's clock
	Took     time.Duration // real time
	Request  Side
	Status   int // of the answer, 0 when there was none
	Response Side
	Error    string // what went wrong on the way, empty when there was a whole answer
	Received bool   // the vendor takes the answer for a receipt
	Verdict  string // what came of it, for people
}

// Side is what one side of an exchange said.
type Side struct {
	Header []provider.Header // of a request in its order and spelling, of an answer by name
	Body   []byte            // the first 64 KiB
	Size   int64             // bytes of the whole body, of an answer those that were read
	Given  bool              // given up: header and body are gone, to save memory
}

// Counts is how many deliveries of a sandbox there have been, by what became of them.
type Counts struct {
	Pending, Received, Failed, Dropped int64
	Forgotten                          int64 // those of them that the log keeps no more
}
