package jusrecruit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

// happened takes the events that nobody has been told yet.
func (w *world) happened() []store.Event { return w.sandbox.Outbox().Take() }

// names are what events are called.
func names(events []store.Event) (all []string) {
	for i := range events {
		all = append(all, events[i].Name)
	}
	return all
}

// payload is the body that an endpoint gets of an event.
type payload struct {
	ID, Event, CreatedAt string
	CompanyID            *string        `json:"companyId"`
	Data                 map[string]any `json:"data"`
}

func payloadOf(t *testing.T, event *store.Event) (p payload) {
	t.Helper()
	message := encodeEvent(event, new(store.Endpoint), time.Time{})
	decoder := json.NewDecoder(bytes.NewReader(message.Body))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&p), string(message.Body))
	return p
}

// TestWritesOfClientsAreTold: what a client writes is told as the API then answers it.
func TestWritesOfClientsAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	assert.Empty(t, w.happened(), "the seed's history")
	status, answer := w.send(http.MethodPost, ashaPath+"/notes", `{"content":"Grüße"}`)
	require.Equal(t, http.StatusCreated, status)
	events := w.happened()
	require.Equal(t, []string{"candidate.note_added"}, names(events))
	assert.Equal(t, ashaPath[len("/candidates/"):], events[0].Subject)
	told := payloadOf(t, &events[0])
	assert.Equal(t, "candidate.note_added", told.Event)
	assert.Equal(t, events[0].ID, told.ID)
	assert.Equal(t, "2026-01-15T09:00:00.000Z", told.CreatedAt)
	assert.Equal(t, "677b9b90c0ffeec0ffee0001", *told.CompanyID)
	assert.Equal(t, answered(t, answer), told.Data)

	for _, unchanged := range []string{`{"tags":["urgent"]}`, `{"tags":[]}`, `{`} {
		w.send(http.MethodPost, backendPath+"/tags", unchanged)
	}
	w.send(http.MethodDelete, backendPath+"/tags?tag=unknown", "")
	w.send(http.MethodPost, "/company/webhooks", `{"url":"http://localhost"}`)
	assert.Empty(t, w.happened(), "a change of nothing is none, and a webhook is no event")
	w.send(http.MethodPost, backendPath+"/tags", `{"tags":["a"]}`)
	w.send(http.MethodDelete, backendPath+"/tags?tag=a&tag=urgent", "")
	events = w.happened()
	require.Equal(t, []string{"job.tags_changed", "job.tags_changed"}, names(events))
	assert.Equal(t, []any{"urgent", "a"}, payloadOf(t, &events[0]).Data["tags"], "as it was then")
	assert.Equal(t, w.object(t, backendPath), payloadOf(t, &events[1]).Data)
}

func answered(t *testing.T, body string) map[string]any {
	t.Helper()
	var answer struct{ Data map[string]any }
	require.NoError(t, json.Unmarshal([]byte(body), &answer))
	return answer.Data
}

// TestOnlyWhoWantsAnEventIsTold: endpoints by the name of the event, none of them switched off.
func TestOnlyWhoWantsAnEventIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, strings.Replace(defaultSeed(), "  webhooks:\n    - {url: \"http://localhost:9999", `  webhooks:
    - {url: "http://localhost/all", retry: {attempts: 3, backoff: [10s]}}
    - {url: "http://localhost/tags", events: [job.tags_changed, job.created]}
    - {url: "http://localhost/off", active: false}
    - {url: "http://localhost:9999`, 1))
	w.send(http.MethodPost, "/company/webhooks", `{"url":"http://localhost/later"}`)
	w.send(http.MethodPost, ashaPath+"/notes", `{"content":"x"}`)
	w.send(http.MethodPost, backendPath+"/tags", `{"tags":["x"]}`)
	events := w.happened()
	told := make([][]string, 0, len(events))
	for _, event := range events {
		urls := make([]string, 0, len(event.Endpoints))
		for _, endpoint := range event.Endpoints {
			urls = append(urls, strings.TrimPrefix(endpoint.URL, "http://localhost"))
			assert.Equal(t, name, endpoint.Provider)
			if endpoint.URL == "http://localhost/all" {
				assert.Equal(t, store.Retry{Attempts: 3, Backoff: []time.Duration{10 * time.Second}}, endpoint.Retry)
			}
		}
		told = append(told, urls)
	}
	assert.Equal(t, [][]string{{"/all", "/later"}, {"/all", "/tags", "/later"}}, told)
}

func TestAllOf2xxAcknowledges(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		200: "answered 200: JusRecruit counts any 2xx as received", 204: "answered 204: JusRecruit counts any 2xx as received",
		199: "answered 199: JusRecruit counts only 2xx as received", 301: "answered 301: JusRecruit counts only 2xx as received",
	} {
		received, words := acknowledged(status)
		assert.Equal(t, status/100 == 2, received)
		assert.Equal(t, want, words)
	}
}

// TestHeadersOfADelivery: spelled as inferred, the same for every attempt, unsigned without a secret.
func TestHeadersOfADelivery(t *testing.T) {
	t.Parallel()
	event := &store.Event{ID: "68632500a933460000000001", Name: "job.updated", Data: []byte(`{"companyId":null,"data":{}}`)}
	one, other := &store.Endpoint{ID: numbered("w", 1)}, &store.Endpoint{ID: numbered("w", 2), Secret: "s"}
	first, again := encodeEvent(event, one, time.Unix(1, 0)), encodeEvent(event, one, time.Unix(2, 0))
	assert.Equal(t, first, again)
	assert.Equal(t, `{"id":"68632500a933460000000001","event":"job.updated","createdAt":"0001-01-01T00:00:00.000Z","companyId":null,"data":{}}`, string(first.Body))
	assert.Equal(t, []string{"X-JusRecruit-Event", "X-JusRecruit-Delivery"}, headerNames(first))
	signed := encodeEvent(event, other, time.Unix(1, 0))
	assert.Equal(t, []string{"X-JusRecruit-Event", "X-JusRecruit-Delivery", "X-JusRecruit-Signature"}, headerNames(signed))
	assert.NotEqual(t, first.Header[1], signed.Header[1], "another endpoint")
	assert.Regexp(t, "^[0-9a-f]{24}$", first.Header[1].Value)
}

func headerNames(m provider.Message) (all []string) {
	for _, h := range m.Header {
		all = append(all, h.Name)
	}
	return all
}

// TestASampleCouldHaveHappened: of the newest candidate, else of the newest job, else none.
func TestASampleCouldHaveHappened(t *testing.T) {
	t.Parallel()
	for seed, want := range map[string]string{
		"": "", "jusrecruit: {jobs: [{title: J}]}": "job.updated", "jusrecruit: {jobs: [{title: J}], candidates: [{firstName: C}]}": "candidate.updated",
	} {
		w := newWorld(t, seed)
		require.NoError(t, w.sandbox.Read(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
			event, ok := w.hooks.Sample(tx)
			assert.Equal(t, want != "", ok)
			assert.Equal(t, want, event.Name)
			if ok {
				told := payloadOf(t, &event)
				assert.Equal(t, event.Subject, told.Data["id"])
				assert.Equal(t, "2026-01-15T09:00:00.000Z", told.CreatedAt)
				assert.Nil(t, told.CompanyID)
			}
			return nil
		}))
		assert.Empty(t, w.happened())
	}
}
