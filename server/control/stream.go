package control

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"mockserver/store"
)

// Real times of a stream of server-sent events.
const (
	heartbeat = 15 * time.Second // a comment, so that what lies between does not think it dead
	slowest   = 10 * time.Second // a reader that takes longer for one event is dropped
)

// lastEvent reads the last event that a reader of a stream has seen, which it names when it comes back; nil for none.
func (c *call) lastEvent() (*int64, error) {
	const header = "Last-Event-ID"
	text := c.r.Header.Get(header)
	if text == "" {
		return nil, nil //nolint:nilnil // no event and no error
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 {
		return nil, bad(header, "must be the id of an event, not %q", shorten(text))
	}
	return &number, nil
}

// stream sends what comes on a channel as server-sent events until the client goes, the server stops, or the channel is
// closed because the reader was too slow.
func stream[T any](ctx context.Context, w http.ResponseWriter, name string, from <-chan T, show func(T) (number int64, body any)) {
	streamHeader(w)
	out := http.NewResponseController(w)
	send := func(text string) bool {
		_ = out.SetWriteDeadline(store.Deadline(slowest)) // what cannot be told is no network
		_, err := w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	if !send(": listening\n\n") {
		return
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			if !send(": still here\n\n") {
				return
			}
		case item, open := <-from:
			if !open {
				send("event: dropped\ndata: {\"detail\":\"the reader was too slow, or the sandbox is gone\"}\n\n")
				return
			}
			number, body := show(item)
			text, err := json.Marshal(body)
			if err != nil || !send(fmt.Sprintf("event: %s\nid: %d\ndata: %s\n\n", name, number, text)) {
				return
			}
		}
	}
}

// streamHeader sets the header of a stream.
func streamHeader(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
}
