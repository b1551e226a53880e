package control

import (
	"context"

	"mockserver/server/gate"
	"mockserver/store"
)

// Report tells what a test has left behind in a sandbox.
type Report struct {
	Clean       bool       `json:"clean"`
	Tables      []tableRow `json:"tables"`      // those in which rows differ from the origin
	Faults      []Fault    `json:"faults"`      // armed faults that could still strike
	Undelivered int        `json:"undelivered"` // webhook deliveries that were still pending
	Strays      int64      `json:"strays"`      // requests that matched no route
	Unmatched   []Stray    `json:"unmatched"`   // the first of them that the journal still has, at most 100
}

type tableRow struct {
	Table   string `json:"table"`
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Removed int    `json:"removed"`
}

// Stray is a request that matched no route.
type Stray struct {
	Number int64  `json:"number"`
	Method string `json:"method"`
	Target string `json:"target"`
	Status int    `json:"status"`
}

// mostStrays bounds what a report lists.
const mostStrays = 100

// Reset brings the sandbox back to its origin: rows, ids, clock, limits and credentials are as they were when it was
// created or last replaced, no fault is armed, nothing waits to be told, journal and delivery log are empty. Snapshots
// stay. It tells what was left behind.
func (w *World) Reset(ctx context.Context) (report Report, err error) {
	return report, w.turn(ctx, func() error {
		report, err = w.reset(w.sandbox.Reset)
		return err
	})
}

// ResetToSeed is Reset to what the sandbox was created with, whatever has replaced it since.
func (w *World) ResetToSeed(ctx context.Context) (report Report, err error) {
	return report, w.turn(ctx, func() error {
		born, minted := w.born, w.bornMinted
		w.born, w.bornMinted = w.seed.born, w.seed.minted
		report, err = w.reset(func() []store.Leftover { return w.sandbox.ResetTo(w.seed.rows) })
		if err != nil {
			w.born, w.bornMinted = born, minted
		}
		return err
	})
}

// reset runs in a turn. Nothing has changed when it fails.
func (w *World) reset(rows func() []store.Leftover) (Report, error) {
	if err := w.renewCredentials(true); err != nil {
		return Report{}, err
	}
	report := w.leftovers()
	w.sandbox.Clock().Rewind()
	report.addTables(rows())
	report.Undelivered = w.control.Webhooks.Reset(w.sandbox)
	w.control.Gates.Limits().Reset(w.sandbox)
	w.control.Gates.Faults().Of(w.sandbox).Reset()
	w.control.Gates.Journals().Of(w.sandbox).Clear()
	report.Clean = len(report.Tables)+len(report.Faults)+report.Undelivered == 0 && report.Strays == 0
	return report, nil
}

// leftovers is what faults and journal tell before they are cleared.
func (w *World) leftovers() Report {
	report := Report{Tables: []tableRow{}, Faults: []Fault{}, Unmatched: []Stray{}}
	for _, f := range w.control.Gates.Faults().Of(w.sandbox).List() {
		if f.Live() {
			report.Faults = append(report.Faults, f)
		}
	}
	report.Strays = w.Journal().Unmatched()
	if report.Strays == 0 {
		return report
	}
	no := false
	entries, _, _ := w.control.Gates.Journals().Of(w.sandbox).Select(gate.Filter{Matched: &no, Limit: mostStrays}) // the filter is ours
	for _, e := range entries {
		report.Unmatched = append(report.Unmatched, Stray{e.Number, e.Method, e.Target, e.Status})
	}
	return report
}

func (r *Report) addTables(left []store.Leftover) {
	for _, l := range left {
		r.Tables = append(r.Tables, tableRow(l))
	}
}

// resetTo reads what to come back to: the origin, or what the sandbox was created with.
func (c *call) resetTo() (func(context.Context) (Report, error), error) {
	switch sent := c.query.Get("to"); sent {
	case "", "origin":
		return c.world.Reset, nil
	case "seed":
		return c.world.ResetToSeed, nil
	default:
		p := bad("to", "%q is neither", shorten(sent))
		p.Accepted = []string{"origin", "seed"}
		return nil, p
	}
}

func resetSandbox(c *call) (answer, error) {
	strict, err := c.flag("fail_on_leftovers")
	if err != nil {
		return answer{}, err
	}
	body, err := decoded[struct {
		FailOnLeftovers *bool `seed:"fail_on_leftovers"`
	}](c)
	if err != nil {
		return answer{}, err
	}
	if body.FailOnLeftovers != nil {
		if c.query.Has("fail_on_leftovers") && strict != *body.FailOnLeftovers {
			return answer{}, bad("fail_on_leftovers", "the query says %t, the body %t", strict, *body.FailOnLeftovers)
		}
		strict = *body.FailOnLeftovers
	}
	reset, err := c.resetTo()
	if err != nil {
		return answer{}, err
	}
	report, err := reset(c.r.Context())
	if err != nil {
		return answer{}, err
	}
	shown := reportBody{report, faultBodies(report.Faults)}
	if strict && !report.Clean {
		p := conflict("the sandbox is as it was, but something was left behind")
		p.Report = shown
		return answer{}, p
	}
	return answer{body: shown}, nil
}

// reportBody is a report, its faults as the API writes them.
type reportBody struct {
	Report
	Faults []faultBody `json:"faults"`
}
