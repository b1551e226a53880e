package control

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// idler deletes a sandbox that nobody has asked anything of for a while of real time. It looks four times in that
// while, so it may be a quarter late.
type idler struct {
	touched atomic.Bool // since it looked last, by way of the control API

	mu    sync.Mutex
	timer *time.Timer // nil for a sandbox that does not expire
	asked int64       // exchanges when it looked last
	quiet int         // looks in a row without a sign of life
}

const looks = 4

func (i *idler) touch() { i.touched.Store(true) }

func (i *idler) start(w *World) {
	every := w.settings.ExpireAfter / looks
	if every == 0 {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.timer = time.AfterFunc(every, func() {
		if i.look(w.exchanges()) {
			_ = w.control.Delete(context.Background(), w.Name()) // it may be gone already
			return
		}
		i.again(every)
	})
}

// look tells whether it was quiet for long enough.
func (i *idler) look(asked int64) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.quiet++
	if i.touched.Swap(false) || asked != i.asked {
		i.quiet = 0
	}
	i.asked = asked
	return i.quiet >= looks
}

func (i *idler) again(every time.Duration) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.timer != nil {
		i.timer.Reset(every)
	}
}

func (i *idler) stop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.timer != nil {
		i.timer.Stop()
		i.timer = nil
	}
}
