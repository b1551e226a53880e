package huntr

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

const hooked = small + `
  webhooks:
    - {url: "http://127.0.0.1:1/all", secret: geheim-ß}
    - {url: "http://127.0.0.1:1/moved", events: [JOB_MOVED]}
    - {url: "http://127.0.0.1:1/off", active: false}
`

func TestEventsGoToTheEndpointsThatWantThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), hooked)
	assert.Empty(t, w.sandbox.Outbox().Take(), "what a seed says is history")
	urls := func(d done) (all []string) {
		for _, event := range d.events {
			for _, endpoint := range event.Endpoints {
				all = append(all, endpoint.URL)
			}
		}
		return all
	}
	assert.Equal(t, []string{"http://127.0.0.1:1/all"}, urls(w.mustAct(t, "add-job", `{"member": "ann", "title": "x"}`)))
	assert.Equal(t, []string{"http://127.0.0.1:1/all", "http://127.0.0.1:1/moved"}, urls(w.mustAct(t, "move-job", `{"job": "job", "to": "applied"}`)))
	assert.Equal(t, []string{"http://127.0.0.1:1/all"}, urls(w.mustAct(t, "set-date", `{"job": "job", "field": "offerDate", "date": 5}`)))
}

func TestSeedWebhooksThatCannotBe(t *testing.T) {
	t.Parallel()
	schema := new(store.Schema)
	p := New(schema, DefaultSettings())
	sandbox, err := store.New(schema).Create("a", store.NewClock(time.Unix(5, 0), store.Still))
	require.NoError(t, err)
	_, err = provider.Fill(sandbox, []*provider.Provider{p}, onlyHuntr(`huntr: {webhooks: [{url: nowhere}, {url: "http://a/", events: [JOB_EATEN]}, {url: "http://a/", signature_version: v2}]}`))
	require.ErrorContains(t, err, `must be an absolute http or https URL`)
	require.ErrorContains(t, err, `no event is called "JOB_EATEN"; accepted: JOB_ADDED, JOB_MOVED,`)
	require.ErrorContains(t, err, `"v2" is none of the vendor's`)
}

func TestOnly200Acknowledges(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		200: "answered 200: received", 201: "answered 201: Huntr counts only 200 as received", 204: "answered 204: Huntr counts only 200 as received",
		301: "answered 301: Huntr counts only 200 as received", 500: "answered 500: Huntr counts only 200 as received",
	} {
		received, words := acknowledged(status)
		assert.Equal(t, status == 200, received)
		assert.Equal(t, want, words)
	}
}

// message is what an endpoint with the secret gets of an event with text that is not ASCII.
func message(t *testing.T, secret string) provider.Message {
	t.Helper()
	w := newWorld(t, DefaultSettings(), small)
	d := w.mustAct(t, "add-job", `{"member": "ann", "title": "Fräsen & Löten, Invalidenstraße 115 <日本語> 😀"}`)
	require.Len(t, d.events, 1)
	m := w.webhooks.Encode(&d.events[0], &store.Endpoint{Secret: secret}, w.sandbox.Clock().Now())
	assert.Equal(t, w.newest(t, "events"), string(m.Body), "the bare event, as GET /org/events prints it")
	assert.Contains(t, string(m.Body), "Invalidenstraße 115 <日本語> 😀")
	return m
}

func post(t *testing.T, url string, m provider.Message) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(m.Body))
	require.NoError(t, err)
	for _, h := range m.Header {
		request.Header[h.Name] = []string{h.Value}
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	return response.StatusCode
}

// careful is a receiver that verifies as the vendor's example does: over the raw body.
func careful(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		sent, err := base64.StdEncoding.DecodeString(r.Header.Get("x-huntr-hmac-sha256"))
		if err != nil || !hmac.Equal(sent, mac.Sum(nil)) {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}
}

func TestReceiverVerifiesTheSignature(t *testing.T) {
	t.Parallel()
	receiver := httptest.NewServer(careful("geheim-ß"))
	t.Cleanup(receiver.Close)
	checkReceiver(t, receiver.URL)
}

func checkReceiver(t *testing.T, url string) {
	t.Helper()
	assert.Equal(t, 200, post(t, url, message(t, "geheim-ß")))
	assert.Equal(t, 401, post(t, url, message(t, "another")))
	unsigned := message(t, "")
	assert.Empty(t, unsigned.Header)
	assert.Equal(t, 401, post(t, url, unsigned))
	changed := message(t, "geheim-ß")
	changed.Body = append(changed.Body, ' ')
	assert.Equal(t, 401, post(t, url, changed))
}

// nodeReceiver verifies with what Node brings along, and prints its address when it listens.
const nodeReceiver = `
const crypto = require('node:crypto');
const server = require('node:http').createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    const body = Buffer.concat(parts);
    const wanted = crypto.createHmac('sha256', 'geheim-ß').update(body).digest('base64');
    const sent = request.headers['x-huntr-hmac-sha256'] || '';
    const same = sent.length === wanted.length && crypto.timingSafeEqual(Buffer.from(sent), Buffer.from(wanted));
    const readable = same && JSON.parse(body).job.title.endsWith('😀');
    response.writeHead(readable ? 200 : 401).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
process.stdin.on('end', () => process.exit()).resume();
`

func TestNodeReceiverVerifiesTheSignature(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: the receiver in Node cannot run")
	}
	command := exec.CommandContext(t.Context(), node, "-e", nodeReceiver)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	in, err := command.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = command.Wait()
	})
	line := make([]byte, 100)
	n, err := out.Read(line)
	require.NoError(t, err)
	checkReceiver(t, strings.TrimSpace(string(line[:n])))
}

func TestSample(t *testing.T) {
	t.Parallel()
	sample := func(seed string) (event store.Event, ok bool) {
		w := newWorld(t, DefaultSettings(), seed)
		_ = w.sandbox.Read(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
			event, ok = w.webhooks.Sample(tx)
			return nil
		})
		return event, ok
	}
	_, ok := sample(`huntr: {members: [{givenName: A}]}`)
	assert.False(t, ok)
	newest, ok := sample(hooked)
	require.True(t, ok)
	w := newWorld(t, DefaultSettings(), hooked)
	assert.Equal(t, w.newest(t, "events"), string(newest.Data))
	assert.Equal(t, []string{"JOB_ADDED", "5b17300b4453e621e676d90e", "5b088a7b12728af4ec0be9d6"}, []string{newest.Name, newest.ID, newest.Subject})
	invented, ok := sample(`huntr: {members: [{ref: a, id: 5b0379b5712bb674fd0d561e}], jobs: [{id: 5b088a7b12728af4ec0be9d6, title: Cook, member: a, list: offer}]}`)
	require.True(t, ok)
	assert.Equal(t, `{"id":"`+invented.ID+`","eventType":"JOB_ADDED","createdAt":1527286395,"member":{"id":"5b0379b5712bb674fd0d561e","createdAt":1526954421},`+
		`"job":{"id":"5b088a7b12728af4ec0be9d6","title":"Cook","createdAt":1527286395},"toList":{"name":"offer"}}`, string(invented.Data))
}
