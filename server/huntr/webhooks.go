package huntr

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"mockserver/server/provider"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// signatureHeader is spelled as the vendor spells it.
const signatureHeader = "x-huntr-hmac-sha256"

// newWebhooks: the page documents the body and what acknowledges it, a later one the signature.
func (h *Huntr) newWebhooks(schema *store.Schema) *provider.Webhooks {
	return &provider.Webhooks{
		Table:  store.NewTable(schema, "huntr.webhooks", store.CompareObjectIDs, func(e *store.Endpoint) store.ObjectID { return e.ID }),
		Events: eventTypes(),
		Label: provider.Label{
			Evidence: provider.Documented,
			Source:   `Organization API page of 2018-06-06, "Webhooks"; the signature: page of 2020-06-17, "Secure your webhooks"`,
		},
		Encode: encodeWebhook, Acknowledged: acknowledged, Sample: h.sampleEvent,
	}
}

// encodeWebhook sends the bare Event, signed over its bytes when the endpoint has a secret.
func encodeWebhook(event *store.Event, endpoint *store.Endpoint, _ time.Time) provider.Message {
	message := provider.Message{Body: event.Data}
	if endpoint.Secret != "" {
		message.Header = []provider.Header{{Name: signatureHeader, Value: signature(endpoint.Secret, event.Data)}}
	}
	return message
}

func signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// acknowledged: "All other response codes will indicate to Huntr that you did not receive the webhook" (page, "Responding
// to a webhook").
func acknowledged(status int) (received bool, words string) {
	if status == http.StatusOK {
		return true, "answered 200: received"
	}
	return false, fmt.Sprintf("answered %d: Huntr counts only 200 as received", status)
}

// tell keeps an event and has the webhooks told of it as GET /org/events prints it now: the rows that it prints must be
// written before.
func (h *Huntr) tell(tx *store.Tx, e Event) {
	h.events.Put(tx, e)
	h.webhooks.Emit(tx, h.told(tx, &e))
}

func (h *Huntr) told(tx *store.Tx, e *Event) store.Event {
	return store.Event{
		Provider: "huntr", Name: e.EventType, ID: e.ID.String(), Subject: e.Job.String(), At: tx.Now(),
		Data: h.eventView.AppendValue(tx, nil, e),
	}
}

// sampleEvent is the newest event, or that the newest job has been added when nothing is known to have happened.
func (h *Huntr) sampleEvent(tx *store.Tx) (store.Event, bool) {
	for row := range h.events.Backward(tx, nil) {
		return h.told(tx, &row.Value), true
	}
	for row := range h.jobs.Backward(tx, nil) {
		job := row.Value
		added := job.add(job.List, moment{job.CreatedAt, seed.NumberedID("huntr", "sample", job.CreatedAt.Time(), 0)})
		return h.told(tx, &added), true
	}
	return store.Event{}, false
}
