package control

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"mockserver/seeds"
	"mockserver/server/webhook"
	"mockserver/store"
)

// Webhooks is the sandbox's webhook endpoints.
func (w *World) Webhooks() *webhook.Endpoints { return w.control.Webhooks.Endpoints(w.sandbox) }

// Deliveries is the sandbox's delivery log.
func (w *World) Deliveries() *webhook.Deliveries { return w.control.Webhooks.Deliveries(w.sandbox) }

// Flush delivers all that is due now and counts the attempts.
func (w *World) Flush(ctx context.Context) (int64, error) {
	return w.control.Webhooks.Flush(ctx, w.sandbox)
}

// Probe tries how careful the receiver behind an endpoint is.
func (w *World) Probe(ctx context.Context, endpoint store.ObjectID) (webhook.Report, error) {
	return w.control.Webhooks.Probe(ctx, w.sandbox, endpoint)
}

// endpointBody is a webhook endpoint, its secret left out.
type endpointBody struct {
	ID        store.ObjectID `json:"id"`
	Provider  string         `json:"provider"`
	URL       string         `json:"url"`
	Events    []string       `json:"events"`
	Signed    bool           `json:"signed"` // it has a secret
	Signature string         `json:"signature_version"`
	Active    bool           `json:"active"`
	Retry     retryBody      `json:"retry"`
	CreatedAt time.Time      `json:"created_at"`
	UpdatedAt time.Time      `json:"updated_at"`
}

type retryBody struct {
	Attempts int      `json:"attempts"`
	Backoff  []string `json:"backoff"`
	Timeout  string   `json:"timeout"`
	Ordered  bool     `json:"ordered"`
}

func (c *call) showEndpoint(e *store.Endpoint) endpointBody {
	events := append([]string{}, e.Events...)
	backoff := list(e.Retry.Backoff, func(wait *time.Duration) string { return wait.String() })
	return endpointBody{
		ID: e.ID, Provider: e.Provider, URL: e.URL, Events: events, Signed: e.Secret != "", Signature: c.signature(e), Active: e.Active,
		Retry:     retryBody{max(e.Retry.Attempts, 1), backoff, cmp.Or(e.Retry.Timeout, webhook.StandardTimeout).String(), e.Retry.Ordered},
		CreatedAt: e.CreatedAt.UTC(), UpdatedAt: e.UpdatedAt.UTC(),
	}
}

// signature is the version that an endpoint's deliveries are signed in, empty where the vendor has only one.
func (c *call) signature(e *store.Endpoint) string {
	p, err := c.provider("provider", e.Provider)
	if err != nil || p.Webhooks == nil || len(p.Webhooks.Signatures) == 0 {
		return e.Signature
	}
	return cmp.Or(e.Signature, p.Webhooks.Signatures[0])
}

// changeEndpoint is what a body may say of an endpoint.
type changeEndpoint struct {
	Provider  string      `seed:"provider"`
	URL       *string     `seed:"url"`
	Events    *[]string   `seed:"events"`
	Secret    *string     `seed:"secret"`
	Signature *seeds.Text `seed:"signature_version"`
	Active    *bool       `seed:"active"`
	Retry     *struct {
		Attempts int             `seed:"attempts,min=1,max=100"`
		Backoff  []time.Duration `seed:"backoff"`
		Timeout  time.Duration   `seed:"timeout"`
		Ordered  bool            `seed:"ordered"`
	} `seed:"retry"`
}

// readEndpoint reads what a body says of an endpoint. A value of null is the default of a new one: no secret, all events.
func (c *call) readEndpoint() (body changeEndpoint, err error) {
	file := c.file()
	root, ok := file.Root()
	if !ok {
		return body, file.Err()
	}
	root.Decode(&body)
	if body.Events != nil && len(*body.Events) == 0 {
		return body, cmp.Or[error](file.Err(), bad("events", "names no event, so nothing would ever be delivered; leave it out, or give null, for all events"))
	}
	for _, name := range root.Nulls() {
		switch name {
		case "secret":
			body.Secret = new(string)
		case "events":
			body.Events = new([]string)
		case "signature_version":
			body.Signature = new(seeds.Text)
		}
	}
	return body, file.Err()
}

func (b *changeEndpoint) change() webhook.Change {
	change := webhook.Change{URL: b.URL, Events: b.Events, Secret: b.Secret, Active: b.Active}
	if b.Signature != nil {
		change.Signature = &b.Signature.Value
	}
	if b.Retry != nil {
		change.Retry = &store.Retry{Attempts: b.Retry.Attempts, Backoff: b.Retry.Backoff, Timeout: b.Retry.Timeout, Ordered: b.Retry.Ordered}
	}
	return change
}

// endpointID reads an endpoint's id from the path.
func (c *call) endpointID() (store.ObjectID, error) {
	id, err := store.ParseObjectID(c.param("id"))
	if err != nil {
		return id, c.noEndpoint()
	}
	return id, nil
}

func (c *call) noEndpoint() error {
	return missing("the sandbox %q has no webhook %q", c.world.Name(), shorten(c.param("id")))
}

// webhookProblem words what webhooks refuse.
func (c *call) webhookProblem(err error) error {
	switch {
	case errors.Is(err, webhook.ErrNoEndpoint):
		return missing("there is no such webhook: it may have been removed")
	case errors.Is(err, webhook.ErrNoDelivery):
		return missing("the sandbox %q has no delivery %q", c.world.Name(), shorten(c.param("number")))
	case errors.Is(err, webhook.ErrPending), errors.Is(err, webhook.ErrNoSample):
		return conflict("%s", err)
	case errors.Is(err, webhook.ErrEnded):
		return errClosing
	default:
		return err
	}
}

func listWebhooks(c *call) (answer, error) {
	return answer{body: dataBody[endpointBody]{list(c.world.Webhooks().List(), c.showEndpoint)}}, nil
}

func addWebhook(c *call) (answer, error) {
	body, err := c.readEndpoint()
	if err != nil {
		return answer{}, err
	}
	if _, err := c.provider("provider", body.Provider); err != nil {
		return answer{}, err
	}
	e, err := c.world.Webhooks().Add(body.Provider, body.change())
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	return answer{status: http.StatusCreated, body: c.showEndpoint(&e)}, nil
}

func showWebhook(c *call) (answer, error) {
	return c.endpoint(func(id store.ObjectID) (store.Endpoint, error) { return c.world.Webhooks().Get(id) })
}

func changeWebhook(c *call) (answer, error) {
	body, err := c.readEndpoint()
	if err != nil {
		return answer{}, err
	}
	if body.Provider != "" {
		return answer{}, bad("provider", "an endpoint stays with its provider")
	}
	return c.endpoint(func(id store.ObjectID) (store.Endpoint, error) { return c.world.Webhooks().Change(id, body.change()) })
}

func (c *call) endpoint(find func(store.ObjectID) (store.Endpoint, error)) (answer, error) {
	id, err := c.endpointID()
	if err != nil {
		return answer{}, err
	}
	e, err := find(id)
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	return answer{body: c.showEndpoint(&e)}, nil
}

func removeWebhook(c *call) (answer, error) {
	id, err := c.endpointID()
	if err != nil {
		return answer{}, err
	}
	return answer{}, c.webhookProblem(c.world.Webhooks().Remove(id))
}

func flushWebhooks(c *call) (answer, error) {
	attempts, err := c.world.Flush(c.r.Context())
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	return answer{body: map[string]any{"attempts": attempts, "deliveries": countDeliveries(c.world.Deliveries().Counts())}}, nil
}

type findingBody struct {
	Probe     string        `json:"probe"`
	Grade     webhook.Grade `json:"grade"`
	Verdict   string        `json:"verdict"`
	Exchanges []attemptBody `json:"exchanges"`
}

func probeWebhook(c *call) (answer, error) {
	id, err := c.endpointID()
	if err != nil {
		return answer{}, err
	}
	report, err := c.world.Probe(c.r.Context(), id)
	if err != nil {
		return answer{}, c.webhookProblem(err)
	}
	findings := list(report.Findings, func(f *webhook.Finding) findingBody {
		return findingBody{f.Probe, f.Grade, f.Verdict, showAttempts(f.Exchanges)}
	})
	return answer{body: map[string]any{"webhook": c.showEndpoint(&report.Endpoint), "findings": findings}}, nil
}
