//go:build unix

package jusrecruit_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/provider"
	"mockserver/server/servertest"
)

// BenchmarkRead: lists and single objects with all gates on, each beside a bare handler that writes the same bytes.
// What net/http itself costs is in neither; the load program in bench/ measures that too.
func BenchmarkRead(b *testing.B) {
	mock := newBenchMock(b, 5000)
	candidate, job := mock.page(b, "/candidates").Data[10], mock.page(b, "/jobs").Data[10]
	for _, read := range []struct{ name, target string }{
		{"100 candidates", "/candidates?limit=100"},
		{"one candidate", "/candidates/" + candidate.ID},
		{"100 jobs", "/jobs?limit=100"},
		{"one job", "/jobs/" + job.ID},
		{"history", "/candidates/" + candidate.ID + "/history"},
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

// BenchmarkPage: the first, the middle and the last page of a hundred, of the list of candidates and of each documented
// filter that an index serves, at a thousand, a hundred thousand and a million rows. The same page should cost the same
// at every size (within 1.5 times). Search and two filters together are linear: they are measured, and grow.
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{1_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			if testing.Short() && rows > 100_000 {
				b.Skip("a million rows take a minute and some gigabytes to load")
			}
			mock := newBenchMock(b, rows)
			half := mock.page(b, fmt.Sprintf("/candidates?limit=1&page=%d", rows/2)).Data[0]
			for _, filter := range []string{
				"", "&status=HIRED", "&jobId=" + half.JobID, "&stageId=" + half.CurrentStage.ID,
				"&createdAfter=" + half.CreatedAt, "&updatedAfter=" + half.UpdatedAt,
			} {
				mock.benchmarkPages(b, filter)
			}
			b.Run("email", func(b *testing.B) { mock.benchmark(b, "/candidates?limit=100&email="+half.Email) })
			b.Run("linear/search", func(b *testing.B) { mock.benchmark(b, "/candidates?limit=100&search=zz") })
			b.Run("linear/two filters", func(b *testing.B) {
				mock.benchmark(b, "/candidates?limit=100&status=ACTIVE&stageId="+half.CurrentStage.ID)
			})
		})
	}
}

// benchMock is the handler under measurement.
type benchMock struct{ handler http.Handler }

// newBenchMock has about 250 candidates a job at every size. Its bucket counts each request and refuses none: the
// clock stands still.
func newBenchMock(b *testing.B, candidates int) benchMock {
	b.Helper()
	seed := fmt.Sprintf(`jusrecruit:
  keys: [{key: %s, permissions: [LIST_CANDIDATES, FETCH_CANDIDATES, LIST_JOBS, FETCH_JOBS]}]
  generate: {users: 20, workflows: 3, jobs: %d, candidates: %d}`, everything, max(4, candidates/250), candidates)
	counting := servertest.Settings(func(s *server.Settings) { s.JusRecruit.RateLimit = provider.LimitHeadersOnly })
	mock := benchMock{servertest.New(b, servertest.Seed(seed), counting)}
	runtime.GC() // what loading left behind is no cost of a page
	return mock
}

func benchRequest(target string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, base+target, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+everything)
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
func (m benchMock) benchmarkPages(b *testing.B, filter string) {
	list := "/candidates?limit=100" + filter
	full := m.page(b, list).Pagination.Total / 100
	name := "all"
	if filter != "" {
		name = filter[1:]
	}
	for _, page := range []struct {
		name   string
		number int
	}{{"first", 1}, {"middle", (full + 1) / 2}, {"last", full}} {
		if page.number > 0 && (page.name == "first" || full > 1) {
			b.Run(name+"/"+page.name, func(b *testing.B) { m.benchmark(b, fmt.Sprintf("%s&page=%d", list, page.number)) })
		}
	}
}

type benchPage struct {
	Data []struct {
		ID, JobID, Email, CreatedAt, UpdatedAt string
		CurrentStage                           struct{ ID string }
	}
	Pagination struct{ Total int }
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
