package webhook

import (
	"context"
	"time"

	"mockserver/store"
)

// NextDue is when the sandbox's clock reaches the next attempt: now, when one is due already. What comes of attempts in
// flight is not known yet: Settle first.
func (r *Room) NextDue(sandbox *store.Sandbox) (time.Time, bool) {
	l := r.of(sandbox)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := sandbox.Clock().Now()
	switch {
	case len(l.ready.list) > 0:
		return now, true
	case len(l.later) == 0:
		return time.Time{}, false
	case l.later.due(now):
		return now, true
	default:
		return l.later[0].DueAt, true
	}
}

// Settle returns when all that is due now has been attempted, or with the context's error.
func (r *Room) Settle(ctx context.Context, sandbox *store.Sandbox) error {
	return r.of(sandbox).settle(ctx)
}

// Flush delivers all that is due now, waits for it and counts the attempts.
func (r *Room) Flush(ctx context.Context, sandbox *store.Sandbox) (attempts int64, err error) {
	l := r.of(sandbox)
	before := l.made()
	err = l.settle(ctx)
	return l.made() - before, err
}

func (l *line) made() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.attempts
}

func (l *line) settle(ctx context.Context) error {
	select {
	case <-l.whenSettled():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// whenSettled is closed when all that is due has been attempted.
func (l *line) whenSettled() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settled == nil {
		l.settled = make(chan struct{})
	}
	done := l.settled
	l.takeLocked()
	l.pumpLocked()
	return done
}

// tellSettledLocked tells those who wait when there is nothing left to wait for.
func (l *line) tellSettledLocked() {
	if l.settled == nil || l.flying > 0 {
		return
	}
	if !l.stopping && (len(l.ready.list) > 0 || l.later.due(l.sandbox.Clock().Now())) {
		return
	}
	close(l.settled)
	l.settled = nil
}

// landed waits until nothing is in flight any more, for a line that starts nothing.
func (l *line) landed(ctx context.Context) { _ = l.settle(ctx) }
