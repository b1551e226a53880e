package limit

import (
	"sync"
	"time"
)

// Window allows a number of requests in each stretch of time. A stretch begins with the first request after the
// previous one has ended. Safe for concurrent use.
type Window struct {
	requests int
	length   time.Duration

	mu    sync.Mutex
	time  timeline
	open  bool
	start time.Time
	used  int
}

// NewWindow returns a limiter whose first window has not begun. Both values must be positive.
func NewWindow(requests int, length time.Duration) *Window {
	return &Window{requests: requests, length: length}
}

// Take uses one request of the window if there is one left.
func (w *Window) Take(at Moment) Verdict {
	w.mu.Lock()
	defer w.mu.Unlock()
	now, setBack := w.time.move(at)
	if !w.open || setBack || now.Sub(w.start) >= w.length {
		w.open, w.start, w.used = true, now, 0
	}
	verdict := Verdict{Allowed: w.used < w.requests, Reset: w.start.Add(w.length)}
	if verdict.Allowed {
		w.used++
	}
	verdict.Remaining = w.requests - w.used
	if verdict.Remaining == 0 {
		verdict.Wait = verdict.Reset.Sub(now)
	}
	return verdict
}
