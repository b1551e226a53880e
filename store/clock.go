package store

import (
	"sync"
	"time"
)

// ClockMode says whether a sandbox's time passes by itself.
type ClockMode string

// The two modes of a clock.
const (
	Running ClockMode = "running" // passes as real time does
	Still   ClockMode = "still"   // moves only when told to
)

// Clock is the time of one sandbox. Everything a provider dates comes from it. Safe for concurrent use.
type Clock struct {
	mu     sync.Mutex
	mode   ClockMode
	base   time.Time // the sandbox's time at the anchor
	anchor time.Time // real time, with its monotonic reading
	turns  int64     // how often it was set backwards
	start  time.Time // where it began; zero for real time
	began  ClockMode
	real   bool          // shows real time
	jumped chan struct{} // closed when the clock jumps or changes its mode; nil until somebody waits
}

// NewClock returns a clock that starts at the given instant, at real time for the zero instant.
func NewClock(start time.Time, mode ClockMode) *Clock {
	clock := &Clock{start: start, began: mode}
	clock.rewindLocked()
	return clock
}

// Fork is a new clock that stands or runs where this one does now, and begins there.
func (c *Clock) Fork() *Clock { return c.Mark().Clock() }

// Renew is a new clock that begins where and how this one began.
func (c *Clock) Renew() *Clock { return NewClock(c.start, c.began) }

// Mark is where a clock stands or runs at one moment.
type Mark struct {
	at   time.Time
	mode ClockMode
	real bool
}

// Mark notes where the clock stands, for Return.
func (c *Clock) Mark() Mark {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Mark{c.nowLocked(), c.mode, c.real}
}

// Clock is a new clock that begins at the mark.
func (m Mark) Clock() *Clock {
	if m.real {
		return NewClock(time.Time{}, Running)
	}
	return NewClock(m.at, m.mode)
}

// Return brings the clock back to a mark. One that showed real time then shows it again.
func (c *Clock) Return(to Mark) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.real {
		to.at = time.Now().Round(0).UTC()
	}
	c.setLocked(to.at)
	c.mode, c.real = to.mode, to.real
}

// Forward moves the clock to an instant unless it is there already; its mode stays.
func (c *Clock) Forward(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to = to.Round(0).UTC(); to.After(c.nowLocked()) {
		c.setLocked(to)
	}
}

// Rewind brings the clock back to where and how it began.
func (c *Clock) Rewind() {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.nowLocked()
	c.rewindLocked()
	if c.base.Before(before) {
		c.turns++
	}
	c.jumpLocked()
}

func (c *Clock) rewindLocked() {
	c.anchor = time.Now()
	c.base, c.mode = c.start, c.began
	c.real = c.start.IsZero() && c.began == Running
	if c.start.IsZero() {
		c.base = c.anchor
	}
	c.base = c.base.Round(0).UTC()
}

// Jumped is closed when the clock is next set, advanced, stopped or let run: time then no longer passes as it did.
func (c *Clock) Jumped() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.jumped == nil {
		c.jumped = make(chan struct{})
	}
	return c.jumped
}

func (c *Clock) jumpLocked() {
	if c.jumped != nil {
		close(c.jumped)
		c.jumped = nil
	}
}

// Now is the sandbox's current instant, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nowLocked()
}

// Reading is the sandbox's current instant and how often the clock has been set backwards, so that whoever compares
// instants can tell an earlier time from a request that was overtaken.
func (c *Clock) Reading() (now time.Time, turns int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nowLocked(), c.turns
}

// Mode tells whether the clock runs.
func (c *Clock) Mode() ClockMode {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mode
}

// Set moves the clock to an instant, forwards or backwards; its mode stays.
func (c *Clock) Set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.setLocked(to.Round(0).UTC())
}

// Advance moves the clock by a duration; its mode stays.
func (c *Clock) Advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.setLocked(c.nowLocked().Add(by))
}

// SetMode stops the clock where it is or lets it run on from there.
func (c *Clock) SetMode(mode ClockMode) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.base, c.anchor, c.mode = c.nowLocked(), time.Now(), mode
	c.real = c.real && mode == Running
	c.jumpLocked()
}

func (c *Clock) setLocked(to time.Time) {
	if to.Before(c.nowLocked()) {
		c.turns++
	}
	c.base, c.anchor, c.real = to, time.Now(), false
	c.jumpLocked()
}

func (c *Clock) nowLocked() time.Time {
	if c.mode == Still {
		return c.base
	}
	return c.base.Add(time.Since(c.anchor))
}

// Stopwatch starts measuring real time and returns the function that reads it. It is for durations that a person
// looks at (the journal, the log), never for anything a provider answers.
func Stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// Deadline is the real instant after a duration: for what waits for the network, never for anything a provider answers.
func Deadline(after time.Duration) time.Time { return time.Now().Add(after) }
