package webhook

import (
	"bytes"
	"slices"

	"mockserver/server/provider"
)

// About what a record and an attempt take beside bodies and headers, in bytes.
const (
	overhead        = 512
	attemptOverhead = 256
)

// account adds to what a record holds. It and its event count when the delivery is settled: what waits has bounds of its
// own.
func (l *line) account(r *record, size int64) {
	r.size += size
	l.log.held.Add(size)
	l.room.held.Add(size)
}

// add notes an attempt. Bodies that say the same are kept once: a request mostly is its event's data, and a receiver
// mostly repeats itself.
func (l *line) add(r *record, a Attempt) {
	var size int64
	a.Request.Body = share(a.Request.Body, preview(r.Event.Data), &size)
	if n := len(r.Attempts); n > 0 {
		last := &r.Attempts[n-1]
		size = 0
		a.Request.Body = share(a.Request.Body, last.Request.Body, &size)
		a.Response.Body = share(a.Response.Body, last.Response.Body, &size)
	} else {
		size += int64(len(a.Response.Body))
	}
	size += headerSize(a.Request.Header) + headerSize(a.Response.Header) + int64(len(a.Error)+len(a.Verdict))
	r.Attempts = append(slices.Clip(r.Attempts), a) // what was handed out is not written to
	l.account(r, size+attemptOverhead)
}

// share is the known bytes when they are the same, else the others, which then cost their size.
func share(body, known []byte, size *int64) []byte {
	if bytes.Equal(body, known) {
		return known
	}
	*size += int64(len(body))
	return body
}

func headerSize(header []provider.Header) (size int64) {
	for _, h := range header {
		size += int64(len(h.Name) + len(h.Value))
	}
	return size
}

// forgetLocked lets go of the delivery that was settled first, false when there is none.
func (l *line) forgetLocked() bool {
	size, ok := l.log.forgetOldest()
	l.log.held.Add(-size)
	l.room.held.Add(-size)
	return ok
}

// reclaim makes the sandboxes with the largest logs give up old deliveries, until an eighth of the memory is free, so
// that the next reclaim is far away. It holds one line's lock at a time.
func (r *Room) reclaim() {
	r.reclaims.Lock()
	defer r.reclaims.Unlock()
	const spare = maxLogs / 8
	for r.held.Load() > maxLogs-spare {
		if largest := r.largest(); largest == nil || !largest.shrink() {
			break // what is left belongs to deliveries that wait
		}
	}
	r.most.Store(max(maxLogs, r.held.Load()+spare))
}

// largest is the line whose log holds most, nil when there is none.
func (r *Room) largest() (largest *line) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.lines {
		if largest == nil || l.log.held.Load() > largest.log.held.Load() {
			largest = l
		}
	}
	return largest
}

// shrink forgets settled deliveries, when there are none what was said in attempts at those that wait, and tells
// whether that helped.
func (l *line) shrink() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.log.held.Load()
	for range max(1, len(l.log.old)/16) {
		if !l.forgetLocked() {
			l.stripLocked()
		}
	}
	return l.log.held.Load() < before
}

// stripLocked gives up the headers and bodies of attempts at deliveries that wait.
func (l *line) stripLocked() {
	for _, r := range l.log.all {
		if r.gone || len(r.Attempts) == 0 {
			continue
		}
		bare := slices.Clone(r.Attempts)
		for i := range bare {
			bare[i].Request, bare[i].Response = bare[i].Request.bare(), bare[i].Response.bare()
		}
		r.Attempts = bare
		l.account(r, int64(attemptOverhead*len(bare))-r.size)
	}
}

func (s Side) bare() Side { return Side{Size: s.Size, Given: true} }

func preview(body []byte) []byte { return body[:min(len(body), maxPreview)] }
