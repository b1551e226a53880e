package webhook

import (
	"slices"
	"strings"

	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/store"
)

// Endpoints is the webhook endpoints of one sandbox, rows like all others: a reset brings them back to the seed's.
type Endpoints struct {
	room    *Room
	sandbox *store.Sandbox
}

// Endpoints is the webhook endpoints of a sandbox, of all providers.
func (r *Room) Endpoints(sandbox *store.Sandbox) *Endpoints { return &Endpoints{r, sandbox} }

// Change says what to make of an endpoint: what is nil stays as it is, and has its default in a new one.
type Change struct {
	URL       *string
	Events    *[]string // none: all; nil in a new one: all
	Secret    *string
	Signature *string
	Active    *bool // nil in a new one: true
	Retry     *store.Retry
}

// List is all endpoints, by provider and then by id.
func (e *Endpoints) List() []store.Endpoint {
	list := []store.Endpoint{}
	e.read(func(tx *store.Tx) {
		for _, p := range e.room.providers {
			for row := range p.Webhooks.Table.All(tx).Forward(0) {
				list = append(list, row.Value)
			}
		}
	})
	return list
}

// Get finds an endpoint, or fails with ErrNoEndpoint.
func (e *Endpoints) Get(id store.ObjectID) (found store.Endpoint, err error) {
	err = ErrNoEndpoint
	e.read(func(tx *store.Tx) {
		if _, row := e.find(tx, id); row != nil {
			found, err = *row, nil
		}
	})
	return found, err
}

// Add registers an endpoint of a provider. What is wrong with it is a *provider.FieldError.
func (e *Endpoints) Add(providerName string, c Change) (added store.Endpoint, err error) {
	webhooks := e.room.webhooks(providerName)
	if webhooks == nil {
		return added, provider.BadField("provider", "no provider with webhooks is called %.40q; accepted: %s", providerName, e.room.names())
	}
	err = e.write(func(tx *store.Tx) error {
		added = store.Endpoint{Provider: providerName, Active: true, CreatedAt: tx.Now(), UpdatedAt: tx.Now()}
		c.apply(&added)
		if err := e.room.check(webhooks, &added); err != nil {
			return err
		}
		if err := webhooks.Room(tx); err != nil {
			return err
		}
		added.ID = tx.NewObjectID()
		webhooks.Table.Put(tx, added)
		return nil
	})
	return added, err
}

// Change changes an endpoint. It fails with ErrNoEndpoint or a *provider.FieldError.
func (e *Endpoints) Change(id store.ObjectID, c Change) (changed store.Endpoint, err error) {
	err = e.write(func(tx *store.Tx) error {
		webhooks, row := e.find(tx, id)
		if row == nil {
			return ErrNoEndpoint
		}
		changed = *row
		c.apply(&changed)
		changed.UpdatedAt = tx.Now()
		if err := e.room.check(webhooks, &changed); err != nil {
			return err
		}
		webhooks.Table.Put(tx, changed)
		return nil
	})
	return changed, err
}

// Remove removes an endpoint, or fails with ErrNoEndpoint. Retries that wait for it are dropped when they are due.
func (e *Endpoints) Remove(id store.ObjectID) error {
	return e.write(func(tx *store.Tx) error {
		webhooks, row := e.find(tx, id)
		if row == nil {
			return ErrNoEndpoint
		}
		webhooks.Table.Delete(tx, id)
		return nil
	})
}

// check is Check of the provider's webhooks, and refuses an address at once that no delivery would reach. What a name
// stands for is looked up only when it is called.
func (r *Room) check(webhooks *provider.Webhooks, e *store.Endpoint) error {
	if err := webhooks.Check(e); err != nil {
		return err
	}
	if refused := outbound.RefusedLiteral(e.URL, r.allow); refused != nil {
		return provider.BadField("url", "%s", refused)
	}
	return nil
}

// apply writes what the change says, its lists copied.
func (c *Change) apply(e *store.Endpoint) {
	set(&e.URL, c.URL)
	set(&e.Secret, c.Secret)
	set(&e.Signature, c.Signature)
	set(&e.Active, c.Active)
	if c.Events != nil {
		e.Events = slices.Clone(*c.Events)
	}
	if c.Retry != nil {
		e.Retry = *c.Retry
		e.Retry.Backoff = slices.Clone(c.Retry.Backoff)
	}
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// find finds an endpoint among all providers', nil when there is none.
func (e *Endpoints) find(tx *store.Tx, id store.ObjectID) (*provider.Webhooks, *store.Endpoint) {
	for _, p := range e.room.providers {
		if row, ok := p.Webhooks.Table.Get(tx, id); ok {
			return p.Webhooks, &row.Value
		}
	}
	return nil, nil
}

func (e *Endpoints) read(read func(tx *store.Tx)) {
	_ = e.sandbox.Read(e.sandbox.Clock().Now(), func(tx *store.Tx) error {
		read(tx)
		return nil
	})
}

func (e *Endpoints) write(write func(tx *store.Tx) error) error {
	return e.sandbox.Write(e.sandbox.Clock().Now(), write)
}

// names lists the providers with webhooks, for people.
func (r *Room) names() string {
	names := make([]string, len(r.providers))
	for i, p := range r.providers {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}
