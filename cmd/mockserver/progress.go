package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress tells somebody at a terminal that the seed is being loaded, once that takes a while. It is silent where nobody
// looks. The returned function ends it and wipes its line.
func progress(to io.Writer, what string) (end func()) {
	if !isTerminal(to) {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	ticker := time.NewTicker(step)
	go func() {
		defer close(ended)
		defer ticker.Stop()
		tellTime(to, what, ticker.C, done)
	}()
	return func() {
		close(done)
		<-ended
	}
}

// step is how often the progress is told.
const step = 500 * time.Millisecond

// tellTime writes how long it has taken, at every tick.
func tellTime(to io.Writer, what string, ticks <-chan time.Time, done <-chan struct{}) {
	for taken := step; ; taken += step {
		select {
		case <-done:
			if taken > step {
				_, _ = fmt.Fprint(to, "\r\x1b[K")
			}
			return
		case <-ticks:
			_, _ = fmt.Fprintf(to, "\rloading the seed %s, %.1f s", what, taken.Seconds())
		}
	}
}

func isTerminal(to io.Writer) bool {
	file, ok := to.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
