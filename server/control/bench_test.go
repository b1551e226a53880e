package control_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"mockserver/server/control"
	"mockserver/server/servertest"
)

// tenThousand is a seed of ten thousand rows of all three providers.
const tenThousand = `
huntr: {generate: {members: 500, employers: 200, jobs: 1500}}
teamtailor: {generate: {users: 20, departments: 5, locations: 5, roles: 10, candidates: 1000, jobs: 100, job-applications: 1500}}
`

// BenchmarkSandbox: a new sandbox, its reset, and what a thousand of them hold. The bounds are 1 ms and 64 KiB for a new
// one, 1 ms for a reset, 64 MiB for a thousand.
func BenchmarkSandbox(b *testing.B) {
	s := servertest.New(b, servertest.Seed(tenThousand)).Control()
	rows := 0
	first, err := s.World("default")
	require.NoError(b, err)
	for _, size := range first.Sandbox().Sizes() {
		rows += size.Rows
	}
	b.Logf("%d rows", rows)
	b.Run("create", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			w, err := s.Create(context.Background(), control.Spec{})
			require.NoError(b, err)
			b.StopTimer()
			require.NoError(b, s.Delete(context.Background(), w.Name()))
			b.StartTimer()
		}
	})
	b.Run("reset", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := first.Reset(context.Background())
			require.NoError(b, err)
		}
	})
	b.Run("a thousand idle", func(b *testing.B) {
		for b.Loop() {
			before := held()
			names := make([]string, 1000)
			for i := range names {
				w, err := s.Create(context.Background(), control.Spec{Name: fmt.Sprint("idle-", i)})
				require.NoError(b, err)
				names[i] = w.Name()
			}
			b.ReportMetric(float64(held()-before)/1000/1024, "KiB/sandbox")
			for _, name := range names {
				require.NoError(b, s.Delete(context.Background(), name))
			}
		}
	})
}

// held is the memory in use after a collection.
func held() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}
