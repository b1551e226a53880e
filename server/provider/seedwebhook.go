package provider

import (
	"fmt"
	"time"

	"mockserver/seeds"
	"mockserver/store"
)

// SeedWebhook is a webhook endpoint in a seed.
type SeedWebhook struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	URL       seeds.Text    `seed:"url,required"`
	Events    []seeds.Text  `seed:"events"` // absent: all
	Secret    seeds.Text    `seed:"secret"` // absent: unsigned
	Signature seeds.Text    `seed:"signature_version"`
	Active    *bool         `seed:"active"` // absent: active
	Retry     *SeedRetry    `seed:"retry"`
	CreatedAt seeds.Instant `seed:"createdAt"`
	UpdatedAt seeds.Instant `seed:"updatedAt"`
}

// SeedRetry is store.Retry in a seed; durations are like "90s".
type SeedRetry struct {
	Attempts int          `seed:"attempts,min=1,max=100"`
	Backoff  []seeds.Text `seed:"backoff"`
	Timeout  seeds.Text   `seed:"timeout"`
	Ordered  bool         `seed:"ordered"`
}

// Load puts the endpoints of a seed. Those without an id are numbered in the seed's order, created at the transaction's
// instant.
func (w *Webhooks) Load(tx *store.Tx, file *seeds.File, provider string, list []SeedWebhook) {
	source := store.NewIDSource(provider + "/seed/webhooks")
	seen := map[store.ObjectID]seeds.Pos{}
	for i := range list {
		s := &list[i]
		e := s.endpoint(file, provider)
		if e.CreatedAt.IsZero() {
			e.CreatedAt = tx.Now()
		}
		if e.UpdatedAt.IsZero() {
			e.UpdatedAt = e.CreatedAt
		}
		if e.ID.IsZero() {
			e.ID = store.NewObjectID(e.CreatedAt, source, uint64(i))
		}
		if first, twice := seen[e.ID]; twice {
			file.Faultf(s.Pos, "the webhook id %s is given twice, first in line %d", e.ID, first.Line)
			continue
		}
		seen[e.ID] = s.Pos
		if err := w.Check(&e); err != nil {
			file.Faultf(s.Pos, "webhook: %v", err)
			continue
		}
		w.Table.Put(tx, e)
	}
}

func (s *SeedWebhook) endpoint(file *seeds.File, provider string) store.Endpoint {
	e := store.Endpoint{
		Provider: provider, URL: s.URL.Value, Secret: s.Secret.Value, Signature: s.Signature.Value,
		Active: s.Active == nil || *s.Active, CreatedAt: s.CreatedAt.Time, UpdatedAt: s.UpdatedAt.Time,
	}
	if s.ID.Given() {
		id, err := store.ParseObjectID(s.ID.Value)
		if err != nil {
			file.Faultf(s.ID.Pos, "a webhook id is 24 hex digits, not %q", s.ID.Value)
		}
		e.ID = id
	}
	for _, event := range s.Events {
		e.Events = append(e.Events, event.Value)
	}
	e.Retry = s.Retry.Load(file)
	return e
}

// Load reads a retry, nil for none.
func (s *SeedRetry) Load(file *seeds.File) store.Retry {
	if s == nil {
		return store.Retry{}
	}
	r := store.Retry{Attempts: s.Attempts, Ordered: s.Ordered, Timeout: duration(file, s.Timeout)}
	for _, wait := range s.Backoff {
		r.Backoff = append(r.Backoff, duration(file, wait))
	}
	return r
}

func duration(file *seeds.File, text seeds.Text) time.Duration {
	if !text.Given() {
		return 0
	}
	d, err := time.ParseDuration(text.Value)
	if err != nil {
		file.Faultf(text.Pos, "must be a duration like 90s or 5m, not %.40q", text.Value)
	}
	return d
}

// Export is the inverse of Load.
func (w *Webhooks) Export(tx *store.Tx) []SeedWebhook {
	var list []SeedWebhook
	for row := range w.Table.All(tx).Forward(0) {
		e := &row.Value
		s := SeedWebhook{
			ID: text(e.ID.String()), URL: text(e.URL), Secret: text(e.Secret), Signature: text(e.Signature), Active: &e.Active,
			CreatedAt: seeds.Instant{Time: e.CreatedAt}, UpdatedAt: seeds.Instant{Time: e.UpdatedAt},
		}
		for _, event := range e.Events {
			s.Events = append(s.Events, text(event))
		}
		s.Retry = ExportRetry(&e.Retry)
		list = append(list, s)
	}
	return list
}

// ExportRetry is the inverse of SeedRetry.Load: nil for one attempt.
func ExportRetry(r *store.Retry) *SeedRetry {
	if r.Attempts == 0 && r.Timeout == 0 && len(r.Backoff) == 0 && !r.Ordered {
		return nil
	}
	s := &SeedRetry{Attempts: r.Attempts, Ordered: r.Ordered}
	if r.Timeout != 0 {
		s.Timeout = text(fmt.Sprint(r.Timeout))
	}
	for _, wait := range r.Backoff {
		s.Backoff = append(s.Backoff, text(fmt.Sprint(wait)))
	}
	return s
}

func text(value string) seeds.Text { return seeds.Text{Value: value} }
