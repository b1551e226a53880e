package limit

import "time"

// Moment is one reading of a sandbox's clock: the instant, and how often the clock had been set backwards by then.
type Moment struct {
	Now  time.Time
	Turn int64
}

// Verdict is what a limiter says of one request, and how things stand after it.
type Verdict struct {
	Allowed   bool
	Remaining int           // whole requests that would be allowed now
	Reset     time.Time     // when the limit is as if nothing had been asked
	Wait      time.Duration // until the next request is allowed, 0 when one is
}

// timeline is the time that a limiter has seen.
type timeline struct{ latest Moment }

// move brings the timeline to a moment and tells whether the clock was set backwards since the latest one. A request
// that was overtaken by another stays at the latest moment.
func (t *timeline) move(to Moment) (now time.Time, setBack bool) {
	setBack = to.Turn > t.latest.Turn
	if setBack || to.Turn == t.latest.Turn && to.Now.After(t.latest.Now) {
		t.latest = to
	}
	return t.latest.Now, setBack
}

// rejoin takes the turns of the clock that were missed for seen. It tells whether the present is earlier than what was.
func (t *timeline) rejoin(at Moment) (earlier bool) {
	earlier = at.Now.Before(t.latest.Now)
	t.latest.Turn = at.Turn
	if earlier {
		t.latest.Now = at.Now
	}
	return earlier
}
