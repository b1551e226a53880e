package webhook

import (
	"bytes"
	"fmt"
	"net/http"
)

// probe is one thing to try.
type probe struct {
	name string
	run  func(*prober) Finding
}

// probes lists what is tried, in this order.
func probes() []probe {
	return []probe{
		{"valid", (*prober).valid},
		{"wrong-signature", (*prober).wrongSignature},
		{"unsigned", (*prober).unsigned},
		{"old-timestamp", (*prober).oldTimestamp},
		{"duplicate", (*prober).duplicate},
		{"out-of-order", (*prober).outOfOrder},
		{"slow", (*prober).slow},
	}
}

func (p *prober) valid() Finding {
	a := p.now(p.fresh(p.sample))
	f := taken("a valid event", a)
	if f.Grade == Bad && p.endpoint.Secret != "" && p.signsTime() {
		f.Verdict += fmt.Sprintf(" (its timestamp is of the sandbox's clock, %s)", a.At.Format(http.TimeFormat))
	}
	return f
}

func (p *prober) wrongSignature() Finding {
	if p.endpoint.Secret == "" {
		return p.noSecret()
	}
	return forged("a wrong signature", p.tell(p.fresh(p.sample), p.with(p.endpoint.Secret+" is not the secret"), p.sandbox.Clock().Now()))
}

func (p *prober) unsigned() Finding {
	if p.endpoint.Secret == "" {
		return p.noSecret()
	}
	return forged("an unsigned event", p.tell(p.fresh(p.sample), p.with(""), p.sandbox.Clock().Now()))
}

func (p *prober) oldTimestamp() Finding {
	switch {
	case p.endpoint.Secret == "":
		return p.noSecret()
	case !p.signsTime():
		return skipped("the vendor's signature has no timestamp: an event that was recorded can be sent again at any time")
	}
	return forged("a timestamp of an hour ago", p.tell(p.fresh(p.sample), &p.endpoint, p.sandbox.Clock().Now().Add(-earlier)))
}

func (p *prober) noSecret() Finding {
	return skipped("the endpoint has no secret, so nothing is signed and nothing can be checked")
}

func skipped(why string) Finding { return Finding{Grade: Skipped, Verdict: why} }

// taken judges the answer to what must be received.
func taken(what string, a Attempt) Finding {
	f := Finding{Grade: Good, Exchanges: []Attempt{a}}
	switch {
	case a.Received:
		f.Verdict = fmt.Sprintf("received %s with %d: good", what, a.Status)
	case a.Status == 0 || a.Error != "":
		f.Grade, f.Verdict = Bad, fmt.Sprintf("did not receive %s: %s", what, a.Verdict)
	default:
		f.Grade, f.Verdict = Bad, fmt.Sprintf("did not receive %s: it %s", what, a.Verdict)
	}
	return f
}

// forged judges the answer to what must be refused.
func forged(what string, a Attempt) Finding {
	f := Finding{Exchanges: []Attempt{a}}
	switch {
	case a.Error != "":
		f.Grade, f.Verdict = Bad, fmt.Sprintf("gave no answer to %s: %s", what, a.Verdict)
	case a.Status >= http.StatusInternalServerError:
		f.Grade, f.Verdict = Bad, fmt.Sprintf("failed at %s with %d", what, a.Status)
	case a.Status >= http.StatusBadRequest:
		f.Grade, f.Verdict = Good, fmt.Sprintf("refused %s with %d: good", what, a.Status)
	default:
		f.Grade, f.Verdict = Bad, fmt.Sprintf("accepted %s with %d", what, a.Status)
	}
	return f
}

func (p *prober) duplicate() Finding {
	event := p.fresh(p.sample)
	first, second := p.now(event), p.now(event)
	f := repeated("a duplicate", "the same event", first, second)
	if f.Verdict == "" {
		f.Grade, f.Verdict = Unclear, fmt.Sprintf("processed a duplicate with %d, by the looks of it: the answer is that to the first; "+
			"a receiver that remembers the ids of events shows it here by another body or header", second.Status)
	}
	return f
}

func (p *prober) outOfOrder() Finding {
	older := p.fresh(p.before)
	first, second := p.now(p.fresh(p.sample)), p.now(older)
	f := repeated("an older event after a newer one", "a newer event", first, second)
	if f.Verdict == "" {
		f.Grade, f.Verdict = Unclear, fmt.Sprintf("received an older event after a newer one with %d, like any other: "+
			"whether it overwrote newer data cannot be seen from outside", second.Status)
	}
	return f
}

// repeated judges the answer to an event that a receiver should acknowledge without acting on it; without a verdict
// when it looks as if it had acted.
func repeated(what, before string, first, second Attempt) Finding {
	f := Finding{Grade: Bad, Exchanges: []Attempt{first, second}}
	switch {
	case !first.Received:
		f.Grade, f.Verdict = Unclear, fmt.Sprintf("did not receive %s in the first place: it %s", before, first.Verdict)
	case second.Error != "":
		f.Verdict = fmt.Sprintf("gave no answer to %s: %s", what, second.Verdict)
	case !second.Received && second.Status >= http.StatusInternalServerError:
		f.Verdict = fmt.Sprintf("failed at %s with %d", what, second.Status)
	case !second.Received:
		f.Verdict = fmt.Sprintf("noticed %s and refused it with %d, which the vendor does not take for a receipt: it would be told again", what, second.Status)
	case !sameAnswer(first, second):
		f.Grade, f.Verdict = Good, fmt.Sprintf("noticed %s and received it with %d: good", what, second.Status)
	}
	return f
}

// sameAnswer tells whether two answers say the same, but for what servers write into every answer.
func sameAnswer(a, b Attempt) bool {
	return a.Status == b.Status && bytes.Equal(a.Response.Body, b.Response.Body) && telling(a) == telling(b)
}

// telling is the header of an answer without what changes by itself.
func telling(a Attempt) string {
	var said bytes.Buffer
	for _, h := range a.Response.Header {
		switch h.Name {
		case "Date", "Content-Length", "Etag", "Set-Cookie", "Server-Timing", "X-Request-Id", "X-Runtime", "Traceparent":
		default:
			fmt.Fprintf(&said, "%s: %s\n", h.Name, h.Value)
		}
	}
	return said.String()
}

func (p *prober) slow() Finding {
	return taken("a slowly sent event", p.by(p.room.slow, p.fresh(p.sample), &p.endpoint, p.sandbox.Clock().Now()))
}
