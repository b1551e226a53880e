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
	now := w.settle(at)
	if !w.open {
		w.open, w.start, w.used = true, now, 0
	}
	allowed := w.used < w.requests
	if allowed {
		w.used++
	}
	return w.verdict(now, allowed)
}

// Read tells how the window stands. One that has not begun is whole now.
func (w *Window) Read(at Moment) Verdict {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.settle(at)
	return w.verdict(now, !w.open || w.used < w.requests)
}

// Place leaves so many requests of the present window, and begins one if there is none.
func (w *Window) Place(at Moment, remaining int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := w.settle(at); !w.open {
		w.open, w.start = true, now
	}
	w.used = w.requests - remaining
}

// Copy is a window of its own that stands as this one does.
func (w *Window) Copy() Limiter {
	w.mu.Lock()
	defer w.mu.Unlock()
	return &Window{requests: w.requests, length: w.length, time: w.time, open: w.open, start: w.start, used: w.used}
}

// Rejoin brings a window that was kept aside to the present.
func (w *Window) Rejoin(at Moment) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.time.rejoin(at) {
		w.open = false
	}
}

// settle moves to a moment and closes a window that is over by then.
func (w *Window) settle(at Moment) (now time.Time) {
	now, setBack := w.time.move(at)
	if setBack || w.open && now.Sub(w.start) >= w.length {
		w.open = false
	}
	return now
}

func (w *Window) verdict(now time.Time, allowed bool) Verdict {
	if !w.open {
		return Verdict{Allowed: allowed, Remaining: w.requests, Reset: now}
	}
	v := Verdict{Allowed: allowed, Remaining: w.requests - w.used, Reset: w.start.Add(w.length)}
	if v.Remaining == 0 {
		v.Wait = v.Reset.Sub(now)
	}
	return v
}
