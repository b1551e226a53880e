//go:build unix

package huntr_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// BenchmarkRead: lists and single objects with all gates on, each beside a bare handler that writes the same bytes.
// What net/http itself costs is in neither; the load program in bench/ measures that too.
func BenchmarkRead(b *testing.B) {
	mock := newBenchMock(b, "members: 1000, employers: 50, jobs: 2000")
	member, job := mock.page(b, "/org/members").Data[50], mock.page(b, "/org/jobs").Data[50]
	for _, read := range []struct{ name, target string }{
		{"100 members", "/org/members?limit=100"},
		{"one member", "/org/members/" + member.ID},
		{"100 jobs", "/org/jobs?limit=100"},
		{"one job", "/org/jobs/" + job.ID},
		{"100 events", "/org/events?limit=100"},
		{"employers", "/org/employers"},
	} {
		b.Run(read.name+"/mock", func(b *testing.B) { mock.benchmark(b, read.target) })
		body := mock.get(b, read.target)
		bare := benchMock{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body)
		})}
		b.Run(read.name+"/bare", func(b *testing.B) { bare.benchmark(b, read.target) })
	}
}

// BenchmarkPage: the first, the middle and the last full page of a hundred, of every list and documented filter, at a
// thousand, a hundred thousand and a million rows. The same page should cost the same at every size (within 1.5 times).
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{1_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			if testing.Short() && rows > 100_000 {
				b.Skip("a million rows take a minute and some gigabytes to load")
			}
			b.Run("members", func(b *testing.B) { benchmarkMemberPages(b, rows) })
			b.Run("jobs", func(b *testing.B) { benchmarkJobPages(b, rows) })
		})
	}
}

func benchmarkMemberPages(b *testing.B, rows int) {
	mock := newBenchMock(b, fmt.Sprintf("members: %d", rows))
	mock.benchmarkPages(b, "all", "/org/members?limit=100")
	mock.benchmarkPages(b, "active", "/org/members?limit=100&active=true")
	mock.benchmarkPages(b, "inactive", "/org/members?limit=100&active=false")
}

// benchmarkJobPages: about 500 jobs a member at every size, so that the pages of one member are alike.
func benchmarkJobPages(b *testing.B, rows int) {
	mock := newBenchMock(b, fmt.Sprintf("members: %d, employers: 50, jobs: %d", rows/500, rows))
	next := mock.cursors(b, "/org/jobs?limit=100")
	half := mock.page(b, "/org/jobs?limit=1&next="+next[len(next)/2]).Data[0]
	mock.benchmarkPages(b, "all", "/org/jobs?limit=100")
	mock.benchmarkPages(b, "member_id", "/org/jobs?limit=100&member_id="+half.Member.ID)
	mock.benchmarkPages(b, "created_after", fmt.Sprintf("/org/jobs?limit=100&created_after=%d", half.CreatedAt))
	mock.benchmarkPages(b, "created_before", fmt.Sprintf("/org/jobs?limit=100&created_before=%d", half.CreatedAt))
	mock.benchmarkPages(b, "events", "/org/events?limit=100")
	mock.benchmarkPages(b, "events by member_id", "/org/events?limit=100&member_id="+half.Member.ID)
	mock.benchmarkPages(b, "events by event_type", "/org/events?limit=100&event_type=JOB_SECOND_INTERVIEW_DATE_SET")
	mock.benchmarkPages(b, "events by common event_type", "/org/events?limit=100&event_type=JOB_ADDED")
	b.Run("events by job_id", func(b *testing.B) { mock.benchmark(b, "/org/events?job_id="+half.ID) })
}

// benchMock is the handler under measurement.
type benchMock struct{ handler http.Handler }

func newBenchMock(b *testing.B, generate string) benchMock {
	b.Helper()
	seed := "huntr: {tokens: [{token: bench-token-huntr}], generate: {" + generate + "}}"
	mock := benchMock{servertest.New(b, servertest.Seed(seed))}
	runtime.GC() // what loading left behind is no cost of a page
	return mock
}

func benchRequest(target string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
	r.Header.Set("Authorization", "Bearer bench-token-huntr")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "bench")
	return r
}

// benchmark sends one request again and again. cpu-ns/op is the figure to compare, see cpuTime.
func (m benchMock) benchmark(b *testing.B, target string) {
	r, w := benchRequest(target), &benchWriter{header: http.Header{}}
	before := cpuTime(b)
	for b.Loop() {
		clear(w.header)
		w.size = 0
		m.handler.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
	b.ReportMetric(float64(w.size), "body-B")
	b.ReportAllocs()
}

// cpuTime is what this process has used so far, user and system, in nanoseconds. It is the figure to compare: time
// that other programs take from a shared machine is not in it.
func cpuTime(b *testing.B) int64 {
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return used.Utime.Nano() + used.Stime.Nano()
}

// benchmarkPages measures the first, the middle and the last full page of a list, those that it has.
func (m benchMock) benchmarkPages(b *testing.B, name, list string) {
	next := m.cursors(b, list)
	pages := map[string]string{"first": list}
	if len(next) > 1 {
		pages["middle"], pages["last"] = list+"&next="+next[len(next)/2], list+"&next="+next[len(next)-1]
	}
	for _, page := range []string{"first", "middle", "last"} {
		if target, ok := pages[page]; ok {
			b.Run(name+"/"+page, func(b *testing.B) { m.benchmark(b, target) })
		}
	}
}

// cursors walks a list of members, jobs or events to its end and returns the cursors that lead to a full page of a
// hundred.
func (m benchMock) cursors(b *testing.B, list string) (next []string) {
	b.Helper()
	at := ""
	for {
		// The cursor stands at the end of the body: decoding a million rows to find it would take longer than all else.
		body := m.get(b, list+at)
		if bytes.Count(body, []byte(`,"member":`))+bytes.Count(body, []byte(`,"isActive":`)) < 100 {
			return next[:max(0, len(next)-1)] // the last cursor led here
		}
		_, cursor, found := bytes.Cut(body[len(body)-40:], []byte(`"next":"`))
		if !found {
			return next
		}
		next = append(next, string(cursor[:24]))
		at = "&next=" + next[len(next)-1]
	}
}

type benchPage struct {
	Data []struct {
		ID        string
		CreatedAt int64
		Member    struct{ ID string }
	}
}

func (m benchMock) page(b *testing.B, target string) (page benchPage) {
	b.Helper()
	require.NoError(b, json.Unmarshal(m.get(b, target), &page))
	return page
}

func (m benchMock) get(b *testing.B, target string) []byte {
	b.Helper()
	answer := httptest.NewRecorder()
	m.handler.ServeHTTP(answer, benchRequest(target))
	require.Equal(b, http.StatusOK, answer.Code, answer.Body)
	return answer.Body.Bytes()
}

// benchWriter is a ResponseWriter that keeps nothing.
type benchWriter struct {
	header http.Header
	size   int
}

func (w *benchWriter) Header() http.Header { return w.header }

func (w *benchWriter) WriteHeader(int) {}

func (w *benchWriter) Write(p []byte) (int, error) {
	w.size += len(p)
	return len(p), nil
}
