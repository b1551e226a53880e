package webhook

import (
	"sort"
	"sync/atomic"
)

// log is the deliveries of a line: all that wait and the last that are settled. The line's lock covers it, but for held.
type log struct {
	all       []*record // by number; those that are gone are taken out now and then
	old       []*record // the settled ones, in the order in which they were settled
	gone      int       // records in all that are gone
	last      int64     // the last number given
	changes   int64     // how often a delivery has changed
	counts    Counts
	held      atomic.Int64 // bytes
	listeners listeners
}

// record is a delivery in the log, and its place in the queue.
type record struct {
	Delivery
	size    int64
	gone    bool
	queued  bool // counts among what waits
	ordered bool // the order of its endpoint's deliveries is kept
	passed  bool // its lane has let it through
}

// open makes a record of a delivery that is not settled.
func (g *log) open(d Delivery) *record {
	g.last++
	d.Number = g.last
	r := &record{Delivery: d}
	g.all = append(g.all, r)
	g.counts.Pending++
	return r
}

// settle ends a delivery.
func (g *log) settle(r *record, state State) {
	r.State = state
	g.counts.Pending--
	switch state {
	case Received:
		g.counts.Received++
	case Failed:
		g.counts.Failed++
	case Dropped, Pending:
		g.counts.Dropped++
	}
	g.old = append(g.old, r)
	g.changed(r)
}

// forgetOldest lets go of the delivery that was settled first and returns its size, false when there is none.
func (g *log) forgetOldest() (size int64, ok bool) {
	if len(g.old) == 0 {
		return 0, false
	}
	r := g.old[0]
	g.old[0] = nil
	g.old = g.old[1:]
	r.gone = true
	g.gone++
	g.counts.Forgotten++
	if g.gone > 64 && g.gone > len(g.all)/2 {
		g.compact()
	}
	return r.size, true
}

// compact takes out what is gone. It happens when that is half of all, so that each record is moved about once.
func (g *log) compact() {
	kept := make([]*record, 0, len(g.all)-g.gone+64)
	for _, r := range g.all {
		if !r.gone {
			kept = append(kept, r)
		}
	}
	g.all, g.gone = kept, 0
}

// find finds a record by its number, nil when there is none.
func (g *log) find(number int64) *record {
	at := g.after(number - 1)
	if at == len(g.all) || g.all[at].Number != number || g.all[at].gone {
		return nil
	}
	return g.all[at]
}

// after is the place of the first record with a greater number.
func (g *log) after(number int64) int {
	return sort.Search(len(g.all), func(i int) bool { return g.all[i].Number > number })
}

// clear forgets everything. Those who listen go on listening.
func (g *log) clear() {
	g.all, g.old, g.gone, g.last, g.counts = nil, nil, 0, 0, Counts{}
}

// Select returns the deliveries that a filter chooses, by number, and the number to go on after: that of the last one when
// the page is full, else the last one given.
func (d *Deliveries) Select(f Filter) (page []Delivery, next int64) {
	d.line.mu.Lock()
	defer d.line.mu.Unlock()
	return d.line.log.choose(f)
}

// Deliveries is the delivery log of one sandbox: what waits and the last 1,000 that are settled, fewer when the memory
// of all delivery logs is short.
type Deliveries struct{ line *line }

// Get finds a delivery by its number, or fails with ErrNoDelivery.
func (d *Deliveries) Get(number int64) (Delivery, error) {
	d.line.mu.Lock()
	defer d.line.mu.Unlock()
	if r := d.line.log.find(number); r != nil {
		return r.Delivery, nil
	}
	return Delivery{}, ErrNoDelivery
}

// Counts counts the deliveries.
func (d *Deliveries) Counts() Counts {
	d.line.mu.Lock()
	defer d.line.mu.Unlock()
	return d.line.log.counts
}

func (g *log) choose(f Filter) (page []Delivery, next int64) {
	for _, r := range g.all[g.after(f.After):] {
		if r.gone || !f.matches(&r.Delivery) {
			continue
		}
		if f.Limit > 0 && len(page) == f.Limit {
			return page, page[len(page)-1].Number
		}
		page = append(page, r.Delivery)
	}
	return page, max(f.After, g.last)
}

// count counts what a filter chooses, up to a number.
func (g *log) count(f Filter, most int) (n int) {
	for _, r := range g.all[g.after(f.After):] {
		if !r.gone && f.matches(&r.Delivery) {
			if n++; n == most {
				break
			}
		}
	}
	return n
}
