package control

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"mockserver/seeds"
	"mockserver/server/gate"
)

// Journal is the record of what the sandbox's clients asked and were answered.
func (w *World) Journal() *gate.Journal { return w.control.Gates.Journals().Of(w.sandbox) }

// exchanges counts what the sandbox's clients have asked so far.
func (w *World) exchanges() int64 { return w.Journal().Now() }

// entryBody is one exchange, whole.
type entryBody struct {
	Number       int64     `json:"number"`
	At           time.Time `json:"at"`
	Took         float64   `json:"took_ms"`
	Sandbox      string    `json:"sandbox"`
	Provider     string    `json:"provider"`
	Route        string    `json:"route"` // empty when no route matched
	Credential   string    `json:"credential"`
	CredentialID string    `json:"credential_id,omitempty"`
	Method       string    `json:"method"`
	Target       string    `json:"target"`
	Status       int       `json:"status"` // 0: cut off before the status line
	Reason       string    `json:"reason,omitempty"`
	Evidence     string    `json:"evidence"`
	Fault        string    `json:"fault,omitempty"`
	FaultID      string    `json:"fault_id,omitempty"`
	Request      sideBody  `json:"request"`
	Response     sideBody  `json:"response"`
}

func showEntry(e *gate.Entry) entryBody {
	return entryBody{
		Number: e.Number, At: e.At.UTC(), Took: milliseconds(e.Took), Sandbox: e.Sandbox, Provider: e.Provider, Route: e.Route,
		Credential: e.Credential, CredentialID: e.CredentialID, Method: e.Method, Target: e.Target, Status: e.Status,
		Reason: e.Reason, Evidence: e.Evidence, Fault: e.Fault, FaultID: e.FaultID,
		Request:  sideBody{Header: sortedHeader(e.RequestHeader), bodyPreview: preview(e.RequestBody, int64(e.RequestSize))},
		Response: sideBody{Header: sortedHeader(e.ResponseHeader), bodyPreview: preview(e.ResponseBody, int64(e.ResponseSize))},
	}
}

func sortedHeader(header http.Header) []headerLine {
	lines := []headerLine{}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			lines = append(lines, headerLine{name, value})
		}
	}
	return lines
}

func requestQuery() []string {
	return []string{"provider", "method", "path", "route", "status", "credential", "fault", "matched", "after", "limit", "wait"}
}

// requestFilter reads which exchanges are wanted.
func (c *call) requestFilter() (f gate.Filter, err error) {
	f = gate.Filter{
		Provider: c.query.Get("provider"), Method: c.query.Get("method"), Path: c.query.Get("path"), Route: c.query.Get("route"),
		Status: c.query.Get("status"), Credential: c.query.Get("credential"), Fault: c.query.Get("fault"),
	}
	if f.Provider != "" {
		if _, err := c.provider("provider", f.Provider); err != nil {
			return f, err
		}
	}
	if c.query.Has("matched") {
		matched, err := c.flag("matched")
		if err != nil {
			return f, err
		}
		f.Matched = &matched
	}
	if f.After, err = c.number("after", 0, 0); err != nil {
		return f, err
	}
	limit, err := c.number("limit", 100, mostPage)
	f.Limit = int(limit)
	return f, err
}

func listRequests(c *call) (answer, error) {
	f, err := c.requestFilter()
	if err != nil {
		return answer{}, err
	}
	patience, err := c.wait()
	if err != nil {
		return answer{}, err
	}
	page, next, err := c.requests(f, patience)
	if err != nil {
		return answer{}, err
	}
	return answer{body: journalPage{list(page, showEntry), next, c.world.Journal().Lost()}}, nil
}

// requests waits for an exchange, if it may, and comes back with none when there is none.
func (c *call) requests(f gate.Filter, patience time.Duration) ([]gate.Entry, int64, error) {
	if patience == 0 {
		return c.world.Journal().Select(f)
	}
	ctx, cancel := c.waiting(patience)
	defer cancel()
	page, next, err := c.world.Journal().Wait(ctx, f)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return page, next, nil
	case errors.Is(err, gate.ErrDropped):
		return nil, 0, missing("the sandbox %q was deleted", c.world.Name())
	default:
		return page, next, err
	}
}

// journalPage is a page of the journal; next is what goes behind ?after= to see what comes later.
type journalPage struct {
	Data []entryBody `json:"data"`
	Next int64       `json:"next"`
	Lost int64       `json:"lost"` // exchanges that the journal no longer has
}

func clearRequests(c *call) (answer, error) {
	c.world.Journal().Clear()
	return answer{}, nil
}

func streamRequests(c *call) (answer, error) {
	f, err := c.requestFilter()
	if err != nil {
		return answer{}, err
	}
	since, err := c.lastEvent()
	switch {
	case err != nil:
		return answer{}, err
	case since != nil:
		f.After = *since
	case !c.query.Has("after"):
		f.After = c.world.exchanges()
	}
	following, err := c.world.Journal().Subscribe(f)
	if err != nil {
		return answer{}, err
	}
	return answer{stream: func(ctx context.Context, w http.ResponseWriter) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		entries := make(chan gate.Entry)
		go follow(ctx, following, entries)
		stream(ctx, w, "request", entries, func(e gate.Entry) (int64, any) { return e.Number, showEntry(&e) })
	}}, nil
}

// follow hands on what a journal gets, until the reader goes or has been too slow.
func follow(ctx context.Context, following *gate.Subscription, to chan<- gate.Entry) {
	defer close(to)
	for {
		entry, err := following.Next(ctx)
		if err != nil {
			return
		}
		select {
		case to <- entry:
		case <-ctx.Done():
			return
		}
	}
}

// filterBody is a filter in a body.
type filterBody struct {
	Provider   string     `seed:"provider"`
	Method     string     `seed:"method"`
	Path       string     `seed:"path"`
	Route      string     `seed:"route"`
	Status     seeds.Text `seed:"status"`
	Credential seeds.Text `seed:"credential"`
	Fault      seeds.Text `seed:"fault"`
	Matched    *bool      `seed:"matched"`
	Body       string     `seed:"body"`
	JSON       seeds.Node `seed:"json"`
	After      int64      `seed:"after,min=0"`
}

func (c *call) filter(field string, b *filterBody) (gate.Filter, error) {
	f := gate.Filter{
		Provider: b.Provider, Method: b.Method, Path: b.Path, Route: b.Route, Status: b.Status.Value,
		Credential: b.Credential.Value, Fault: b.Fault.Value, Matched: b.Matched, Body: b.Body, After: b.After,
	}
	if b.Provider != "" {
		if _, err := c.provider(field+".provider", b.Provider); err != nil {
			return f, err
		}
	}
	if b.JSON.Given() {
		text, err := b.JSON.JSON()
		if err != nil {
			return f, bad(field+".json", "%s", err)
		}
		f.JSON = json.RawMessage(text)
	}
	return f, nil
}

// differenceBody is one field in which an exchange is not what was wanted.
type differenceBody struct {
	Field  string `json:"field"`
	Wanted string `json:"wanted"`
	Got    string `json:"got"`
}

type missBody struct {
	Request entryBody        `json:"request"`
	Differs []differenceBody `json:"differs"`
}

// verdictBody is what became of an expectation.
type verdictBody struct {
	OK      bool       `json:"ok"`
	Wanted  string     `json:"wanted"`
	Found   int        `json:"found"`
	Step    *int       `json:"step,omitempty"` // of an order: the first, from 0, that nothing met
	Numbers []int64    `json:"numbers"`
	Nearest []missBody `json:"nearest"`
	Lost    int64      `json:"lost"`
}

func showVerdict(v *gate.Verdict, ordered bool) verdictBody {
	b := verdictBody{OK: v.OK, Wanted: v.Wanted, Found: v.Found, Numbers: append([]int64{}, v.Numbers...), Nearest: []missBody{}, Lost: v.Lost}
	if ordered && !v.OK {
		b.Step = &v.Step
	}
	for i := range v.Nearest {
		miss := missBody{Request: showEntry(&v.Nearest[i].Entry), Differs: []differenceBody{}}
		for _, d := range v.Nearest[i].Differs {
			miss.Differs = append(miss.Differs, differenceBody(d))
		}
		b.Nearest = append(b.Nearest, miss)
	}
	return b
}

func verifyRequests(c *call) (answer, error) {
	expected, err := c.expectation()
	if err != nil {
		return answer{}, err
	}
	verdict, err := c.world.Journal().Verify(expected)
	if err != nil {
		return answer{}, err
	}
	shown := showVerdict(&verdict, len(expected.Order) > 0)
	if !verdict.OK {
		p := conflict("wanted %s, found %d", verdict.Wanted, verdict.Found)
		p.Report = shown
		return answer{}, p
	}
	return answer{body: shown}, nil
}

// mostSteps bounds an order.
const mostSteps = 100

func (c *call) expectation() (expected gate.Expectation, err error) {
	body, err := decoded[struct {
		Match   filterBody   `seed:"match"`
		Count   *int         `seed:"count,min=0"`
		AtLeast *int         `seed:"at_least,min=0"`
		AtMost  *int         `seed:"at_most,min=0"`
		Order   []filterBody `seed:"order"`
	}](c)
	if err != nil {
		return expected, err
	}
	if len(body.Order) > mostSteps {
		return expected, bad("order", "may have at most %d steps", mostSteps)
	}
	expected = gate.Expectation{Count: body.Count, AtLeast: body.AtLeast, AtMost: body.AtMost}
	if expected.Match, err = c.filter("match", &body.Match); err != nil {
		return expected, err
	}
	for i := range body.Order {
		step, err := c.filter("order["+strconv.Itoa(i)+"]", &body.Order[i])
		if err != nil {
			return expected, err
		}
		expected.Order = append(expected.Order, step)
	}
	return expected, nil
}
