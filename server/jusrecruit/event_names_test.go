package jusrecruit_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/jusrecruit"
	"mockserver/server/provider"
	"mockserver/server/servertest"
)

// TestEventsHaveTheUsersNames in the header, in the body and in what a webhook asks for; a seed may use ours, too.
func TestEventsHaveTheUsersNames(t *testing.T) {
	t.Parallel()
	type delivery struct{ header, body string }
	deliveries := make(chan delivery, 8)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var payload struct{ Event string }
		_ = json.Unmarshal(body, &payload)
		deliveries <- delivery{r.Header.Get("X-JusRecruit-Event"), payload.Event}
	}))
	t.Cleanup(receiver.Close)
	s := servertest.Run(t, servertest.Settings(func(s *server.Settings) {
		s.JusRecruit.RateLimit = provider.LimitOff
		require.True(t, s.JusRecruit.RenameEvents("candidate.note_added=NOTE_ADDED, candidate.stage_changed=STAGE:MOVED"))
	}))
	seeded := ask(t, s, hooks).objects(t)[0]
	assert.Equal(t, []any{"STAGE:MOVED"}, seeded["events"], "the default seed says candidate.stage_changed")

	refused := ask(t, s, hooks, send("POST", `{"url":"`+receiver.URL+`","events":["candidate.note_added"]}`))
	assert.Equal(t, 400, refused.status)
	assert.Contains(t, refused.header.Get("X-Mock-Reason"), "accepted: candidate.created, candidate.updated, STAGE:MOVED, NOTE_ADDED, job.created")
	made := ask(t, s, hooks, send("POST", `{"url":"`+receiver.URL+`","events":["NOTE_ADDED","job.tags_changed"]}`))
	assert.Equal(t, []any{"NOTE_ADDED", "job.tags_changed"}, made.objects(t)[0]["events"])
	everyEvent := ask(t, s, hooks, send("POST", `{"url":"http://localhost:1","active":false}`)).objects(t)[0]["events"]
	assert.Equal(t, []any{"candidate.created", "candidate.updated", "STAGE:MOVED", "NOTE_ADDED", "job.created", "job.updated", "job.tags_changed"}, everyEvent)

	for _, write := range []struct{ path, body, event string }{
		{asha + "/notes", `{"content":"x"}`, "NOTE_ADDED"},
		{backend + "/tags", `{"tags":["new"]}`, "job.tags_changed"},
	} {
		ask(t, s, write.path, send("POST", write.body))
		select {
		case got := <-deliveries:
			assert.Equal(t, delivery{write.event, write.event}, got)
		case <-time.After(20 * time.Second):
			require.Fail(t, "nothing was delivered", write.event)
		}
	}
}

func TestNamesOfEventsThatAreRefused(t *testing.T) {
	t.Parallel()
	for text, accepted := range map[string]bool{
		"job.created=JOB_CREATED":                true,
		"job.created=a.b-c:d/E_1, job.updated=U": true,
		"job.created=job.created":                true,
		"":                                       false,
		"job.created":                            false,
		"job.created=":                           false,
		"job.eaten=EATEN":                        false,
		"job.created=A B":                        false,
		"job.created=Ä":                          false,
		"job.created=A,job.created=B":            false,
		"job.created=A,job.updated=A":            false,
		"job.created=job.updated":                false,
		"job.created=job.updated,job.updated=job.created": false,
	} {
		settings := jusrecruit.DefaultSettings()
		assert.Equal(t, accepted, settings.RenameEvents(text), text)
	}
}
