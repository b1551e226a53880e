package jusrecruit

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

const (
	secret   = "geheim-ß"
	nonASCII = `Fräsen & Löten <日本語> 😀`
)

// message is what an endpoint with the secret gets of a note with text that is not ASCII.
func message(t *testing.T, secret string) provider.Message {
	t.Helper()
	w := newWorld(t, defaultSeed())
	w.send(http.MethodPost, ashaPath+"/notes", `{"content":"`+nonASCII+`"}`)
	events := w.happened()
	require.Len(t, events, 1)
	m := w.hooks.Encode(&events[0], &store.Endpoint{Secret: secret}, w.sandbox.Clock().Now())
	assert.Contains(t, string(m.Body), nonASCII)
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

// careful is a receiver that verifies the signature over the raw body.
func careful(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	sent, ok := strings.CutPrefix(r.Header.Get("X-JusRecruit-Signature"), "sha256=")
	digest, err := hex.DecodeString(sent)
	if !ok || err != nil || !hmac.Equal(digest, mac.Sum(nil)) || r.Header.Get("X-JusRecruit-Event") != "candidate.note_added" {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func checkReceiver(t *testing.T, url string) {
	t.Helper()
	assert.Equal(t, 200, post(t, url, message(t, secret)))
	assert.Equal(t, 401, post(t, url, message(t, "another")))
	assert.Equal(t, 401, post(t, url, message(t, "")))
	changed := message(t, secret)
	changed.Body = append(changed.Body, ' ')
	assert.Equal(t, 401, post(t, url, changed))
}

func TestAReceiverVerifiesTheSignature(t *testing.T) {
	t.Parallel()
	receiver := httptest.NewServer(http.HandlerFunc(careful))
	t.Cleanup(receiver.Close)
	checkReceiver(t, receiver.URL)
}

// nodeReceiver verifies with what Node brings along, and prints its address when it listens.
const nodeReceiver = `
const crypto = require('node:crypto');
const server = require('node:http').createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    const body = Buffer.concat(parts);
    const wanted = Buffer.from('sha256=' + crypto.createHmac('sha256', 'geheim-ß').update(body).digest('hex'));
    const sent = Buffer.from(request.headers['x-jusrecruit-signature'] || '');
    const same = sent.length === wanted.length && crypto.timingSafeEqual(sent, wanted);
    const readable = same && JSON.parse(body).data.content.endsWith('😀');
    response.writeHead(readable ? 200 : 401).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
process.stdin.on('end', () => process.exit()).resume();
`

func TestANodeReceiverVerifiesTheSignature(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: its receiver is not tried")
	}
	command := exec.CommandContext(t.Context(), node, "-e", nodeReceiver)
	command.WaitDelay = time.Second
	stdin, err := command.StdinPipe() // closed, it ends the process
	require.NoError(t, err)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = command.Wait()
	})
	url, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	checkReceiver(t, strings.TrimSpace(url))
}
