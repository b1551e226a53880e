package webhook

import (
	"context"
	"sync"
	"time"

	"mockserver/store"
)

// line is the deliveries of one sandbox: those that wait, and the log.
type line struct {
	room    *Room
	sandbox *store.Sandbox
	own     chan struct{} // holds the attempt in flight, if any, that has the sandbox's own slot

	mu       sync.Mutex // covers everything below; of the locks of others only the outbox's and the clock's are taken under it
	world    *world     // what has no part in the present one is not listened to
	stopping bool       // no more attempts are started
	ended    bool
	watching bool // a goroutine watches the clock: there is something in later

	ready    fifo          // to be attempted at once
	later    retries       // by the sandbox's clock
	lanes    lanes         // what is behind others to the same endpoint
	waiting  int64         // bytes of the events of all pending deliveries
	flying   int           // workers
	attempts int64         // ever finished
	settled  chan struct{} // closed when all that is due has been attempted; nil until somebody waits
	log      log
}

// world is the time between two resets of a sandbox.
type world struct {
	ctx    context.Context
	cancel context.CancelFunc
	wake   chan struct{} // tells the goroutine that watches the clock of an earlier retry
}

func newLine(room *Room, sandbox *store.Sandbox) *line {
	return &line{room: room, sandbox: sandbox, own: make(chan struct{}, 1), world: newWorld(), lanes: lanes{}}
}

func newWorld() *world {
	ctx, cancel := context.WithCancel(context.Background())
	return &world{ctx, cancel, make(chan struct{}, 1)}
}

// take queues the deliveries of the events in the sandbox's outbox.
func (l *line) take() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.takeLocked()
	l.pumpLocked()
}

// takeLocked is under the line's lock so that two who take at once keep the order of events.
func (l *line) takeLocked() {
	for _, event := range l.sandbox.Outbox().Take() {
		if l.stopping || l.room.webhooks(event.Provider) == nil {
			continue
		}
		kept := event // on its own: an event that waits must not hold on to those that happened with it
		for i := range kept.Endpoints {
			l.queueLocked(&kept, kept.Endpoints[i], 0)
		}
	}
}

// queueLocked makes a delivery. When too much waits already it is dropped, not an older one: what has its place in an
// order keeps it.
func (l *line) queueLocked(event *store.Event, endpoint store.Endpoint, replayOf int64) *record {
	r := l.log.open(Delivery{
		Event: event, Endpoint: endpoint, URL: plainURL(endpoint.URL), State: Pending, DueAt: event.At, ReplayOf: replayOf,
	})
	if l.log.counts.Pending > maxPending || l.waiting+int64(len(event.Data)) > maxWaiting {
		l.settleLocked(r, Dropped, "too many deliveries were waiting already")
		return r
	}
	l.waiting += int64(len(event.Data))
	r.queued = true
	l.log.changed(r)
	r.ordered = endpoint.Retry.Ordered
	if l.lanes.pass(r) {
		l.ready.push(r)
	}
	return r
}

// settleLocked ends a delivery.
func (l *line) settleLocked(r *record, state State, reason string) {
	r.Reason, r.DueAt = reason, time.Time{}
	if r.queued {
		r.queued = false
		l.waiting -= int64(len(r.Event.Data))
	}
	l.account(r, overhead+int64(len(r.Event.Data)))
	l.log.settle(r, state)
	for len(l.log.old) > maxSettled {
		l.forgetLocked()
	}
	l.leaveLocked(r)
}

// leaveLocked lets those come that were behind a delivery.
func (l *line) leaveLocked(r *record) {
	for _, next := range l.lanes.leave(r) {
		l.ready.push(next)
	}
}

// reset begins a new world and counts the deliveries that the old one leaves open.
func (l *line) reset() (dropped int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.resetLocked()
}

func (l *line) resetLocked() (dropped int) {
	dropped = int(l.log.counts.Pending)
	l.world.cancel()
	l.world = newWorld()
	l.ready, l.later, l.lanes = fifo{}, nil, lanes{}
	l.waiting, l.flying, l.watching = 0, 0, false
	l.room.held.Add(-l.log.held.Swap(0))
	l.log.clear()
	l.tellSettledLocked()
	return dropped
}

// stop starts no more attempts.
func (l *line) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopping = true
	l.tellSettledLocked()
}

// end is a reset that nothing follows.
func (l *line) end() (dropped int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	dropped = l.resetLocked()
	l.world.cancel()
	l.stopping, l.ended = true, true
	l.log.end()
	return dropped
}
