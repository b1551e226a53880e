package server_test

import (
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

// own is a running mock that would obey a webhook that leads back to it.
type own struct {
	t    *testing.T
	mock *servertest.Server
	port string
}

func newOwn(t *testing.T, options ...servertest.Option) *own {
	t.Helper()
	mock := servertest.Run(t, options...)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(mock.URL, "http://"))
	require.NoError(t, err)
	return &own{t, mock, port}
}

// ask sends a request with a JSON body and returns the status and body of its answer.
func (o *own) ask(method, path, body string, headers ...string) (status int, answer string) {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.mock.URL+path, strings.NewReader(body))
	require.NoError(o.t, err)
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(o.t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(o.t, err)
	return response.StatusCode, string(text)
}

func firstID(t *testing.T, body string) string {
	t.Helper()
	found := regexp.MustCompile(`"_?id":\s?"([0-9a-f]{24})"`).FindStringSubmatch(body)
	require.NotNil(t, found, body)
	return found[1]
}

// forward passes connections on to the mock from a port of its own, as a published port of a container does.
func (o *own) forward() (port string) {
	o.t.Helper()
	listener, err := new(net.ListenConfig).Listen(o.t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(o.t, err)
	o.t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("tcp", "127.0.0.1:"+o.port)
			if err != nil {
				_ = from.Close()
				continue
			}
			go func() { _, _ = io.Copy(to, from); _ = to.Close() }()
			go func() { _, _ = io.Copy(from, to); _ = from.Close() }()
		}
	}()
	_, port, err = net.SplitHostPort(listener.Addr().String())
	require.NoError(o.t, err)
	return port
}

// TestNoWebhookDrivesTheMock: a page that reaches a vendor's API (under any Host, with a public key) may register a
// webhook. The delivery must not reach the mock's control API, which that page may not use.
func TestNoWebhookDrivesTheMock(t *testing.T) {
	t.Parallel()
	o := newOwn(t)
	hosts := []string{
		"127.0.0.1:" + o.port, "localhost:" + o.port, "LOCALHOST:" + o.port, "[::ffff:127.0.0.1]:" + o.port,
		"[::ffff:7f00:1]:" + o.port, "user:pass@127.0.0.1:" + o.port, "127.0.0.1:" + o.forward(),
	}
	for _, host := range hosts {
		status, body := o.ask("POST", "/api/v1/integration/company/webhooks", `{"url":"http://`+host+`/_mock/sandboxes/default/reset","events":["candidate.note_added"]}`,
			"Authorization", "Bearer "+o.mock.Token("jusrecruit"))
		require.Equal(t, http.StatusCreated, status, body)
	}
	_, list := o.ask("GET", "/api/v1/integration/candidates?limit=1", "", "Authorization", "Bearer "+o.mock.Token("jusrecruit"))
	id := firstID(t, list)
	o.mock.Act("jusrecruit", "add-note", `{"candidate":"`+id+`","content":"hello"}`)
	status, body := o.ask("POST", "/_mock/webhooks/flush", "")
	require.Equal(t, http.StatusOK, status, body)
	deliveries := o.mock.Deliveries()
	require.Len(t, deliveries, len(hosts), "a reset would have dropped them")
	for i, host := range hosts {
		require.NotEmpty(t, deliveries[i].Attempts, host)
		attempt := deliveries[i].Attempts[0]
		assert.False(t, attempt.Received, host)
		if i < len(hosts)-1 {
			assert.Contains(t, attempt.Verdict, "the mock itself listens there", host)
			continue
		}
		assert.Equal(t, http.StatusForbidden, attempt.Status, host)
		assert.Contains(t, string(attempt.Response.Body), "does not answer calls of a mock")
	}
}

// TestNoResumeIsFetchedFromTheMock: what a client names as a résumé is called with GET.
func TestNoResumeIsFetchedFromTheMock(t *testing.T) {
	t.Parallel()
	o := newOwn(t, servertest.Settings(func(s *server.Settings) { s.Teamtailor.FetchResume = true }))
	status, body := o.ask("POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"email":"ada@example.com","resume":"http://localhost:`+o.port+`/_mock/health"}}}`,
		"Content-Type", "application/vnd.api+json", "Authorization", "Token token=abc123abc123", "X-Api-Version", "20161108")
	assert.Equal(t, http.StatusUnprocessableEntity, status, body)
	assert.Contains(t, o.mock.Requests()[0].Reason, "the mock itself listens there")
}

// TestNoProbeDrivesTheMock: probes call an endpoint on their own.
func TestNoProbeDrivesTheMock(t *testing.T) {
	t.Parallel()
	o := newOwn(t)
	status, body := o.ask("POST", "/_mock/webhooks", `{"provider":"huntr","url":"http://localhost:`+o.port+`/_mock/reset","secret":"s"}`)
	require.Equal(t, http.StatusCreated, status, body)
	id := firstID(t, body)
	_, report := o.ask("POST", "/_mock/webhooks/"+id+"/probe", "")
	assert.Contains(t, report, "the mock itself listens there")
}
