package jusrecruit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"mockserver/server/provider"
	"mockserver/store"
)

func (j *JusRecruit) webhookDocument(w *store.Endpoint) webhookDocument {
	events := w.Events
	if len(events) == 0 {
		events = j.eventNames()
	}
	return webhookDocument{
		ID: w.ID, URL: w.URL, Events: events, Active: w.Active, CreatedAt: instantOf(w.CreatedAt), UpdatedAt: instantOf(w.UpdatedAt),
	}
}

func (j *JusRecruit) keepWebhook(w *store.Endpoint) []byte {
	return compact(provider.JSON(j.webhookDocument(w)))
}

func appendWebhook(dst []byte, row *store.Row[store.Endpoint]) []byte {
	return append(dst, row.Kept()...)
}

func (j *JusRecruit) listWebhooks(r *provider.Request) (provider.Response, error) {
	q := readQuery(r)
	p := q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		body = appendPage(body, p, selection[store.Endpoint]{span: j.webhooksByCreation.Between(tx, nil, nil)}, appendWebhook)
		return nil
	})
	return closed(body), err
}

func (j *JusRecruit) showWebhook(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "webhookId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, err := j.webhook(tx, id)
		if err != nil {
			return err
		}
		body = appendWebhook(body, row)
		return nil
	})
	return closed(body), err
}

// createWebhook stores an endpoint. Its secret, the client's or a new one, is shown in this answer and never again.
func (j *JusRecruit) createWebhook(r *provider.Request) (provider.Response, error) {
	members, err := readObject(r)
	if err != nil {
		return provider.Response{}, err
	}
	webhook := store.Endpoint{Provider: name, Active: true}
	if !members.has("url") {
		return provider.Response{}, members.missing("url", "an http or https URL")
	}
	if err := j.readWebhook(members, &webhook); err != nil {
		return provider.Response{}, err
	}
	body := opened(r)
	err = r.Write(func(tx *store.Tx) error {
		if err := j.hooks.Room(tx); err != nil {
			return invalid("url", "%v", err)
		}
		webhook.ID, webhook.CreatedAt, webhook.UpdatedAt = newID(tx, j.webhooks), tx.Now(), tx.Now()
		if webhook.Secret == "" {
			webhook.Secret = newSecret(webhook.ID)
		}
		j.webhooks.Put(tx, webhook)
		body = append(body, provider.JSON(newWebhookDocument{j.webhookDocument(&webhook), webhook.Secret})...)
		return nil
	})
	return created(body), err
}

// newSecret invents a webhook's secret: the same for the same id, so that a run can be repeated.
func newSecret(id store.ObjectID) string {
	sum := sha256.Sum256(append([]byte("jusrecruit webhook "), id[:]...))
	return "whsec_" + hex.EncodeToString(sum[:])
}

// updateWebhook changes the members that are given.
func (j *JusRecruit) updateWebhook(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "webhookId")
	members, err := readObject(r)
	if err == nil && members.none != "" { // it would change nothing, and look as if it had
		err = provider.Refuse(invalidBody, "%s", members.none)
	}
	if err != nil {
		return provider.Response{}, err
	}
	known := store.Endpoint{URL: "http://localhost"}
	if err := j.readWebhook(members, &known); err != nil { // before existence, like every check of a body
		return provider.Response{}, err
	}
	body := opened(r)
	err = r.Write(func(tx *store.Tx) error {
		row, err := j.webhook(tx, id)
		if err != nil {
			return err
		}
		webhook := row.Value
		if err := j.readWebhook(members, &webhook); err != nil {
			return err
		}
		webhook.UpdatedAt = tx.Now()
		j.webhooks.Put(tx, webhook)
		body = append(body, j.keepWebhook(&webhook)...)
		return nil
	})
	return closed(body), err
}

// deleteWebhook answers with what is gone.
func (j *JusRecruit) deleteWebhook(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "webhookId")
	body := opened(r)
	err := r.Write(func(tx *store.Tx) error {
		row, err := j.webhook(tx, id)
		if err != nil {
			return err
		}
		body = appendWebhook(body, row)
		j.webhooks.Delete(tx, id.ObjectID)
		j.labels.Drop(tx, kindWebhook, id.String())
		return nil
	})
	return closed(body), err
}

func (j *JusRecruit) webhook(tx *store.Tx, id pathID) (*store.Row[store.Endpoint], error) {
	row, ok := j.webhooks.Get(tx, id.ObjectID)
	if !ok {
		return nil, missing("Webhook", "no webhook has the id %.80q", id.text)
	}
	return row, nil
}

// readWebhook reads the members of a webhook that are given and checks the whole.
func (j *JusRecruit) readWebhook(m members, into *store.Endpoint) (err error) {
	read := map[string]func() error{
		"url":    func() error { into.URL, err = m.text("url"); return err },
		"events": func() error { into.Events, err = m.events("events"); return err },
		"secret": func() error { into.Secret, err = m.secret("secret"); return err },
		"active": func() error { into.Active, err = m.boolean("active"); return err },
	}
	for _, name := range []string{"url", "events", "secret", "active"} {
		if m.has(name) && read[name]() != nil {
			return err
		}
	}
	var wrong *provider.FieldError
	if errors.As(j.hooks.Check(into), &wrong) {
		return invalid(wrong.Field, "%s", wrong)
	}
	return nil
}

func (m members) secret(name string) (string, error) {
	text, err := m.text(name)
	if err == nil && text == "" {
		err = invalid(name, "%s is empty; leave it out on creation to have one invented", name)
	}
	return text, err
}

// events reads a list of events. An empty one is refused, repetitions are dropped.
func (m members) events(name string) (once []string, err error) {
	events, err := m.texts(name)
	if err == nil && len(events) == 0 {
		err = invalid(name, "%s is empty; leave it out to get all of them", name)
	}
	if err != nil {
		return nil, err
	}
	for _, event := range events {
		if !slices.Contains(once, event) {
			once = append(once, event)
		}
	}
	return once, nil
}
