package control

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"mockserver/store"
)

// Real times of a stream of server-sent events.
const (
	heartbeat = 15 * time.Second // a comment, so that what lies between does not think it dead
	slowest   = 10 * time.Second // a reader that takes longer for one event is dropped
)

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
