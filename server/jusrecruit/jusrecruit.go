// Package jusrecruit imitates the JusRecruit (Democruit) Integration API as far as the overview page of the vendor's
// documentation of July 2025 describes it (https://api.democruit.com/api/v1/integration): candidates with their history
// and notes, jobs with their tags, workflows, the company with its webhooks and API keys, and users, each behind a
// permission of the key, all behind a token bucket.
//
// The page documents the permissions, which endpoint needs which, the rate limit and its headers, the format and the
// expiry of keys, and a 403 for a missing permission. It shows no body at all: every shape here, success or error, is
// inferred, and every answer says so. What a correction would touch stands in one place each: the members of all
// documents in documents.go, the envelope and the error words in envelope.go and errors.go, the names of events in
// events.go.
package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// name is the provider's name in seeds, settings and credentials.
const name = "jusrecruit"

// base is the path in front of every route.
const base = "/api/v1/integration"

// JusRecruit is the provider: its tables and the handlers on them.
type JusRecruit struct {
	settings Settings

	company    *store.Table[store.ObjectID, Company]
	users      *store.Table[store.ObjectID, User]
	workflows  *store.Table[store.ObjectID, Workflow]
	stages     *store.Table[store.ObjectID, filedStage]
	jobs       *store.Table[store.ObjectID, Job]
	candidates *store.Table[store.ObjectID, Candidate]
	notes      *store.Table[store.ObjectID, Note]
	history    *store.Table[store.ObjectID, Entry]
	webhooks   *store.Table[store.ObjectID, store.Endpoint]
	labels     *provider.Labels
	hooks      *provider.Webhooks

	indexes
}

// New declares JusRecruit's tables on the schema and returns the provider.
func New(schema *store.Schema, settings Settings) *provider.Provider {
	return declare(schema, settings).provider()
}

func (j *JusRecruit) provider() *provider.Provider {
	return &provider.Provider{
		Name: name, Title: "JusRecruit Integration API", Hosts: []string{"api.democruit.com"}, Base: base, Secret: "key",
		Routes: j.routes(), Codes: codes(), Dialect: dialect{j}, Load: j.load, Export: j.export, Mint: mint,
		Limit: j.limit, Actions: j.actions(), Webhooks: j.hooks, Resume: j.resumeOf, Settings: settings(), Standard: &j.settings, Describe: describe,
		SectionSchema: func() seeds.Schema { return seeds.SchemaOf(section{}) },
	}
}

func declare(schema *store.Schema, settings Settings) *JusRecruit {
	j := &JusRecruit{settings: settings}
	j.declareTables(schema)
	j.declareIndexes()
	j.hooks = newHooks(j)
	return j
}

func (j *JusRecruit) declareTables(schema *store.Schema) {
	byID := store.CompareObjectIDs
	j.company = store.NewTable(schema, "jusrecruit.company", byID, func(c *Company) store.ObjectID { return c.ID }).Keep(keepCompany)
	j.users = store.NewTable(schema, "jusrecruit.users", byID, func(u *User) store.ObjectID { return u.ID }).Keep(keepUser)
	j.workflows = store.NewTable(schema, "jusrecruit.workflows", byID, func(w *Workflow) store.ObjectID { return w.ID }).Keep(keepWorkflow)
	j.stages = store.NewTable(schema, "jusrecruit.stages", byID, func(s *filedStage) store.ObjectID { return s.ID }).Keep(keepStage).Derived()
	j.jobs = store.NewTable(schema, "jusrecruit.jobs", byID, func(j *Job) store.ObjectID { return j.ID }).Keep(keepJob)
	j.candidates = store.NewTable(schema, "jusrecruit.candidates", byID, func(c *Candidate) store.ObjectID { return c.ID }).Keep(keepCandidate)
	j.notes = store.NewTable(schema, "jusrecruit.notes", byID, func(n *Note) store.ObjectID { return n.ID }).Keep(keepNote)
	j.history = store.NewTable(schema, "jusrecruit.history", byID, func(e *Entry) store.ObjectID { return e.ID }).Keep(keepEntry)
	j.webhooks = store.NewTable(schema, "jusrecruit.webhooks", byID, func(w *store.Endpoint) store.ObjectID { return w.ID }).Keep(j.keepWebhook)
	j.labels = provider.NewLabels(schema, name)
	j.workflows.Watch(j.fileStages)
}
