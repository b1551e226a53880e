package webhook

import "mockserver/store"

// lanes keeps the deliveries to one endpoint from taking all places in flight, and those of an ordered endpoint in
// order: of each endpoint only a few are let through at a time.
type lanes map[store.ObjectID]*lane

// lane is the deliveries to one endpoint.
type lane struct {
	passed  int  // those that are ready or in flight; one of an ordered endpoint also while it waits for its retry
	waiting fifo // behind them
}

// pass tells whether a delivery is ready at once; otherwise leave will say when it is.
func (all lanes) pass(r *record) bool {
	own := all[r.Endpoint.ID]
	if own == nil {
		own = new(lane)
		all[r.Endpoint.ID] = own
	}
	if len(own.waiting.list) > 0 || own.passed >= r.width() {
		own.waiting.push(r)
		return false
	}
	own.passed++
	r.passed = true
	return true
}

// leave takes a delivery out of its lane and returns those that are ready now.
func (all lanes) leave(r *record) (ready []*record) {
	if !r.passed {
		return nil
	}
	r.passed = false
	own := all[r.Endpoint.ID]
	own.passed--
	for len(own.waiting.list) > 0 && own.passed < own.waiting.list[0].width() {
		next := own.waiting.pop()
		own.passed++
		next.passed = true
		ready = append(ready, next)
	}
	if own.passed == 0 && len(own.waiting.list) == 0 {
		delete(all, r.Endpoint.ID)
	}
	return ready
}

// width is how many deliveries of an endpoint are let through.
func (r *record) width() int {
	if r.ordered {
		return 1
	}
	return maxEndpointFlying
}
