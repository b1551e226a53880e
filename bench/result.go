package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// turn is what one program did in one slot.
type turn struct {
	latencies []time.Duration // one a request
	elapsed   time.Duration
	cpu       time.Duration // of the server's process; 0 where it cannot be read
}

// figures are all turns of one program.
type figures struct {
	latencies []time.Duration
	elapsed   time.Duration
	cpu       time.Duration
	perTurn   []time.Duration // CPU per request, one a round
	peak      int64           // bytes resident at most
}

// result is one scenario's outcome.
type result struct {
	scenario
	size       int // bytes of the body
	ours, bare figures
}

func (f *figures) add(t turn) {
	f.latencies = append(f.latencies, t.latencies...)
	f.elapsed += t.elapsed
	f.cpu += t.cpu
	f.perTurn = append(f.perTurn, t.cpu/time.Duration(max(1, len(t.latencies))))
}

func (f *figures) perRequest() time.Duration { return f.cpu / time.Duration(max(1, len(f.latencies))) }

func (f *figures) perSecond() float64 { return float64(len(f.latencies)) / f.elapsed.Seconds() }

// p99 is the time that 99 of 100 requests stayed below.
func (f *figures) p99() time.Duration {
	sorted := slices.Sorted(slices.Values(f.latencies))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)*99/100]
}

// ratio is the baseline's CPU per request over ours, of all rounds together and of the worst and the best round.
func (r *result) ratio() string {
	if r.ours.cpu == 0 || r.bare.cpu == 0 {
		return unknown
	}
	var rounds []float64
	for i, ours := range r.ours.perTurn {
		rounds = append(rounds, float64(r.bare.perTurn[i])/float64(max(1, ours)))
	}
	all := float64(r.bare.perRequest()) / float64(r.ours.perRequest())
	return fmt.Sprintf("%.2f (%.2f–%.2f)", all, slices.Min(rounds), slices.Max(rounds))
}

// unknown stands for a figure that the platform does not give.
const unknown = "–"

// printResults writes the table: a pair of columns for each figure, ours and the baseline's.
func printResults(out io.Writer, results []result) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "scenario\tbody\treq/s\tbare\tp99\tbare\tCPU/req\tbare\tpeak\tbare\tCPU bare/ours\ttarget")
	for _, r := range results {
		_, _ = fmt.Fprintf(table, "%s\t%d B\t%.0f\t%.0f\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.title(), r.size,
			r.ours.perSecond(), r.bare.perSecond(), short(r.ours.p99()), short(r.bare.p99()),
			short(r.ours.perRequest()), short(r.bare.perRequest()), mebibytes(r.ours.peak), mebibytes(r.bare.peak),
			r.ratio(), atLeast(r.target))
	}
	return table.Flush()
}

func short(d time.Duration) string {
	if d == 0 {
		return unknown
	}
	if d < time.Millisecond {
		return fmt.Sprintf("%.1f µs", float64(d)/float64(time.Microsecond))
	}
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}

func mebibytes(bytes int64) string {
	if bytes == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
}

func atLeast(target float64) string {
	if target == 0 {
		return ""
	}
	return fmt.Sprintf("≥ %.2f", target)
}
