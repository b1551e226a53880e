// Package teamtailor imitates the Teamtailor API as its documentation page of March 2017 describes it
// (https://api.teamtailor.com/v1): answers, candidates, departments, jobs, job applications, locations, questions, roles,
// stages and users, in documents of JSON:API.
//
// The vendor's server is Ruby on Rails with the library jsonapi-resources. What the page leaves open is filled from what
// that library (0.9) answered when it was measured, and from later pages and clients of the vendor; the labels in
// routes.go and errors.go say which. Coarser than the original: no resource added after 2017, and none of the side
// effects of recruiting (mails, résumé conversion, picture resizing).
package teamtailor

import (
	"cmp"
	"time"
	_ "time/tzdata" // the vendor writes Stockholm's time, and a scratch image has no zones

	"mockserver/server/provider"
	"mockserver/store"
)

// The vendor's limits: what clients have met since about 2020, and what the headers said before.
const (
	limitRequests = 50
	limitWindow   = 10 * time.Second
	staticLimit   = 100
)

// Teamtailor is the provider: its resources and the engine that serves them.
type Teamtailor struct {
	settings  Settings
	zone      *time.Location
	resources []*resource // in the order of the page
	fetcher   *fetcher
	labels    *provider.Labels
	webhooks  *provider.Webhooks
	shapes    shapes
}

// New declares Teamtailor's tables on the schema and returns the provider.
func New(schema *store.Schema, settings Settings) *provider.Provider {
	t := newTeamtailor(schema, settings)
	return &provider.Provider{
		Name: "teamtailor", Title: "Teamtailor API", Hosts: hosts(), Base: "/v1", FormatSuffix: ".json", SecretParameters: []string{keyParameter},
		Routes: t.routes(), Later: laterRoutes(), Codes: codes(), Dialect: dialect{t}, Limit: t.limit, Always: t.always,
		Load: t.load, Export: t.export, Mint: mint, Actions: t.actions(), Webhooks: t.webhooks,
		Resume: t.resumeOf, Settings: settingsList(), Standard: &t.settings,
		Describe: func(c store.Credential) string { return c.Rights.(Rights).String() }, SectionSchema: t.sectionSchema,
	}
}

// hosts lists the vendor's hosts: Ireland, Oregon (observed: clients have had it since 2023) and Asia-Pacific (observed: the
// vendor's web pages of May 2026). All have the same paths.
func hosts() []string {
	return []string{"api.teamtailor.com", "api.na.teamtailor.com", "api.au.teamtailor.com"}
}

func newTeamtailor(schema *store.Schema, settings Settings) *Teamtailor {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("teamtailor: " + err.Error()) // the zone is compiled in
	}
	t := &Teamtailor{settings: settings, zone: zone, fetcher: newFetcher(settings.WebhookAllow, settings.Own)}
	t.labels, t.webhooks = provider.NewLabels(schema, "teamtailor"), newWebhooks(schema)
	t.webhooks.Sample = t.sample
	t.resources = []*resource{
		t.answers(), t.candidates(), t.departments(), t.jobs(), t.applications(), t.locations(), t.questions(), t.roles(), t.stages(), t.users(),
	}
	for _, res := range t.resources {
		t.declare(schema, res)
	}
	for _, res := range t.resources {
		t.connect(res)
	}
	return t
}

// declare makes the table of a resource, its rows in the order of ids.
func (t *Teamtailor) declare(schema *store.Schema, res *resource) {
	if len(res.attributes) > maxFields || len(res.relations) > maxFields {
		panic("teamtailor: " + res.name + " has more fields than a set of them can hold")
	}
	res.path, res.everything = "/v1/"+res.name, res.everyField()
	res.indexes = map[column]*store.Index[int64, Record, key]{}
	keep := func(record *Record) []byte { return t.keep(res, record) }
	res.table = store.NewTable(schema, "teamtailor."+res.name, cmp.Compare[int64], recordID).Keep(keep)
}

// connect finds the targets of a resource's relations and indexes every column that a filter, an order or a relation
// looks up.
func (t *Teamtailor) connect(res *resource) {
	for i := range res.relations {
		rel := &res.relations[i]
		rel.to = t.resource(rel.target)
		switch {
		case rel.through != nil:
			over := t.resource(rel.through.over)
			over.index(over.mustColumn(rel.through.from))
		case rel.inverse != "":
			rel.to.index(rel.to.mustColumn(rel.inverse))
		}
	}
	for _, name := range res.indexed {
		res.index(res.mustColumn(name))
	}
	for _, f := range res.filters {
		res.index(res.mustColumn(cmp.Or(f.column, f.name)))
	}
	for _, by := range res.order {
		if by.via == "" {
			res.index(res.mustColumn(by.name))
			continue
		}
		res.index(res.mustColumn(by.via))
		target := t.resource(res.relations[res.relation(by.via)].target)
		target.index(target.mustColumn(by.name))
	}
}

// index files the records of a resource under a column, once. The id is the table's own order.
func (r *resource) index(c column) {
	if c.of == theID || r.indexes[c] != nil {
		return
	}
	r.indexes[c] = store.NewIndex(r.table, compareKeys, func(record *Record) (key, bool) { return r.key(c, record, time.Time{}), true })
}

// resource finds a type that the program itself names.
func (t *Teamtailor) resource(name string) *resource {
	if res, ok := t.find(name); ok {
		return res
	}
	panic("teamtailor: no resource is called " + name)
}

// find finds a type by its name on the wire.
func (t *Teamtailor) find(name string) (*resource, bool) {
	for _, res := range t.resources {
		if res.name == name {
			return res, true
		}
	}
	return nil, false
}
