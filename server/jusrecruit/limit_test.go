package jusrecruit_test

import (
	"cmp"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/jusrecruit"
	"mockserver/server/provider"
	"mockserver/server/servertest"
)

const info = base + "/company/info"

// limits reads the three headers, "-" for one that is absent.
func limits(got answer) string {
	value := func(name string) string { return cmp.Or(got.header.Get(name), "-") }
	return strings.Join([]string{value("X-RateLimit-Limit"), value("X-RateLimit-Remaining"), value("X-RateLimit-Reset"), value("Retry-After")}, " ")
}

func TestTheBucketOnAStillClock(t *testing.T) {
	t.Parallel()
	s := run(t)
	assert.Equal(t, "10 10 1768467601 -", limits(ask(t, s, info)), "19 are left, and never more shown than the limit; full again a tenth of a second after 09:00:00")
	for range 18 {
		require.Equal(t, 200, ask(t, s, info).status)
	}
	assert.Equal(t, "10 0 1768467602 -", limits(ask(t, s, info)), "the 20th empties it")

	refused := ask(t, s, info)
	assert.Equal(t, 429, refused.status)
	assert.Equal(t, `{"success":false,"statusCode":429,"code":"TOO_MANY_REQUESTS","message":"Rate limit exceeded. Please retry later."}`, refused.body)
	assert.Equal(t, "10 0 1768467602 1", limits(refused))
	assert.Equal(t, "the credential may make 10 requests a second and bursts of 20; the next one is allowed in 100ms on the sandbox's clock", refused.header.Get("X-Mock-Reason"))

	s.Clock().Advance(99 * time.Millisecond)
	assert.Equal(t, 429, ask(t, s, info).status)
	s.Clock().Advance(time.Millisecond)
	assert.Equal(t, 200, ask(t, s, info).status, "one token after 100 ms")
	assert.Equal(t, 429, ask(t, s, info).status, "and only one")

	s.Clock().Advance(2 * time.Second)
	for range 20 {
		require.Equal(t, 200, ask(t, s, info).status, "full after two seconds")
	}
	assert.Equal(t, 429, ask(t, s, info).status)
	assert.Equal(t, 200, ask(t, s, info, key(keyOf(9))).status, "another key has a bucket of its own")

	s.Clock().Set(s.Clock().Now().Add(-time.Hour))
	assert.Equal(t, "10 10 1768464003 -", limits(ask(t, s, info)), "the clock was set back: the bucket is full again")
}

func TestAThousandAtOnceGetExactlyWhatTheBucketHolds(t *testing.T) {
	t.Parallel()
	mock := servertest.New(t)
	var admitted, refused atomic.Int64
	var all sync.WaitGroup
	for range 1000 {
		all.Go(func() {
			switch read(t, mock, info).Code {
			case http.StatusOK:
				admitted.Add(1)
			case http.StatusTooManyRequests:
				refused.Add(1)
			}
		})
	}
	all.Wait()
	assert.EqualValues(t, 20, admitted.Load())
	assert.EqualValues(t, 980, refused.Load())
}

func TestWhatSpendsATokenAndWhatDoesNot(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Settings(func(s *server.Settings) { s.JusRecruit.LimitHeader = jusrecruit.LimitBurst }))
	for _, c := range []struct {
		path   string
		change func(*http.Request)
		status int
		left   string
	}{
		{info, without("Authorization"), 401, "-"},
		{info, key("jc_abc"), 401, "-"},
		{info, key(expired), 401, "-"},
		{info, key(everything), 200, "19"},
		{base + "/nowhere", key(everything), 404, "18"},
		{info, send("POST", "{}"), 405, "17"},
		{base + "/jobs?page=0", key(everything), 400, "16"},
		{base + "/jobs/" + nobody, key(everything), 404, "15"},
		{asha + "/notes", send("POST", `{"content":"x"}`), 201, "14"},
		{info, send("HEAD", ""), 200, "13"},
		{info, key(nothing), 403, "19"},
	} {
		got := ask(t, s, c.path, c.change)
		assert.Equal(t, c.status, got.status, c.path)
		assert.Equal(t, c.left, strings.Fields(limits(got))[1], "%d %s", c.status, c.path)
	}
}

func TestTheRateLimitIsASetting(t *testing.T) {
	t.Parallel()
	with := func(change func(*jusrecruit.Settings)) *servertest.Server {
		return run(t, servertest.Settings(func(s *server.Settings) { change(&s.JusRecruit) }))
	}
	only := with(func(s *jusrecruit.Settings) { s.RateLimit = provider.LimitHeadersOnly })
	off := with(func(s *jusrecruit.Settings) { s.RateLimit = provider.LimitOff })
	for range 25 {
		require.Equal(t, 200, ask(t, only, info).status)
		require.Equal(t, "- - - -", limits(ask(t, off, info)))
	}
	assert.Equal(t, "10 0 1768467602 -", limits(ask(t, only, info)))

	burst := with(func(s *jusrecruit.Settings) {
		s.LimitHeader, s.ResetFormat = jusrecruit.LimitBurst, jusrecruit.ResetDelta
	})
	assert.Equal(t, "20 19 1 -", limits(ask(t, burst, info)))
	for range 19 {
		ask(t, burst, info)
	}
	assert.Equal(t, "20 0 2 1", limits(ask(t, burst, info)))
}

// TestRemainingIsNeverAboveTheLimit: clients divide the one by the other.
func TestRemainingIsNeverAboveTheLimit(t *testing.T) {
	t.Parallel()
	for header, want := range map[jusrecruit.LimitHeader][]string{
		jusrecruit.LimitSteady: {"10 10", "10 10", "10 10", "10 10", "10 10", "10 10", "10 10", "10 10", "10 10", "10 10", "10 9", "10 8"},
		jusrecruit.LimitBurst:  {"20 19", "20 18", "20 17", "20 16"},
	} {
		s := run(t, servertest.Settings(func(s *server.Settings) { s.JusRecruit.LimitHeader = header }))
		for number, shown := range want {
			assert.Equal(t, shown, strings.Join(strings.Fields(limits(ask(t, s, info)))[:2], " "), "%s %d", header, number)
		}
	}
}

func TestAKeyMayHaveABucketOfItsOwn(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(`
jusrecruit:
  company: {name: Acme}
  keys:
    - {key: `+everything+`, permissions: [FETCH_COMPANY_DETAILS], rate: 1, burst: 3}
    - {key: `+nothing+`, permissions: [FETCH_COMPANY_DETAILS], rate: 0}`))
	for _, want := range []string{"1 1 1768467601 -", "1 1 1768467602 -", "1 0 1768467603 -", "1 0 1768467603 1"} {
		assert.Equal(t, want, limits(ask(t, s, info)))
	}
	for range 50 {
		require.Equal(t, "- - - -", limits(ask(t, s, info, key(nothing))), "a rate of 0 is no limit")
	}
}

// TestTheHeadersAreSpelledAsOnThePage: HTTP does not care, a script that looks for a line does.
func TestTheHeadersAreSpelledAsOnThePage(t *testing.T) {
	t.Parallel()
	s := run(t)
	var dialer net.Dialer
	conn, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n", info, everything)
	require.NoError(t, err)
	raw, err := io.ReadAll(conn)
	require.NoError(t, err)
	for _, line := range []string{"X-RateLimit-Limit: 10\r\n", "X-RateLimit-Remaining: 10\r\n", "X-RateLimit-Reset: 1768467601\r\n"} {
		assert.Contains(t, string(raw), line)
	}
	assert.Equal(t, "10", s.Requests()[0].ResponseHeader.Get("X-RateLimit-Remaining"), "the journal finds them in any spelling")
}
