package teamtailor

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// small is a company that fits in the head, and an endpoint that wants all events.
const small = `
teamtailor:
  users: [{id: 1, name: Rec}]
  departments: [{ref: tech, id: 5, name: Tech}]
  questions: [{ref: why, id: 1, question-type: Text}, {ref: pick, id: 2, question-type: Choice, alternatives: [{id: 1}, {id: 2}]}, {id: 3, question-type: Video}]
  jobs: [{ref: dev, id: 7, title: Dev & Söns, body: b, user: 1}, {ref: late, id: 8, title: Late, body: b, user: 1, status: draft, start-date: 2027-01-01, end-date: 2025-01-01}]
  stages: [{ref: talk, id: 20, job: dev, name: Talk}, {ref: elsewhere, id: 21, job: late, name: Elsewhere}]
  candidates: [{ref: ann, id: 1, email: ann@example.com, first-name: Ann}, {ref: bo, id: 2, email: bo@example.com}]
  job-applications: [{ref: anns, id: 1, candidate: ann, job: dev}]
  webhooks: [{url: "http://localhost:9/hook"}]
`

// TestEveryWriteIsToldOnce has a row for each write of a client and the events that it causes, one behind the other.
func TestEveryWriteIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	require.Empty(t, w.names(), "a seed is history")
	for _, c := range []struct{ method, path, body, want string }{
		{"POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"cy@example.com"}}}`, "candidate.create 3"},
		{"POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"cy@example.com"}}}`, ""}, // taken
		{"POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"cy@example.com","merge":true,"first-name":"Cy"}}}`, "candidate.update 3"},
		{"PATCH", "/v1/candidates/3", `{"data":{"id":"3","type":"candidates","attributes":{"first-name":"Cy"}}}`, ""}, // the same
		{"PATCH", "/v1/candidates/3", `{"data":{"id":"3","type":"candidates","attributes":{"tags":["a"],"connected":true}}}`, ""},
		{"PATCH", "/v1/candidates/3", `{"data":{"id":"3","type":"candidates","attributes":{"linkedin-url":"https://x.example"}}}`, "candidate.update 3"},
		{"PATCH", "/v1/candidates/3/relationships/department", `{"data":{"type":"departments","id":"5"}}`, ""},
		{"POST", "/v1/jobs", `{"data":{"type":"jobs","attributes":{"title":"T","body":"b"},"relationships":{"user":{"data":{"type":"users","id":"1"}}}}}`, "job.create 9"},
		{"PATCH", "/v1/jobs/9", `{"data":{"id":"9","type":"jobs","attributes":{"pinned":true}}}`, ""},
		{"PATCH", "/v1/jobs/9", `{"data":{"id":"9","type":"jobs","attributes":{"status":"archived"}}}`, "job.update 9"},
		{"PATCH", "/v1/jobs/9/relationships/department", `{"data":{"type":"departments","id":"5"}}`, "job.update 9"},
		{"POST", "/v1/job-applications", `{"data":{"type":"job-applications","relationships":{"candidate":{"data":{"type":"candidates","id":"3"}},"job":{"data":{"type":"jobs","id":"7"}}}}}`, "job_application.create 2"},
		{"PATCH", "/v1/job-applications/2", `{"data":{"id":"2","type":"job-applications","attributes":{"sourced":true}}}`, ""},
		{"PATCH", "/v1/job-applications/2/relationships/stage", `{"data":{"type":"stages","id":"20"}}`, "job_application.update 2"},
		{"PATCH", "/v1/job-applications/2", `{"data":{"id":"2","type":"job-applications","attributes":{"rejected-at":"2026-01-01"}}}`, "job_application.update 2"},
		{"POST", "/v1/answers", `{"data":{"type":"answers","attributes":{"text":"x"},"relationships":{"candidate":{"data":{"type":"candidates","id":"3"}},"question":{"data":{"type":"questions","id":"1"}}}}}`, ""},
	} {
		got := w.send(c.method, c.path, c.body)
		want := []string{}
		if c.want != "" {
			want = append(want, c.want)
		}
		assert.Equal(t, want, w.names(), "%s %s %s: %s", c.method, c.path, c.body, got.Body)
	}
}

// TestAnApplicationIsToldWithTheVendorsAttributes: what the payload says is what was so when it happened.
func TestAnApplicationIsToldWithTheVendorsAttributes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	w.send(http.MethodPatch, "/v1/job-applications/1/relationships/stage", `{"data":{"type":"stages","id":"20"}}`)
	event := w.events()[0]
	w.send(http.MethodPatch, "/v1/jobs/7", `{"data":{"id":"7","type":"jobs","attributes":{"title":"Renamed"}}}`)
	assert.Equal(t, `{"id":"1","type":"job_application","attributes":{"id":"1","created_at":"2026-01-15T10:00:00.000+01:00","updated_at":"2026-01-15T10:00:00.000+01:00",`+
		`"candidate_id":"1","job_id":"7","job_title":"Dev & Söns","stage_id":"20","stage_name":"Talk","last_moved_at":"2026-01-15T10:00:00.000+01:00","cover_letter":null,`+
		`"referring_site":null,"referring_url":null,"rejected_at":null,"sourced":false,"company_uuid":"`+uuid("company default")+`"}}`, string(event.Data))
	require.Len(t, event.Endpoints, 1)
	assert.Equal(t, "http://localhost:9/hook", event.Endpoints[0].URL)

	w.send(http.MethodPatch, "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"last-name":"Ek"}}}`)
	var told struct {
		ID, Type   string
		Attributes map[string]any
	}
	require.NoError(t, json.Unmarshal(w.events()[1].Data, &told))
	assert.Equal(t, []any{"1", "candidate", "Ann", "Ek", nil}, []any{told.ID, told.Type, told.Attributes["first_name"], told.Attributes["last_name"], told.Attributes["department_id"]})
	assert.NotContains(t, told.Attributes, "merge")
}

// TestSignatures verifies each version as the vendor's page has receivers do.
func TestSignatures(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	w.send(http.MethodPatch, "/v1/jobs/7", `{"data":{"id":"7","type":"jobs","attributes":{"body":"ü"}}}`)
	event := w.events()[0]
	at := time.Date(2026, 1, 15, 9, 0, 1, 999, time.UTC)
	mac := func(text string) string {
		h := hmac.New(sha256.New, []byte("sécret"))
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil))
	}
	encode := func(secret, version string) (body, header string) {
		message := w.provider.Webhooks.Encode(&event, &store.Endpoint{Secret: secret, Signature: version}, at)
		require.True(t, json.Valid(message.Body), string(message.Body))
		for _, h := range message.Header {
			assert.Equal(t, "TT-Signature", h.Name)
			header = h.Value
		}
		return string(message.Body), header
	}
	payload := `{"payload":{"event_name":"job.update","data":` + string(event.Data) + `}`

	body, header := encode("", "")
	assert.Equal(t, []string{payload + `}`, ""}, []string{body, header}, "no secret, no signature")

	body, header = encode("sécret", "v1")
	want := base64.StdEncoding.EncodeToString([]byte(mac("7")))
	assert.Equal(t, []string{payload + `,"signature":"` + want + `"}`, want}, []string{body, header})

	for _, version := range []string{"", "v2"} {
		body, header = encode("sécret", version)
		plain, err := base64.StdEncoding.DecodeString(header)
		require.NoError(t, err)
		assert.Equal(t, payload+`}`, body)
		assert.Equal(t, "t=1768467601,v2="+mac("1768467601."+body), string(plain))
	}
}

func TestWhatAcknowledgesAndSamples(t *testing.T) {
	t.Parallel()
	w := newWorld(t, small)
	for status, want := range map[int]bool{199: false, 200: true, 204: true, 299: true, 301: false, 410: false, 500: false} {
		received, words := w.provider.Webhooks.Acknowledged(status)
		assert.Equal(t, want, received, status)
		assert.True(t, strings.HasPrefix(words, "answered "), words)
	}
	sample := func(w *world) (event store.Event, ok bool) {
		require.NoError(t, w.sandbox.Read(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
			event, ok = w.provider.Webhooks.Sample(tx)
			return nil
		}))
		return event, ok
	}
	event, ok := sample(w)
	assert.Equal(t, []any{true, "candidate.update", "1"}, []any{ok, event.Name, event.Subject})
	_, ok = sample(newWorld(t, ""))
	assert.False(t, ok, "there is nothing to tell of")
}
