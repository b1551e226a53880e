// Package lossy writes the log to where it may not be read: a pipe that is full, a file on a full disk, a reader that went
// away. Whoever logs never waits. What cannot be written is dropped and counted, and the count is written when writing
// works again.
package lossy

import (
	"io"
	"sync"
	"time"
)

// mostWaiting is how much may wait to be written, in bytes.
const mostWaiting = 1 << 20

// Writer hands what is written to another writer, in order, without ever waiting for it. Safe for concurrent use.
type Writer struct {
	to     io.Writer
	notice func(dropped int) []byte

	mu      sync.Mutex
	waiting [][]byte
	size    int
	dropped int
	busy    bool          // a write is under way
	idle    chan struct{} // closed when nothing waits and nothing is under way
}

// New makes a writer. notice words the line that says how many writes were dropped.
func New(to io.Writer, notice func(dropped int) []byte) *Writer {
	idle := make(chan struct{})
	close(idle)
	return &Writer{to: to, notice: notice, idle: idle}
}

// Write takes a copy of the text. It never fails and never waits.
func (w *Writer) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.size+len(text) > mostWaiting {
		w.dropped++
		return len(text), nil
	}
	w.waiting = append(w.waiting, append([]byte(nil), text...))
	w.size += len(text)
	if !w.busy {
		w.busy, w.idle = true, make(chan struct{})
		go w.run()
	}
	return len(text), nil
}

// run writes until nothing waits. A write that blocks holds up this goroutine alone.
func (w *Writer) run() {
	for {
		text, dropped, more := w.next()
		if !more {
			return
		}
		if dropped > 0 {
			w.write(w.notice(dropped), dropped)
		}
		w.write(text, 1)
	}
}

// write counts as dropped what cannot be written.
func (w *Writer) write(text []byte, count int) {
	if _, err := w.to.Write(text); err != nil {
		w.mu.Lock()
		w.dropped += count
		w.mu.Unlock()
	}
}

func (w *Writer) next() (text []byte, dropped int, more bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 {
		w.busy = false
		close(w.idle)
		return nil, 0, false
	}
	text, w.waiting = w.waiting[0], w.waiting[1:]
	w.size -= len(text)
	dropped, w.dropped = w.dropped, 0
	return text, dropped, true
}

// Flush waits until everything is written, but no longer than patience.
func (w *Writer) Flush(patience time.Duration) {
	w.mu.Lock()
	idle := w.idle
	w.mu.Unlock()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-idle:
	case <-timer.C:
	}
}
