//go:build unix

package teamtailor_test

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
	"mockserver/server/servertest"
	"mockserver/server/teamtailor"
)

// BenchmarkRead: lists and single records with all gates on, each beside a bare handler that writes the same bytes.
// What net/http itself costs is in neither; the load program in bench/ measures that too.
func BenchmarkRead(b *testing.B) {
	mock := newBenchMock(b, "departments: 5, roles: 12, locations: 4, users: 15, questions: 10, jobs: 2000, candidates: 2000, job-applications: 5000")
	for _, read := range []struct{ name, target string }{
		{"30 jobs", "/v1/jobs?page[size]=30"},
		{"30 jobs with three relations", "/v1/jobs?page[size]=30&include=department,location,user"},
		{"one job", "/v1/jobs/1"},
		{"30 applications", "/v1/job-applications?page[size]=30"},
		{"30 candidates with two fields", "/v1/candidates?page[size]=30&fields[candidates]=email,first-name"},
	} {
		b.Run(read.name+"/mock", func(b *testing.B) { mock.benchmark(b, read.target) })
		body := mock.get(b, read.target)
		bare := benchMock{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body)
		})}
		b.Run(read.name+"/bare", func(b *testing.B) { bare.benchmark(b, read.target) })
	}
}

// BenchmarkPage: the first, the middle and the last page of thirty applications, of the default order, of every
// documented filter and of the page's own order, at a thousand, a hundred thousand and a million rows. The same page
// should cost about the same at every size (within 1.5 times for what an index serves alone); a range of times costs in
// proportion to its records.
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{1_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			if testing.Short() && rows > 100_000 {
				b.Skip("a million rows take a minute and some gigabytes to load")
			}
			mock := newBenchMock(b, fmt.Sprintf("users: 1, jobs: %d, candidates: %d, job-applications: %d", max(rows/100, 30), rows/3, rows))
			for name, list := range map[string]string{
				"default order": "/v1/job-applications?page[size]=30", "stage-type": "/v1/job-applications?page[size]=30&filter[stage-type]=hired",
				"changed-stage-at": "/v1/job-applications?page[size]=30&sort=-changed-stage-at", "job": "/v1/job-applications?page[size]=30&filter[job]=1",
				"created-at, all":        "/v1/job-applications?page[size]=30&filter[created-at][from]=2024-01-01",
				"created-at, half":       "/v1/job-applications?page[size]=30&filter[created-at][from]=2025-07-01",
				"created-at, a day":      "/v1/job-applications?page[size]=30&filter[created-at][from]=2025-07-01&filter[created-at][to]=2025-07-02",
				"updated-at, half":       "/v1/job-applications?page[size]=30&filter[updated-at][from]=2025-10-01",
				"changed-stage-at, half": "/v1/job-applications?page[size]=30&filter[changed-stage-at][from]=2025-10-01",
				"two jobs":               "/v1/job-applications?page[size]=30&filter[job]=1,2", "two stages": "/v1/job-applications?page[size]=30&filter[stage-type]=inbox,hired",
				"candidates": "/v1/candidates?page[size]=30", "connected": "/v1/candidates?page[size]=30&filter[connected]=true", "jobs": "/v1/jobs?page[size]=30",
			} {
				last := (mock.count(b, list) + 29) / 30
				for place, number := range map[string]int{"first": 1, "middle": (last + 1) / 2, "last": last} {
					b.Run(name+"/"+place, func(b *testing.B) { mock.benchmark(b, list+"&page[number]="+strconv.Itoa(number)) })
				}
			}
		})
	}
}

// benchMock is the handler under measurement.
type benchMock struct{ handler http.Handler }

func newBenchMock(b *testing.B, generate string) benchMock {
	b.Helper()
	seed := "teamtailor: {keys: [{token: bench-key, scope: admin, access: read}], generate: {" + generate + "}}"
	unlimited := servertest.Settings(func(s *server.Settings) { s.Teamtailor.RateLimit = teamtailor.LimitHeadersOnly })
	mock := benchMock{servertest.New(b, servertest.Seed(seed), unlimited)}
	runtime.GC() // what loading left behind is no cost of a page
	return mock
}

func benchRequest(target string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
	r.Header.Set("Authorization", "Token token=bench-key")
	r.Header.Set("X-Api-Version", "20161108")
	r.Header.Set("Accept", mediaType)
	return r
}

// benchmark sends one request again and again. cpu-ns/op is the figure to compare: it counts this process's own time.
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

// cpuTime is what this process has used so far, user and system, in nanoseconds.
func cpuTime(b *testing.B) int64 {
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return used.Utime.Nano() + used.Stime.Nano()
}

func (m benchMock) get(b *testing.B, target string) []byte {
	b.Helper()
	answer := httptest.NewRecorder()
	m.handler.ServeHTTP(answer, benchRequest(target))
	require.Equal(b, http.StatusOK, answer.Code, answer.Body)
	return answer.Body.Bytes()
}

// count is the record-count of a list.
func (m benchMock) count(b *testing.B, target string) int {
	b.Helper()
	return countOf(b, string(m.get(b, target)))
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

func countOf(b *testing.B, document string) (count int) {
	b.Helper()
	var d doc
	require.NoError(b, json.Unmarshal([]byte(document), &d))
	return d.Meta["record-count"]
}
