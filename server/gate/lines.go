package gate

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// headerLines keeps header values that most answers share, so that they are not built anew for each.
type headerLines struct {
	dated atomic.Pointer[datedLine]
	types sync.Map // content type → header value; there are as many as the program names
}

type datedLine struct {
	second int64
	value  []string
}

// date is the value of the Date header for an instant.
func (l *headerLines) date(now time.Time) []string {
	second := now.Unix()
	if last := l.dated.Load(); last != nil && last.second == second {
		return last.value
	}
	line := &datedLine{second, []string{now.UTC().Format(http.TimeFormat)}}
	l.dated.Store(line)
	return line.value
}

// contentType is the value of the Content-Type header.
func (l *headerLines) contentType(name string) []string {
	if line, ok := l.types.Load(name); ok {
		return line.([]string)
	}
	line, _ := l.types.LoadOrStore(name, []string{name})
	return line.([]string)
}
