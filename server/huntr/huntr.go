// Package huntr imitates the Huntr Organization API as its documentation page of June 2018 describes it
// (https://api.huntr.co/org): members, jobs, events and employers, read with an organisation's access token.
//
// What the page leaves open is filled from later pages of the vendor and from running clients, and labelled so: see the
// labels in routes.go and errors.go. Coarser than the original: the resources added since 2020 (activities, actions,
// notes …) are absent, and a token has no more to it than being known.
//
// Each resource has a file: its row type, which declares its fields, and its rules. The rest follows from there, by the
// engine in package plain.
package huntr

import (
	"time"

	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// Huntr is the provider: its resources and how it prints them.
type Huntr struct {
	settings Settings // the server's own; a sandbox may have others
	set      *resource.Set
	manner   *plain.Manner
	webhooks *provider.Webhooks

	members   *resource.Resource[Member]
	employers *resource.Resource[Employer]
	jobs      *resource.Resource[Job]
	events    *resource.Resource[Event]
	counts    *store.Table[store.ObjectID, employerCounts]

	memberView, memberRef     *plain.View[Member] // by itself, and inside a job or event
	jobView, jobRef           *plain.View[Job]
	eventView                 *plain.View[Event]
	employerView, employerRef *plain.View[Employer]

	employersByName *store.Index[store.ObjectID, Employer, string]
	eventsByJob     *store.Index[store.ObjectID, Event, store.ObjectID]
}

// New declares Huntr's tables on the schema and returns the provider.
func New(schema *store.Schema, settings Settings) *provider.Provider {
	return declare(schema, settings).provider()
}

func declare(schema *store.Schema, settings Settings) *Huntr {
	h := &Huntr{settings: settings, set: resource.NewSet(schema, "huntr")}
	h.manner = h.newManner()
	h.declareMembers()
	h.declareEmployers()
	h.declareJobs()
	h.declareEvents()
	h.webhooks = h.newWebhooks(schema)
	return h
}

func (h *Huntr) provider() *provider.Provider {
	section := h.section()
	return &provider.Provider{
		Name: "huntr", Title: "Huntr Organization API", Hosts: []string{"api.huntr.co"}, Base: "/org",
		Routes: h.routes(), Later: laterRoutes(), Codes: codes(), Dialect: dialect{}, Load: section.Load, Export: section.Export,
		Mint: mint, Describe: describe, Actions: h.actions(), Webhooks: h.webhooks,
		Settings: sandboxSettings(), Standard: &h.settings, SectionSchema: section.Schema,
		CanonicalPath: canonicalPath, AnswerOptions: answerOptions, OptionsLabel: express,
		Tagging: &provider.Tagging{Header: "ETag", Tag: provider.LengthTag, NoCache: true},
	}
}

// section is the `huntr:` part of a seed. A resource that another one points at comes before it.
func (h *Huntr) section() *seed.Section {
	events, words := seed.Of(h.events).Complete(h.completeEvent), newVocabulary()
	return &seed.Section{Set: h.set, Webhooks: h.webhooks, Kinds: []seed.Kind{
		seed.Of(h.members).Generate(inventMember),
		seed.Of(h.employers).Generate(words.inventEmployer),
		seed.Of(h.jobs).Complete(completeJob).Generate(words.inventJob(events), "members", "employers"),
		events,
	}}
}

// describe says what a token may do.
func describe(c store.Credential) string {
	const rights = "the whole organisation, read only"
	if c.ExpiresAt.IsZero() {
		return rights
	}
	return rights + ", until " + c.ExpiresAt.Format(time.RFC3339)
}
