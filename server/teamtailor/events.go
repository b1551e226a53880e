package teamtailor

import (
	"slices"

	"mockserver/server/provider"
	"mockserver/store"
)

// told is what webhooks are told of a type (Teamtailor/tt-partner-docs, "Webhooks").
type told struct {
	name    string                                  // in front of .create, .update and .destroy
	watched []string                                // an update is told of only when one of these changes
	members func(*document, []byte, *Record) []byte // the payload's attributes, nil: all that documents show
}

// What is told of a record. Nothing is ever destroyed through the API of 2017, so that is never told.
const (
	createdEvent   = ".create"
	updatedEvent   = ".update"
	destroyedEvent = ".destroy"
)

// eventNames are the names that an endpoint may ask for.
func eventNames() []string {
	subjects := []string{"candidate", "job", "job_application"}
	names := make([]string, 0, 3*len(subjects))
	for _, of := range subjects {
		names = append(names, of+createdEvent, of+updatedEvent, of+destroyedEvent)
	}
	return names
}

// tell has a write told to the webhooks. Every write comes here: those of clients and those of actions.
func (c *change) tell() {
	if c.res.told == nil {
		return
	}
	what := createdEvent
	if c.before != nil {
		if !slices.ContainsFunc(c.res.told.watched, c.changed) {
			return
		}
		what = updatedEvent
	}
	c.webhooks.Emit(c.tx, c.event(c.res, what, &c.record))
}

// event is what happened to a record, with the record as it is now.
func (d *document) event(res *resource, what string, record *Record) store.Event {
	id := recordIDText(record)
	data := provider.AppendString([]byte(`{"id":`), id)
	data = append(provider.AppendString(append(data, `,"type":`...), res.told.name), `,"attributes":{"id":`...)
	data = provider.AppendString(data, id)
	if res.told.members != nil {
		data = res.told.members(d, data, record)
	} else {
		data = d.appendMembers(data, res, record)
	}
	return store.Event{Provider: "teamtailor", Name: res.told.name + what, Subject: id, Data: append(data, "}}"...)}
}

// appendMembers appends all that documents show of a record and what it points at, under the names of Ruby (inferred: the
// vendor lists only those of applications).
func (d *document) appendMembers(dst []byte, res *resource, record *Record) []byte {
	for i := range res.attributes {
		if a := &res.attributes[i]; a.printed() {
			dst = appendName(dst, underscored(a.name), false)
			dst = d.appendAttribute(dst, res, record, i, d.publicURL())
		}
	}
	for i := range res.relations {
		if rel := &res.relations[i]; !rel.many {
			dst = d.appendPointer(appendName(dst, underscored(rel.name)+"_id", false), res, i, record)
		}
	}
	return d.appendCompany(dst)
}

// applicationMembers are the attributes that the vendor lists for applications.
func applicationMembers(d *document, dst []byte, record *Record) []byte {
	res := d.resource("job-applications")
	value := func(name string) {
		c := res.mustColumn(name)
		dst = d.appendValue(dst, res.attributes[c.n].kind, record.Values[c.n])
	}
	relation := func(name string) int { return res.mustColumn(name).n }
	of := func(name, attribute string) {
		target := d.one(res, relation(name), record)
		if target == nil {
			dst = append(dst, "null"...)
			return
		}
		to := res.relations[relation(name)].to
		dst = d.appendValue(dst, text, target.Value.Values[to.mustColumn(attribute).n])
	}
	for _, m := range []struct {
		name  string
		write func()
	}{
		{"created_at", func() { value("created-at") }},
		{"updated_at", func() { value("updated-at") }},
		{"candidate_id", func() { dst = d.appendPointer(dst, res, relation("candidate"), record) }},
		{"job_id", func() { dst = d.appendPointer(dst, res, relation("job"), record) }},
		{"job_title", func() { of("job", "title") }},
		{"stage_id", func() { dst = d.appendPointer(dst, res, relation("stage"), record) }},
		{"stage_name", func() { of("stage", "name") }},
		{"last_moved_at", func() { value("changed-stage-at") }},
		{"cover_letter", func() { value("cover-letter") }},
		{"referring_site", func() { value("referring-site") }},
		{"referring_url", func() { value("referring-url") }},
		{"rejected_at", func() { value("rejected-at") }},
		{"sourced", func() { value("sourced") }},
	} {
		dst = appendName(dst, m.name, false)
		m.write()
	}
	return d.appendCompany(dst)
}

func (d *document) appendPointer(dst []byte, res *resource, relation int, record *Record) []byte {
	target := d.one(res, relation, record)
	if target == nil {
		return append(dst, "null"...)
	}
	return provider.AppendString(dst, recordIDText(&target.Value))
}

// appendCompany appends the id of the company, which a sandbox is one of.
func (d *document) appendCompany(dst []byte) []byte {
	return provider.AppendString(appendName(dst, "company_uuid", false), uuid("company "+d.tx.Sandbox().Name()))
}

// sample is the event that the first candidate was updated now, or the first job.
func (t *Teamtailor) sample(tx *store.Tx) (store.Event, bool) {
	d := &document{Teamtailor: t, tx: tx, now: tx.Now(), scope: Admin}
	for _, name := range []string{"candidates", "jobs"} {
		res := t.resource(name)
		for one := range res.table.All(tx).Forward(0) {
			record := one.Value.clone()
			if at := res.attribute("updated-at"); at >= 0 {
				record.Values[at] = momentOf(tx.Now()) // an update of this instant
			}
			event := d.event(res, updatedEvent, &record)
			event.At = tx.Now()
			return event, true
		}
	}
	return store.Event{}, false
}
