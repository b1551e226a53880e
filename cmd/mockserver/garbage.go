package main

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
)

// collectLess has the garbage collector run less often than Go's default, unless GOGC says how often: the heap is small and
// mostly rows that stay, and marking them is what a large answer pays most for.
func (p *program) collectLess() {
	const percent = 300
	if !slices.ContainsFunc(p.environment, func(entry string) bool { return strings.HasPrefix(entry, "GOGC=") }) {
		debug.SetGCPercent(percent)
	}
}

// collector makes up for collectLess where requests are large: what they leave behind would pile up to three times the
// heap before it is collected.
type collector struct {
	next http.Handler
	left atomic.Int64 // bytes of large bodies since the last collection
}

const (
	largeBody   = 64 << 10 // bytes, from which on a request's body counts
	mostLeft    = 2 << 20  // bytes of such bodies, after which garbage is collected
	chunkedBody = 1 << 20  // what a body of unknown length counts
)

// ServeHTTP serves the request, and collects when enough has been left behind.
func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.next.ServeHTTP(w, r)
	size := r.ContentLength
	if size < 0 {
		size = chunkedBody
	}
	if size >= largeBody && c.left.Add(size) >= mostLeft {
		c.left.Store(0)
		go runtime.GC()
	}
}
