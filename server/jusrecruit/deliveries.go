package jusrecruit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// newHooks is how JusRecruit tells of its events: all of it inferred, after the commonest way (reference, B3).
func newHooks(j *JusRecruit) *provider.Webhooks {
	return &provider.Webhooks{
		Table: j.webhooks, Events: j.eventNames(), Encode: encodeEvent, Acknowledged: acknowledged, Sample: j.sample,
		Label: inferred(`overview page of 2025-07-27, "Webhooks", promises real-time notifications; names, payload and signature are our judgement`),
	}
}

// envelopeHead begins the payload of an event; companyId and data follow, as Event.Data has them.
type envelopeHead struct {
	ID        string  `json:"id"`
	Event     string  `json:"event"`
	CreatedAt instant `json:"createdAt"`
}

// encodeEvent makes {"id", "event", "createdAt", "companyId", "data"}, signed in hex over the very bytes of the body.
func encodeEvent(event *store.Event, endpoint *store.Endpoint, _ time.Time) provider.Message {
	head := provider.JSON(envelopeHead{event.ID, event.Name, instantOf(event.At)})
	body := slices.Concat(head[:len(head)-1], []byte(","), event.Data[1:])
	headers := []provider.Header{
		{Name: "X-JusRecruit-Event", Value: event.Name},
		{Name: "X-JusRecruit-Delivery", Value: deliveryID(event, endpoint)},
	}
	if endpoint.Secret != "" {
		headers = append(headers, provider.Header{Name: "X-JusRecruit-Signature", Value: "sha256=" + sign(endpoint.Secret, body)})
	}
	return provider.Message{Header: headers, Body: body}
}

func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// deliveryID is the same for every attempt to tell an endpoint of an event, so that the receiver knows a repetition.
func deliveryID(event *store.Event, endpoint *store.Endpoint) string {
	sum := sha256.Sum256([]byte(event.ID + " " + endpoint.ID.String()))
	return hex.EncodeToString(sum[:len(store.ObjectID{})])
}

func acknowledged(status int) (received bool, words string) {
	if status >= 200 && status < 300 {
		return true, fmt.Sprintf("answered %d: JusRecruit counts any 2xx as received", status)
	}
	return false, fmt.Sprintf("answered %d: JusRecruit counts only 2xx as received", status)
}
