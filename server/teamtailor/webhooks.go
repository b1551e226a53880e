package teamtailor

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// The versions of signatures (Teamtailor/example-webhook).
const (
	signatureV1 = "v1" // over the record's id, in header and body
	signatureV2 = "v2" // over the time and the body, in the header
)

// newWebhooks is how Teamtailor tells of what happens: later than the page of 2017, as its partner documentation has it.
func newWebhooks(schema *store.Schema) *provider.Webhooks {
	id := func(e *store.Endpoint) store.ObjectID { return e.ID }
	return &provider.Webhooks{
		Table:  store.NewTable(schema, "teamtailor.webhooks", store.CompareObjectIDs, id),
		Events: eventNames(), Signatures: []string{signatureV2, signatureV1},
		Label:        provider.Label{Evidence: provider.Documented, Source: "Teamtailor/tt-partner-docs and Teamtailor/example-webhook, later than the page of 2017; attributes of candidates and jobs are inferred"},
		Encode:       encodeEvent,
		Acknowledged: acknowledged,
	}
}

// encodeEvent makes the request that tells of an event. The vendor's page has receivers of v2 verify the raw body, which
// cannot hold its own signature, so that stands in the header alone (inferred).
func encodeEvent(event *store.Event, endpoint *store.Endpoint, at time.Time) provider.Message {
	body := append([]byte(`{"payload":{"event_name":`), fmt.Sprintf("%q", event.Name)...)
	body = append(append(append(body, `,"data":`...), event.Data...), '}')
	if endpoint.Secret == "" {
		return provider.Message{Body: append(body, '}')}
	}
	if endpoint.Signature == signatureV1 {
		signature := base64.StdEncoding.EncodeToString([]byte(sign(endpoint.Secret, event.Subject)))
		body = append(append(append(body, `,"signature":"`...), signature...), `"}`...)
		return signed(body, signature)
	}
	body = append(body, '}')
	second := strconv.FormatInt(at.Unix(), 10)
	text := "t=" + second + ",v2=" + sign(endpoint.Secret, second+"."+string(body))
	return signed(body, base64.StdEncoding.EncodeToString([]byte(text)))
}

func signed(body []byte, signature string) provider.Message {
	return provider.Message{Header: []provider.Header{{Name: "TT-Signature", Value: signature}}, Body: body}
}

// sign is the HMAC-SHA256 of a text, in hex digits.
func sign(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// acknowledged: any success is a receipt (inferred: the vendor's documentation names none).
func acknowledged(status int) (received bool, words string) {
	if status >= http.StatusOK && status < http.StatusMultipleChoices {
		return true, fmt.Sprintf("answered %d: received", status)
	}
	return false, fmt.Sprintf("answered %d: Teamtailor takes only a status from 200 to 299 for a receipt", status)
}
