package webhook

import "mockserver/store"

// Report is what probes have found out about a receiver.
type Report struct {
	Endpoint store.Endpoint
	Findings []Finding
}

// Grade says how well a receiver did in a probe.
type Grade string

// The grades.
const (
	Good    Grade = "good"
	Bad     Grade = "bad"
	Unclear Grade = "unclear" // cannot be told from outside
	Skipped Grade = "skipped" // there is nothing to try
)

// Finding is one probe.
type Finding struct {
	Probe     string // "unsigned"
	Grade     Grade
	Verdict   string    // "accepted an unsigned event with 200"
	Exchanges []Attempt // what was sent and answered, in order
}
