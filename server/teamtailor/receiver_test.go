package teamtailor

import (
	"bufio"
	"bytes"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

// nodeReceiver verifies both versions with what Node brings along, and prints its address when it listens.
const nodeReceiver = `
const { createHmac, timingSafeEqual } = require('node:crypto');
const hex = text => createHmac('sha256', 'sécret').update(text).digest('hex');
const same = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
const server = require('node:http').createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const plain = Buffer.from(request.headers['tt-signature'] || '', 'base64').toString();
  const [, time, signature] = plain.match(/^t=(\d+),v2=(.*)$/) || [];
  const wanted = time ? hex(Buffer.concat([Buffer.from(time + '.'), body])) : hex(JSON.parse(body).payload.data.id);
  const genuine = same(signature || plain, wanted);
  response.writeHead(genuine && JSON.parse(body).payload.data.attributes.body === 'ü😀' ? 200 : 401).end();
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
process.stdin.on('end', () => process.exit()).resume();
`

func TestNodeReceiverVerifiesBothSignatures(t *testing.T) {
	t.Parallel()
	url := startNode(t)
	w := newWorld(t, small)
	w.send(http.MethodPatch, "/v1/jobs/7", `{"data":{"id":"7","type":"jobs","attributes":{"body":"ü😀"}}}`)
	event, at := w.events()[0], time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)
	for _, version := range []string{"v1", "v2"} {
		message := w.provider.Webhooks.Encode(&event, &store.Endpoint{Secret: "sécret", Signature: version}, at)
		assert.Equal(t, http.StatusOK, post(t, url, message), version)
		forged := w.provider.Webhooks.Encode(&event, &store.Endpoint{Secret: "another", Signature: version}, at)
		assert.Equal(t, http.StatusUnauthorized, post(t, url, forged), version)
	}
	changed := w.provider.Webhooks.Encode(&event, &store.Endpoint{Secret: "sécret", Signature: "v2"}, at)
	changed.Body = append(changed.Body, ' ')
	assert.Equal(t, http.StatusUnauthorized, post(t, url, changed), "v2 signs the whole body")
}

// startNode runs the receiver until the test ends.
func startNode(t *testing.T) (url string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: the receiver in Node cannot run")
	}
	command := exec.CommandContext(t.Context(), node, "-e", nodeReceiver)
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	in, err := command.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(line)
}

func post(t *testing.T, url string, message provider.Message) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(message.Body))
	require.NoError(t, err)
	for _, h := range message.Header {
		request.Header.Set(h.Name, h.Value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}
