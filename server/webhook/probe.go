package webhook

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// earlier is how old an old event is: more than any receiver should take for fresh.
const earlier = time.Hour

// prober tries one receiver. Its events are made up for it: the rows, the ids and the delivery log of the sandbox know
// nothing of them.
type prober struct {
	ctx      context.Context // of one call to Probe, which the prober does not outlive
	room     *Room
	line     *line
	sandbox  *store.Sandbox
	webhooks *provider.Webhooks
	endpoint store.Endpoint
	sample   store.Event
	before   store.Event // the same, but an hour ago
}

// Probe tries how careful the receiver behind an endpoint is: it sends it valid, forged, old, repeated, disordered and
// slow events and judges the answers. It fails with ErrNoEndpoint, ErrNoSample, ErrEnded or the context's error.
func (r *Room) Probe(ctx context.Context, sandbox *store.Sandbox, id store.ObjectID) (Report, error) {
	endpoint, err := r.Endpoints(sandbox).Get(id)
	if err != nil {
		return Report{}, err
	}
	l := r.of(sandbox)
	ctx, done, err := l.join(ctx)
	if err != nil {
		return Report{}, err
	}
	defer done()
	p := &prober{ctx: ctx, room: r, line: l, sandbox: sandbox, webhooks: r.webhooks(endpoint.Provider), endpoint: endpoint}
	if err := p.takeSamples(); err != nil {
		return Report{}, err
	}
	report := Report{Endpoint: endpoint}
	for _, probe := range probes() {
		finding := p.try(probe, report.Findings)
		if ctx.Err() != nil {
			return Report{}, context.Cause(ctx)
		}
		finding.Probe = probe.name
		report.Findings = append(report.Findings, finding)
	}
	return report, nil
}

// try makes a probe, unless the first one had no answer: then the others would only wait for none either.
func (p *prober) try(probe probe, before []Finding) Finding {
	if len(before) > 0 && before[0].Exchanges[0].Status == 0 {
		return skipped("the receiver gave no answer to a valid event")
	}
	return probe.run(p)
}

// join makes a context that also ends with the line's world, and counts the call among the room's work.
func (l *line) join(ctx context.Context) (joined context.Context, done func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopping {
		return nil, nil, ErrEnded
	}
	l.room.work.Add(1)
	joined, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(l.world.ctx, func() { cancel(ErrEnded) })
	return joined, func() {
		stop()
		cancel(nil)
		l.room.work.Done()
	}, nil
}

// takeSamples asks the vendor for an event of now and for one of an hour ago.
func (p *prober) takeSamples() error {
	now := p.sandbox.Clock().Now()
	var ok, okBefore bool
	_ = p.sandbox.Read(now, func(tx *store.Tx) error {
		p.sample, ok = p.webhooks.Sample(tx)
		return nil
	})
	_ = p.sandbox.Read(now.Add(-earlier), func(tx *store.Tx) error {
		p.before, okBefore = p.webhooks.Sample(tx)
		return nil
	})
	if !ok || !okBefore {
		return ErrNoSample
	}
	p.before.At = p.sample.At.Add(-earlier)
	if p.before.ID == p.sample.ID {
		backdate(&p.before)
	}
	return nil
}

// backdate has an event that really happened happen an hour before: its id, and what is dated, as its id is, with that
// second.
func backdate(event *store.Event) {
	id, err := store.ParseObjectID(event.ID)
	if err != nil {
		return
	}
	then := time.Unix(id.Second(), 0).Add(-earlier)
	backdated := store.NewObjectID(then, store.NewIDSource("probe"), 0).String()
	event.Data = bytes.ReplaceAll(event.Data, []byte(event.ID), []byte(backdated))
	event.Data = bytes.ReplaceAll(event.Data, strconv.AppendInt(nil, id.Second(), 10), strconv.AppendInt(nil, then.Unix(), 10))
	event.ID = backdated
}

// fresh is the event with an id that it never had, so that a receiver which remembers ids takes it for a new one.
func (p *prober) fresh(event store.Event) *store.Event {
	old, err := store.ParseObjectID(event.ID)
	if err != nil {
		return &event
	}
	id := store.NewObjectID(time.Unix(old.Second(), 0), store.NewIDSource("probe"), p.room.probes.Add(1)).String()
	event.Data = bytes.ReplaceAll(event.Data, []byte(event.ID), []byte(id))
	event.ID = id
	return &event
}

// tell sends an event as the vendor would to an endpoint, at a time of the sandbox's clock.
func (p *prober) tell(event *store.Event, endpoint *store.Endpoint, at time.Time) Attempt {
	return p.by(p.room.client, event, endpoint, at)
}

func (p *prober) by(client *http.Client, event *store.Event, endpoint *store.Endpoint, at time.Time) Attempt {
	a := send(p.ctx, call{client, endpoint, p.webhooks.Encode(event, endpoint, at), p.webhooks.Acknowledged})
	a.At = at
	return a
}

// now tells the endpoint of an event just as a delivery does.
func (p *prober) now(event *store.Event) Attempt {
	return p.tell(event, &p.endpoint, p.sandbox.Clock().Now())
}

// with is the endpoint with another secret.
func (p *prober) with(secret string) *store.Endpoint {
	other := p.endpoint
	other.Secret = secret
	return &other
}

// signsTime tells whether the signature says when it was made.
func (p *prober) signsTime() bool {
	at := p.sandbox.Clock().Now()
	event := p.sample
	now, then := p.webhooks.Encode(&event, &p.endpoint, at), p.webhooks.Encode(&event, &p.endpoint, at.Add(-earlier))
	return !slices.Equal(now.Header, then.Header) || !bytes.Equal(now.Body, then.Body)
}
