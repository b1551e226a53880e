package webhook

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"mockserver/store"
)

// job is one attempt that is to be made.
type job struct {
	*record                 // only its number and event may be read without the lock
	endpoint store.Endpoint // the receiver
	first    bool
}

func newJob(r *record) job { return job{record: r, endpoint: r.Endpoint, first: len(r.Attempts) == 0} }

// outcome is what came of a job: an attempt, or none and why.
type outcome struct {
	endpoint store.Endpoint
	attempt  *Attempt
	reason   string
}

// deliver makes attempts, one after the other, as long as any are due.
func (l *line) deliver(w *world, j job) {
	for more := true; more; {
		done := l.try(w, j)
		l.trace(&j, &done)
		j, more = l.finish(w, j, done)
		if l.room.held.Load() > l.room.most.Load() {
			l.room.reclaim()
		}
	}
}

// trace writes an attempt to the log of the program.
func (l *line) trace(j *job, done *outcome) {
	if done.attempt != nil && l.room.logger.Enabled(context.Background(), slog.LevelDebug) {
		l.room.logger.Debug("webhook", "sandbox", l.sandbox.Name(), "delivery", j.Number, "event", j.Event.Name,
			"url", plainURL(done.endpoint.URL), "verdict", done.attempt.Verdict, "took", done.attempt.Took)
	}
}

// try makes one attempt. No lock is held.
func (l *line) try(w *world, j job) (done outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			l.room.logger.Error("panic in a delivery", "event", j.Event.Name, "panic", fault, "stack", string(debug.Stack()))
			done = outcome{endpoint: j.endpoint, reason: "a mistake in the mock itself: its log says more"}
		}
	}()
	endpoint, reason := l.receiver(j)
	if reason != "" {
		return outcome{endpoint: endpoint, reason: reason}
	}
	attempt, err := l.attempt(w.ctx, j.Event, &endpoint)
	if err != nil {
		return outcome{endpoint: endpoint, reason: err.Error()}
	}
	return outcome{endpoint: endpoint, attempt: &attempt}
}

// receiver is the endpoint that an attempt goes to, or why it goes nowhere. The first goes where the endpoint was when
// the event happened, whatever has become of it since: so it does not depend on how fast the mock is. A retry sees what
// was put right meanwhile.
func (l *line) receiver(j job) (endpoint store.Endpoint, reason string) {
	if j.first {
		return j.endpoint, ""
	}
	now, err := l.room.Endpoints(l.sandbox).Get(j.endpoint.ID)
	switch {
	case err != nil:
		return j.endpoint, "the endpoint was removed before the retry"
	case !now.Active && j.ReplayOf == 0:
		return now, "the endpoint was made inactive before the retry"
	default:
		return now, ""
	}
}

// attempt waits for a slot and sends an event to an endpoint. It fails when the context ends.
func (l *line) attempt(ctx context.Context, event *store.Event, endpoint *store.Endpoint) (Attempt, error) {
	release, err := l.slot(ctx)
	if err != nil {
		return Attempt{}, err
	}
	defer release()
	webhooks, at := l.room.webhooks(event.Provider), l.sandbox.Clock().Now()
	attempt := send(ctx, call{l.room.client, endpoint, webhooks.Encode(event, endpoint, at), webhooks.Acknowledged})
	attempt.At = at
	return attempt, ctx.Err()
}

// slot waits for a slot: the sandbox's own, which other sandboxes cannot take, or one of those that all share. It fails
// when the context ends.
func (l *line) slot(ctx context.Context) (release func(), err error) {
	select {
	case l.own <- struct{}{}:
		return func() { <-l.own }, nil
	default:
	}
	select {
	case l.own <- struct{}{}:
		return func() { <-l.own }, nil
	case l.room.slots <- struct{}{}:
		return func() { <-l.room.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// finish notes what came of an attempt and finds the worker another one.
func (l *line) finish(w *world, j job, done outcome) (next job, more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w != l.world {
		return job{}, false
	}
	l.noteLocked(j.record, done)
	l.dueLocked()
	if first := l.ready.pop(); first != nil && !l.stopping {
		next, more = newJob(first), true
	} else {
		l.flying--
	}
	l.pumpLocked()
	return next, more
}

func (l *line) noteLocked(r *record, done outcome) {
	r.Endpoint, r.URL = done.endpoint, plainURL(done.endpoint.URL)
	if done.attempt == nil {
		l.settleLocked(r, Dropped, done.reason)
		return
	}
	l.attempts++
	l.add(r, *done.attempt)
	retry := &r.Endpoint.Retry
	switch made := len(r.Attempts); {
	case done.attempt.Received:
		l.settleLocked(r, Received, "")
	case made >= retry.Attempts:
		l.settleLocked(r, Failed, "")
	case l.stopping: // end counts it
	default:
		l.laterLocked(r, done.attempt.At.Add(backoff(retry, made)))
		l.log.changed(r)
	}
}

// backoff is how long after the start of the made-th attempt the next one is due; without a schedule, at once.
func backoff(retry *store.Retry, made int) time.Duration {
	if len(retry.Backoff) == 0 {
		return 0
	}
	return retry.Backoff[min(made, len(retry.Backoff))-1]
}
