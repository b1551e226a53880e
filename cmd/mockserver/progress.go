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
	go func() {
		defer close(ended)
		tellTime(to, what, done)
	}()
	return func() {
		close(done)
		<-ended
	}
}

// tellTime writes how long it has taken, twice a second.
func tellTime(to io.Writer, what string, done <-chan struct{}) {
	const step = 500 * time.Millisecond
	ticker := time.NewTicker(step)
	defer ticker.Stop()
	for taken := step; ; taken += step {
		select {
		case <-done:
			if taken > step {
				_, _ = fmt.Fprint(to, "\r\x1b[K")
			}
			return
		case <-ticker.C:
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
