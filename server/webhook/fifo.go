package webhook

import "time"

// fifo is records in the order in which they came.
type fifo struct{ list []*record }

func (f *fifo) push(r *record) { f.list = append(f.list, r) }

// pop takes the first out, nil when there is none.
func (f *fifo) pop() *record {
	if len(f.list) == 0 {
		return nil
	}
	first := f.list[0]
	f.list[0] = nil // an append that grows the list leaves the popped places behind
	f.list = f.list[1:]
	return first
}

// retries is a heap (container/heap) of records by the time when they are due and then by number.
type retries []*record

func (h retries) Len() int      { return len(h) }
func (h retries) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h retries) Less(i, j int) bool {
	if c := h[i].DueAt.Compare(h[j].DueAt); c != 0 {
		return c < 0
	}
	return h[i].Number < h[j].Number
}

// Push is for container/heap.
func (h *retries) Push(r any) { *h = append(*h, r.(*record)) }

// Pop is for container/heap.
func (h *retries) Pop() any {
	last := len(*h) - 1
	r := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return r
}

// due tells whether the first of them is due.
func (h retries) due(now time.Time) bool { return len(h) > 0 && !h[0].DueAt.After(now) }
