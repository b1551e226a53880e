package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// candidate is one program whose start is measured.
type candidate struct {
	name    string
	launch  func() (*process, error)
	request []byte // its first

	times    []time.Duration // from the start of the process to the first answer
	resident []int64         // bytes after it
}

// start starts each program again and again, in turn, and prints both tables.
func (b *bench) start(ctx context.Context) error {
	all := b.candidates(ctx)
	for i := range b.runs + 1 {
		for _, c := range all {
			if err := c.run(ctx, i > 0); err != nil { // the first run fills the file cache
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	_, _ = fmt.Fprintf(b.out, "process start to first answer, %d runs of each program in turn\n\n", b.runs)
	if err := printStarts(b.out, all); err != nil {
		return err
	}
	if err := b.weigh(ctx, median(all[1].resident)); err != nil {
		return err
	}
	_, err := fmt.Fprint(b.out, missing("resident memory"))
	return err
}

func (b *bench) candidates(ctx context.Context) []*candidate {
	return []*candidate{
		{name: "empty net/http program", launch: func() (*process, error) { return launch(ctx, b.bare) }, request: get("/", nil)},
		{name: "mockserver --seed empty", launch: func() (*process, error) { return b.launchMock(ctx, "--seed", "empty") }, request: first()},
		{name: "mockserver", launch: func() (*process, error) { return b.launchMock(ctx) }, request: first()},
	}
}

// first is a request that the embedded seeds can answer: it passes all gates.
func first() []byte { return get("/org/members?limit=1", demoHeaders()) }

func demoHeaders() []string { return []string{"Authorization: Bearer huntr-demo-token"} }

func (c *candidate) run(ctx context.Context, counts bool) error {
	began := time.Now()
	p, err := c.launch()
	if err != nil {
		return err
	}
	defer p.stop()
	_, err = fetchOnce(ctx, p.addr, c.request)
	took := time.Since(began)
	if err != nil || !counts {
		return err
	}
	resident, _ := memory(p.pid, "VmRSS")
	c.times, c.resident = append(c.times, took), append(c.resident, resident)
	return nil
}

func printStarts(out io.Writer, all []*candidate) error {
	bare, empty, full := all[0], all[1], all[2]
	ratio := float64(median(empty.times)) / float64(median(bare.times))
	notes := []string{"", fmt.Sprintf("%.2f × the empty program", ratio), "+" + short(median(full.times)-median(empty.times)) + " over --seed empty"}
	targets := []string{"", "≤ 3 ×, < 25 MiB", "≤ +10 ms, < 25 MiB"}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "program\tmedian\tfastest\tcompared\tidle resident\ttarget")
	for i, c := range all {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", c.name, short(median(c.times)), short(slices.Min(c.times)), notes[i], mebibytes(median(c.resident)), targets[i])
	}
	return table.Flush()
}

// weigh prints what records cost in memory: the resident memory with the seed "large" over that with none.
func (b *bench) weigh(ctx context.Context, empty int64) error {
	began := time.Now()
	p, err := b.launchMock(ctx, "--seed", "large")
	if err != nil {
		return err
	}
	defer p.stop()
	took := time.Since(began)
	resident, ok := memory(p.pid, "VmRSS")
	peak, _ := memory(p.pid, "VmHWM")
	records, err := countRecords(ctx, p)
	if err != nil || !ok {
		return err
	}
	each := float64(resident-empty) / float64(records)
	_, err = fmt.Fprintf(b.out, "\n--seed large: %d records, ready after %s, resident %s (peak %s): %s per 100,000 records, %.0f bytes each\n",
		records, took.Round(time.Millisecond), mebibytes(resident), mebibytes(peak), mebibytes(int64(each*100_000)), each)
	return err
}

// countRecords walks every list to its end.
func countRecords(ctx context.Context, p *process) (records int, err error) {
	for _, list := range []string{"/org/members", "/org/employers", "/org/jobs", "/org/events"} {
		next := ""
		for more := true; more; {
			a, err := fetchOnce(ctx, p.addr, get(list+"?limit=500"+next, demoHeaders()))
			if err != nil {
				return records, err
			}
			var page struct {
				Data []struct{} `json:"data"`
				Next string     `json:"next"`
			}
			if err := json.Unmarshal(a.body, &page); err != nil {
				return records, err
			}
			records, next, more = records+len(page.Data), "&next="+page.Next, page.Next != ""
		}
	}
	return records, nil
}

func median[T int64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
