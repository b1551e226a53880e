package control

import (
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"mockserver/server/provider"
	"mockserver/server/webhook"
	"mockserver/store"
)

// Delivery is the history of telling one endpoint of one event.
type Delivery = webhook.Delivery

// DeliveryLog copies out all deliveries that the log still has.
func (w *World) DeliveryLog() []Delivery {
	all, _ := w.Deliveries().Select(webhook.Filter{})
	return all
}

// deliveryBody is one delivery, for people.
type deliveryBody struct {
	Number   int64         `json:"number"`
	State    webhook.State `json:"state"`
	Reason   string        `json:"reason,omitempty"`
	Provider string        `json:"provider"`
	Event    eventBody     `json:"event"`
	Webhook  string        `json:"webhook"`
	URL      string        `json:"url"`
	DueAt    *time.Time    `json:"due_at"` // of the next attempt, while it is pending
	ReplayOf int64         `json:"replay_of,omitempty"`
	Attempts []attemptBody `json:"attempts"`
}

type attemptBody struct {
	At       time.Time `json:"at"`
	Took     float64   `json:"took_ms"`
	Request  sideBody  `json:"request"`
	Status   int       `json:"status"` // 0: no answer
	Response sideBody  `json:"response"`
	Error    string    `json:"error,omitempty"`
	Received bool      `json:"received"`
	Verdict  string    `json:"verdict"`
}

type sideBody struct {
	Header []headerLine `json:"header"`
	bodyPreview
	Forgotten bool `json:"forgotten,omitempty"` // header and body were given up to save memory
}

type headerLine struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// bodyPreview is the beginning of a body: as a text, or in base64 when it is none.
type bodyPreview struct {
	Body   string `json:"body"`
	Binary []byte `json:"body_base64,omitempty"`
	Size   int64  `json:"size"` // of the whole body, in bytes
}

func preview(body []byte, size int64) bodyPreview {
	if utf8.Valid(body) {
		return bodyPreview{Body: string(body), Size: size}
	}
	if cut := len(body) - utf8.UTFMax; int64(len(body)) < size && cut > 0 && utf8.Valid(trimRune(body)) {
		return bodyPreview{Body: string(trimRune(body)), Size: size}
	}
	return bodyPreview{Binary: body, Size: size}
}

// trimRune cuts off a character that is not whole.
func trimRune(body []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(body); i++ {
		if utf8.RuneStart(body[len(body)-i]) {
			return body[:len(body)-i]
		}
	}
	return body
}

func showDelivery(d *webhook.Delivery) deliveryBody {
	b := deliveryBody{
		Number: d.Number, State: d.State, Reason: d.Reason, Provider: d.Event.Provider, Event: showEvent(d.Event),
		Webhook: d.Endpoint.ID.String(), URL: d.URL, ReplayOf: d.ReplayOf, Attempts: showAttempts(d.Attempts),
	}
	if d.State == webhook.Pending {
		due := d.DueAt.UTC()
		b.DueAt = &due
	}
	return b
}

func showAttempts(attempts []webhook.Attempt) []attemptBody {
	return list(attempts, func(a *webhook.Attempt) attemptBody {
		return attemptBody{
			At: a.At.UTC(), Took: milliseconds(a.Took), Request: showSide(a.Request), Status: a.Status, Response: showSide(a.Response),
			Error: a.Error, Received: a.Received, Verdict: a.Verdict,
		}
	})
}

func showSide(s webhook.Side) sideBody {
	return sideBody{Header: headerLines(s.Header), bodyPreview: preview(s.Body, s.Size), Forgotten: s.Given}
}

func headerLines(header []provider.Header) []headerLine {
	return list(header, func(h *provider.Header) headerLine { return headerLine(*h) })
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

type deliveryCounts struct {
	Pending   int64 `json:"pending"`
	Received  int64 `json:"received"`
	Failed    int64 `json:"failed"`
	Dropped   int64 `json:"dropped"`
	Forgotten int64 `json:"forgotten"`
}

func countDeliveries(c webhook.Counts) deliveryCounts { return deliveryCounts(c) }

// deliveryFilter reads which deliveries are wanted.
func (c *call) deliveryFilter() (f webhook.Filter, err error) {
	f = webhook.Filter{Provider: c.query.Get("provider"), Event: c.query.Get("event"), EventID: c.query.Get("event_id"), State: webhook.State(c.query.Get("state"))}
	if f.Provider != "" {
		if _, err := c.provider("provider", f.Provider); err != nil {
			return f, err
		}
	}
	if f.State != "" && !slices.Contains(webhook.States(), f.State) {
		p := bad("state", "%q is no state", shorten(string(f.State)))
		for _, s := range webhook.States() {
			p.Accepted = append(p.Accepted, string(s))
		}
		return f, p
	}
	if id := c.query.Get("webhook"); id != "" {
		if f.Endpoint, err = store.ParseObjectID(id); err != nil {
			return f, bad("webhook", "%q is no id", shorten(id))
		}
	}
	if f.After, err = c.number("after", 0, 0); err != nil {
		return f, err
	}
	limit, err := c.number("limit", 100, mostPage)
	f.Limit = int(limit)
	return f, err
}

func deliveryQuery() []string {
	return []string{"provider", "event", "event_id", "webhook", "state", "after", "limit", "wait"}
}

// mostPage bounds a page of the journal or of the delivery log.
const mostPage = 1000

// number reads a whole number above 0 from the query, at most so much (0: anything).
func (c *call) number(name string, standard, most int64) (int64, error) {
	text := c.query.Get(name)
	if !c.query.Has(name) {
		return standard, nil
	}
	value, err := strconv.ParseInt(text, 10, 64)
	least := int64(0)
	if most > 0 {
		least = 1
	} else {
		most = math.MaxInt64
	}
	if err != nil || value < least || value > most {
		return 0, bad(name, "must be a whole number from %d to %d, not %q", least, most, shorten(text))
	}
	return value, nil
}

// longestWait is how long an answer is held back at most, in real time.
const longestWait = 60 * time.Second

// wait reads how long the answer may be held back.
func (c *call) wait() (time.Duration, error) {
	text := c.query.Get("wait")
	if !c.query.Has("wait") {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if seconds, notNumber := strconv.Atoi(text); notNumber == nil {
		d, err = time.Duration(min(seconds, 1000))*time.Second, nil
	}
	if err != nil || d < 0 || d > longestWait {
		return 0, bad("wait", "must be a duration from 0s to %s, not %q", longestWait, shorten(text))
	}
	return d, nil
}

// waiting is a context for a request that waits.
func (c *call) waiting(d time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(c.r.Context(), d)
	stop := context.AfterFunc(c.closing, cancel)
	return ctx, func() { stop(); cancel() }
}

func listDeliveries(c *call) (answer, error) {
	f, err := c.deliveryFilter()
	if err != nil {
		return answer{}, err
	}
	patience, err := c.wait()
	if err != nil {
		return answer{}, err
	}
	log := c.world.Deliveries()
	if patience > 0 {
		ctx, cancel := c.waiting(patience)
		defer cancel()
		if _, err := log.Wait(ctx, f, 1); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return answer{}, c.webhookProblem(err)
		}
	}
	page, next := log.Select(f)
	return answer{body: deliveryPage{list(page, showDelivery), next, countDeliveries(log.Counts())}}, nil
}

// deliveryPage is a page of the delivery log; next goes after ?after= to see what comes later, as in the journal.
type deliveryPage struct {
	Data   []deliveryBody `json:"data"`
	Next   int64          `json:"next"`
	Counts deliveryCounts `json:"counts"`
}

func (c *call) deliveryNumber() (int64, error) {
	number, err := strconv.ParseInt(c.param("number"), 10, 64)
	if err != nil {
		return 0, webhook.ErrNoDelivery
	}
	return number, nil
}

func showOneDelivery(c *call) (answer, error) {
	number, err := c.deliveryNumber()
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	d, err := c.world.Deliveries().Get(number)
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	return answer{body: showDelivery(&d)}, nil
}

func replayDelivery(c *call) (answer, error) {
	number, err := c.deliveryNumber()
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	d, err := c.Webhooks.Replay(c.world.sandbox, number)
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	return answer{status: http.StatusCreated, body: showDelivery(&d)}, nil
}

func replayFailed(c *call) (answer, error) {
	again := c.Webhooks.ReplayFailed(c.world.sandbox)
	return answer{status: http.StatusCreated, body: dataBody[deliveryBody]{list(again, showDelivery)}}, nil
}

func streamDeliveries(c *call) (answer, error) {
	f, err := c.deliveryFilter()
	if err != nil {
		return answer{}, err
	}
	since, err := c.lastEvent()
	if err != nil {
		return answer{}, err
	}
	return answer{stream: func(ctx context.Context, w http.ResponseWriter) {
		changes, stop := c.world.Deliveries().Subscribe(f, since)
		defer stop()
		stream(ctx, w, "delivery", changes, func(d webhook.Delivery) (int64, any) { return d.Change, showDelivery(&d) })
	}}, nil
}
