package webhook

import "mockserver/store"

// Replay tells the endpoint of a delivery's event again: a new delivery of the same event, signed anew. The endpoint is
// taken as it is now, active or not. It fails with ErrNoDelivery, ErrPending, ErrNoEndpoint or ErrEnded.
func (r *Room) Replay(sandbox *store.Sandbox, number int64) (Delivery, error) {
	before, err := r.Deliveries(sandbox).Get(number)
	if err != nil {
		return Delivery{}, err
	}
	if before.State == Pending {
		return Delivery{}, ErrPending
	}
	endpoint, err := r.Endpoints(sandbox).Get(before.Endpoint.ID)
	if err != nil {
		return Delivery{}, err
	}
	return r.of(sandbox).replay(&before, endpoint)
}

func (l *line) replay(before *Delivery, endpoint store.Endpoint) (Delivery, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopping {
		return Delivery{}, ErrEnded
	}
	if l.log.find(before.Number) == nil { // forgotten, or another world's
		return Delivery{}, ErrNoDelivery
	}
	again := l.queueLocked(before.Event, endpoint, before.Number)
	given := again.Delivery
	l.pumpLocked()
	return given, nil
}

// ReplayFailed replays all failed and dropped deliveries that the log still has, but for those that a replay has put
// right or is about to, and those whose endpoint was removed.
func (r *Room) ReplayFailed(sandbox *store.Sandbox) []Delivery {
	replayed := []Delivery{}
	for _, number := range r.of(sandbox).failed() {
		if again, err := r.Replay(sandbox, number); err == nil {
			replayed = append(replayed, again)
		}
	}
	return replayed
}

// failed is the numbers of those deliveries that failed and of whose event and endpoint there is no later one that did not.
func (l *line) failed() (numbers []int64) {
	type telling struct {
		event    *store.Event
		endpoint store.ObjectID
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	last := map[telling]*record{}
	for _, r := range l.log.all {
		if !r.gone {
			last[telling{r.Event, r.Endpoint.ID}] = r
		}
	}
	for _, r := range l.log.all {
		failed := r.State == Failed || r.State == Dropped
		if !r.gone && failed && last[telling{r.Event, r.Endpoint.ID}] == r {
			numbers = append(numbers, r.Number)
		}
	}
	return numbers
}
