package webhook

import (
	"cmp"
	"context"
	"slices"
)

// maxUnread is how many changes a subscriber may be behind before it is dropped.
const maxUnread = 256

// listeners are those who want to know of changes in a log.
type listeners struct {
	waiting     map[*waiter]struct{}
	subscribers map[*subscriber]struct{}
	ended       bool
}

type waiter struct {
	filter Filter
	rung   chan struct{} // has one when something that the filter chooses has changed
}

type subscriber struct {
	filter  Filter
	changes chan Delivery
}

// changed numbers a change of a delivery and hands it to those who listen. Nobody is waited for.
func (g *log) changed(r *record) {
	g.changes++
	r.Change = g.changes
	for w := range g.listeners.waiting {
		if w.filter.matches(&r.Delivery) {
			w.ring()
		}
	}
	for s := range g.listeners.subscribers {
		if !s.filter.matches(&r.Delivery) {
			continue
		}
		select {
		case s.changes <- r.Delivery:
		default: // too slow
			delete(g.listeners.subscribers, s)
			close(s.changes)
		}
	}
}

func (w *waiter) ring() {
	select {
	case w.rung <- struct{}{}:
	default: // it will look anyway
	}
}

// end ends all listening.
func (g *log) end() {
	g.listeners.ended = true
	for w := range g.listeners.waiting {
		w.ring()
	}
	for s := range g.listeners.subscribers {
		close(s.changes)
	}
	g.listeners.subscribers = nil
}

// Wait returns the deliveries that a filter chooses as soon as there are so many of them (at least one). When the
// context ends before, it returns those there are and the context's error; when the sandbox or the server ends, ErrEnded.
func (d *Deliveries) Wait(ctx context.Context, f Filter, least int) ([]Delivery, error) {
	w := &waiter{f, make(chan struct{}, 1)}
	d.line.enlist(w)
	defer d.line.dismiss(w)
	for {
		found, enough, ended := d.line.look(f, max(least, 1))
		switch {
		case enough:
			return found, nil
		case ended:
			return found, ErrEnded
		}
		select {
		case <-w.rung:
		case <-ctx.Done():
			found, _ = d.Select(f)
			return found, ctx.Err()
		}
	}
}

func (l *line) enlist(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.log.listeners.waiting == nil {
		l.log.listeners.waiting = map[*waiter]struct{}{}
	}
	l.log.listeners.waiting[w] = struct{}{}
}

func (l *line) dismiss(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.log.listeners.waiting, w)
}

// look is the deliveries that a filter chooses, once there are enough.
func (l *line) look(f Filter, least int) (found []Delivery, enough, ended bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.log.count(f, least) < least {
		return nil, false, l.log.listeners.ended
	}
	found, _ = l.log.choose(f)
	return found, true, false
}

// Subscribe hands out every change of a delivery that a filter chooses (its limit is not looked at), until stop is called
// or the sandbox ends or the reader is so slow that it is dropped: then the channel is closed. With since, it begins with
// the deliveries that have changed after that change, each once as it is now; nil begins with the next change.
func (d *Deliveries) Subscribe(f Filter, since *int64) (changes <-chan Delivery, stop func()) {
	l, s := d.line, &subscriber{filter: f}
	l.mu.Lock()
	defer l.mu.Unlock()
	missed := l.log.missed(f, since)
	s.changes = make(chan Delivery, maxUnread+len(missed))
	for i := range missed {
		s.changes <- missed[i]
	}
	if l.log.listeners.ended {
		close(s.changes)
		return s.changes, func() {}
	}
	if l.log.listeners.subscribers == nil {
		l.log.listeners.subscribers = map[*subscriber]struct{}{}
	}
	l.log.listeners.subscribers[s] = struct{}{}
	return s.changes, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if _, listening := l.log.listeners.subscribers[s]; listening {
			delete(l.log.listeners.subscribers, s)
			close(s.changes)
		}
	}
}

// missed returns the deliveries that have changed after a change, in the order of their last changes.
func (g *log) missed(f Filter, since *int64) (missed []Delivery) {
	if since == nil {
		return nil
	}
	f.Limit = 0
	all, _ := g.choose(f)
	for i := range all {
		if all[i].Change > *since {
			missed = append(missed, all[i])
		}
	}
	slices.SortFunc(missed, func(a, b Delivery) int { return cmp.Compare(a.Change, b.Change) })
	return missed
}
