package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// exporter writes the rows of a sandbox as the records of a seed, of which load makes the same rows.
type exporter struct {
	*JusRecruit
	tx *store.Tx
}

// export is the inverse of load; see provider.Provider.Export. Without keys, notes and history still name the key that
// wrote them.
func (j *JusRecruit) export(tx *store.Tx, credentials []*store.Credential) seeds.Mapping {
	e := &exporter{j, tx}
	s := section{
		Users: exported(tx, j.users, e.user), Workflows: exported(tx, j.workflows, e.workflow), Jobs: exported(tx, j.jobs, e.job),
		Candidates: exported(tx, j.candidates, e.candidate), Notes: exported(tx, j.notes, e.note), History: exported(tx, j.history, e.entry),
		Webhooks: exported(tx, j.webhooks, e.webhook),
	}
	for row := range j.company.All(tx).Forward(0) {
		s.Company = exportCompany(&row.Value)
	}
	for _, credential := range credentials {
		s.Keys = append(s.Keys, e.key(credential))
	}
	return seeds.Encode(s)
}

// exported is the records of a table, nil for none.
func exported[T, S any](tx *store.Tx, table *store.Table[store.ObjectID, T], record func(*T) S) []S {
	var records []S
	for row := range table.All(tx).Forward(0) {
		records = append(records, record(&row.Value))
	}
	return records
}

// text is a text that the seed has, even when it is empty.
func text(value string) seeds.Text {
	return seeds.Text{Value: value, Pos: seeds.Pos{Line: 1, Column: 1}}
}

// optionalText is a text that the seed has unless it is empty.
func optionalText(value string) seeds.Text { return seeds.Text{Value: value} }

// relation is a record's id, nothing for none.
func relation(id store.ObjectID) seeds.Text {
	if id.IsZero() {
		return seeds.Text{}
	}
	return text(id.String())
}

// dated is a time of the seed. The first second of 1970 cannot be written and follows from the record's id.
func dated(at instant) seeds.Instant {
	if at < 1000 {
		return seeds.Instant{}
	}
	return seeds.Instant{Time: at.time()}
}

// texts are those of a list, nil for none.
func texts(items []string) []seeds.Text {
	if len(items) == 0 {
		return nil
	}
	list := make([]seeds.Text, len(items))
	for i, item := range items {
		list[i] = text(item)
	}
	return list
}

// some is a list, nil for an empty one.
func some(items []string) []string {
	if len(items) == 0 {
		return nil
	}
	return items
}

// ref is the label that a record has had since it was loaded or made.
func (e *exporter) ref(kind string, id store.ObjectID) seeds.Text {
	return e.labels.Of(e.tx, kind, id.String())
}

func exportCompany(c *Company) *seedCompany {
	return &seedCompany{
		ID: relation(c.ID), Name: text(c.Name), Website: c.Website, Industry: c.Industry, Size: c.Size, Timezone: c.Timezone, LogoURL: c.Logo,
		CreatedAt: dated(c.CreatedAt),
	}
}

func (e *exporter) user(u *User) seedUser {
	s := seedUser{
		ID: relation(u.ID), Ref: e.ref(kindUser, u.ID), FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, Role: text(u.Role),
		CreatedAt: dated(u.CreatedAt),
	}
	if !u.IsActive {
		s.IsActive = &u.IsActive
	}
	return s
}

func (e *exporter) key(c *store.Credential) seedKey {
	key := keyOf(c)
	s := seedKey{
		ID: relation(key.ID), Ref: e.ref(kindKey, key.ID), Key: text(c.Token), Name: c.Name, Permissions: append([]seeds.Text{}, texts(key.Permissions.names())...), // [] says none, nothing says all
		CreatedBy: optionalText(c.CreatedBy), CreatedAt: dated(key.CreatedAt), ExpiresAt: seeds.Instant{Time: c.ExpiresAt},
	}
	if key.Rate != defaultRate {
		s.Rate = &key.Rate
	}
	if key.Burst != defaultBurst {
		s.Burst = &key.Burst
	}
	return s
}

func (e *exporter) webhook(w *store.Endpoint) seedWebhook {
	s := seedWebhook{
		ID: relation(w.ID), Ref: e.ref(kindWebhook, w.ID), URL: text(w.URL), Events: texts(w.Events), Secret: optionalText(w.Secret),
		CreatedAt: seeds.Instant{Time: w.CreatedAt}, UpdatedAt: seeds.Instant{Time: w.UpdatedAt}, Retry: provider.ExportRetry(&w.Retry),
	}
	if !w.Active {
		s.Active = &w.Active
	}
	return s
}

func (e *exporter) workflow(w *Workflow) seedWorkflow {
	s := seedWorkflow{ID: relation(w.ID), Ref: e.ref(kindWorkflow, w.ID), Name: text(w.Name), IsDefault: w.IsDefault, CreatedAt: dated(w.CreatedAt)}
	for _, stage := range w.Stages {
		s.Stages = append(s.Stages, seedStage{ID: relation(stage.ID), Ref: e.ref(kindStage, stage.ID), Name: text(stage.Name), Type: text(stage.Type)})
	}
	return s
}
