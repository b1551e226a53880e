package webhook

import (
	"container/heap"
	"time"

	"mockserver/store"
)

// pumpLocked starts what is due, as far as there is room in flight.
func (l *line) pumpLocked() {
	l.dueLocked()
	for !l.stopping && l.flying < maxFlying {
		first := l.ready.pop()
		if first == nil {
			break
		}
		l.flying++
		w, j := l.world, newJob(first)
		l.room.work.Go(func() { l.deliver(w, j) })
	}
	if len(l.later) > 0 && !l.watching && !l.stopping {
		l.watching = true
		w := l.world
		l.room.work.Go(func() { l.watch(w) })
	}
	l.tellSettledLocked()
}

// dueLocked makes ready what the sandbox's clock has reached.
func (l *line) dueLocked() {
	now := l.sandbox.Clock().Now()
	for l.later.due(now) {
		r := heap.Pop(&l.later).(*record)
		if r.passed || l.lanes.pass(r) {
			l.ready.push(r)
		}
	}
}

// laterLocked has a delivery attempted again at a time of the sandbox's clock. Until then it is in nobody's way, unless
// the order of its endpoint's is kept.
func (l *line) laterLocked(r *record, at time.Time) {
	r.DueAt = at
	if !r.ordered {
		l.leaveLocked(r)
	}
	heap.Push(&l.later, r)
	if l.later[0] == r {
		select {
		case l.world.wake <- struct{}{}:
		default: // it is woken already
		}
	}
}

// watch starts retries when the clock reaches them. It ends when there are none.
func (l *line) watch(w *world) {
	for {
		jumped := l.sandbox.Clock().Jumped() // before the clock is read: a jump in between is not missed
		wait, more := l.tick(w)
		if !more {
			return
		}
		timer := time.NewTimer(wait)
		reached := timer.C
		if l.sandbox.Clock().Mode() == store.Still {
			reached = nil
		}
		select {
		case <-reached:
		case <-jumped:
		case <-w.wake:
		case <-w.ctx.Done():
		}
		timer.Stop()
	}
}

// tick starts what is due and tells how far away the next retry is, false when there is none.
func (l *line) tick(w *world) (wait time.Duration, more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w != l.world {
		return 0, false
	}
	l.pumpLocked()
	if len(l.later) == 0 || l.stopping {
		l.watching = false
		return 0, false
	}
	return l.later[0].DueAt.Sub(l.sandbox.Clock().Now()), true
}
