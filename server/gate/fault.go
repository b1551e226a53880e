package gate

import "time"

// Fault is planned trouble: what strikes, whom, and how often. A request is struck by at most one fault: the first, in
// the order in which they were armed, that matches it and is neither used up, still waiting, nor kept back by its
// probability.
//
// Faults strike once the request's sandbox is known, before the vendor's own checks: a request with a bad token is
// struck like any other, unless the fault is aimed at a credential.
type Fault struct {
	ID     string // given when it is armed, counts from 1 in its sandbox
	Name   string // for people, need not be unique
	Match  FaultMatch
	Effect Effect

	Times       int     // how often it strikes; 0 is once, Always without end
	After       int     // how many matching requests it lets pass first
	Probability float64 // of striking a matching request after that, above 0 to 1; 0 is 1
	Seed        uint64  // of the draws: the same seed, fault and n-th request give the same draw

	Seen   int // matching requests so far, those of earlier faults not counted
	Struck int // how often it struck
}

// Always is the Times of a fault that strikes without end.
const Always = -1

// Live tells whether the fault can still strike.
func (f *Fault) Live() bool { return f.Times == Always || f.Struck < f.Times }

// FaultMatch says which requests a fault is aimed at. What is empty matches all.
type FaultMatch struct {
	Provider   string // "huntr"
	Method     string // "GET", in any case
	Path       string // see Pattern
	Credential string // the id of one of the sandbox's credentials; with a provider, as ids are not shared by them
}

// EffectType says what a fault does.
type EffectType string

// The effects. Unless AfterHandler is set, those of the first group strike before the handler has run, so a write is
// not stored; those of the second let it run, so that what a client takes for a failure has been stored.
const (
	EffectStatus  EffectType = "status"  // an error of that status in the vendor's words and headers
	EffectLatency EffectType = "latency" // the answer comes later, by Delay or a draw from Delay to Max
	EffectStall   EffectType = "stall"   // nothing is sent; after Delay, or when the client goes away, the connection is closed
	EffectDrop    EffectType = "drop"    // the connection is closed before the status line; with At in the middle of the body
	EffectReset   EffectType = "reset"   // as drop, but with a TCP reset where the connection can be had

	EffectTruncate    EffectType = "truncate"     // Content-Length is announced, the body ends before, at At or half of it
	EffectSlow        EffectType = "slow"         // the body comes in pieces of Chunk bytes, or ten pieces, over Delay
	EffectInvalidJSON EffectType = "invalid_json" // the body ends at At or half of it, with the Content-Length of what is left
	EffectEmptyPage   EffectType = "empty_page"   // a list answers as if nothing followed what the client has
	EffectRepeatPage  EffectType = "repeat_page"  // a list answers its first page again, whatever page is asked for
)

// EffectTypes lists the effects in the order of their description.
func EffectTypes() []EffectType {
	return []EffectType{
		EffectStatus, EffectLatency, EffectStall, EffectDrop, EffectReset,
		EffectTruncate, EffectSlow, EffectInvalidJSON, EffectEmptyPage, EffectRepeatPage,
	}
}

// Effect is what a fault does to a request. Durations are real time: they are what a client waits.
type Effect struct {
	Type         EffectType
	Status       int           // of status: 400 to 599
	RetryAfter   time.Duration // of status: what Retry-After says, in whole seconds; 0 leaves it to the vendor
	Delay        time.Duration // of latency and slow; of stall the longest, 0 is five minutes; the others wait so long before they strike
	Max          time.Duration // with Delay, the end of the range that the wait is drawn from
	At           float64       // of drop, reset, truncate and invalid_json: below 1 a part of the body, from 1 on bytes of it
	Chunk        int           // of slow: bytes of a piece
	AfterHandler bool          // of status, latency, stall, drop and reset: the handler runs first
}
