// Package huntr imitates the Huntr Organization API as its documentation page of June 2018 describes it
// (https://api.huntr.co/org): members, jobs, events and employers, read with an organisation's access token.
//
// What the page leaves open is filled from later pages of the vendor and from running clients, and labelled so: see the
// labels in routes.go and errors.go. Coarser than the original: the resources added since 2020 (activities, actions,
// notes …) are absent, and a token has no more to it than being known.
package huntr

import (
	"cmp"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Huntr is the provider: its tables and the handlers on them.
type Huntr struct {
	settings Settings // the server's own; a sandbox may have others
	labels   *provider.Labels
	webhooks *provider.Webhooks

	members   *store.Table[store.ObjectID, Member]
	employers *store.Table[store.ObjectID, Employer]
	jobs      *store.Table[store.ObjectID, Job]
	events    *store.Table[store.ObjectID, Event]
	counts    *store.Table[store.ObjectID, employerCounts]

	membersByActive   *store.Index[store.ObjectID, Member, bool]
	employersByName   *store.Index[store.ObjectID, Employer, string]
	jobsByMember      *store.Index[store.ObjectID, Job, store.ObjectID]
	jobsContradicting *store.Index[store.ObjectID, Job, bool]
	eventsByMember    *store.Index[store.ObjectID, Event, store.ObjectID]
	eventsByJob       *store.Index[store.ObjectID, Event, store.ObjectID]
	eventsByType      *store.Index[store.ObjectID, Event, string]
}

// New declares Huntr's tables on the schema and returns the provider.
func New(schema *store.Schema, settings Settings) *provider.Provider {
	return declare(schema, settings).provider()
}

func (h *Huntr) provider() *provider.Provider {
	return &provider.Provider{
		Name: "huntr", Title: "Huntr Organization API", Host: "api.huntr.co", Base: "/org",
		Routes: h.routes(), Codes: codes(), Dialect: dialect{}, Load: h.load, Export: h.export,
		Mint: mint, Describe: describe, Actions: h.actions(), Webhooks: h.webhooks,
		Settings: sandboxSettings(), Standard: &h.settings,
		SectionSchema: func() seeds.Schema { return seeds.SchemaOf(section{}) },
	}
}

// describe says what a token may do.
func describe(c store.Credential) string {
	const rights = "the whole organisation, read only"
	if c.ExpiresAt.IsZero() {
		return rights
	}
	return rights + ", until " + c.ExpiresAt.Format(time.RFC3339)
}

func declare(schema *store.Schema, settings Settings) *Huntr {
	h := &Huntr{settings: settings}
	h.declareTables(schema)
	h.declareIndexes()
	return h
}

func (h *Huntr) declareTables(schema *store.Schema) {
	byID := store.CompareObjectIDs
	h.members = store.NewTable(schema, "huntr.members", byID, func(m *Member) store.ObjectID { return m.ID }).Keep(keepMember)
	h.employers = store.NewTable(schema, "huntr.employers", byID, func(e *Employer) store.ObjectID { return e.ID }).Keep(keepEmployer)
	h.jobs = store.NewTable(schema, "huntr.jobs", byID, func(j *Job) store.ObjectID { return j.ID }).Keep(keepJob)
	h.events = store.NewTable(schema, "huntr.events", byID, func(e *Event) store.ObjectID { return e.ID }).Keep(keepEvent)
	h.counts = store.NewTable(schema, "huntr.employer_counts", byID, func(c *employerCounts) store.ObjectID { return c.Employer }).Derived()
	h.jobs.Watch(h.countJob)
	h.labels = provider.NewLabels(schema, "huntr")
	h.webhooks = h.newWebhooks(schema)
}

func (h *Huntr) declareIndexes() {
	byID, byBool := store.CompareObjectIDs, func(a, b bool) int { return cmp.Compare(oneIf(a), oneIf(b)) }
	h.membersByActive = store.NewIndex(h.members, byBool, func(m *Member) (bool, bool) { return m.IsActive, true })
	h.employersByName = store.NewIndex(h.employers, strings.Compare, func(e *Employer) (string, bool) { return e.Name, true })
	h.jobsByMember = store.NewIndex(h.jobs, byID, func(j *Job) (store.ObjectID, bool) { return j.Member, true })
	h.jobsContradicting = store.NewIndex(h.jobs, byBool, func(j *Job) (bool, bool) { return true, contradicts(j) })
	h.eventsByMember = store.NewIndex(h.events, byID, func(e *Event) (store.ObjectID, bool) { return e.Member, true })
	h.eventsByJob = store.NewIndex(h.events, byID, func(e *Event) (store.ObjectID, bool) { return e.Job, true })
	h.eventsByType = store.NewIndex(h.events, strings.Compare, func(e *Event) (string, bool) { return e.EventType, true })
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}
