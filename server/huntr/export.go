package huntr

import (
	"iter"
	"slices"
	"time"

	"mockserver/seeds"
	"mockserver/store"
)

// export writes every row as a record of its own, the generated ones too, in the order of ids; see
// provider.Provider.Export. What a job counts for its employer follows from the jobs.
func (h *Huntr) export(tx *store.Tx, credentials []*store.Credential) seeds.Mapping {
	var section seeds.Mapping
	add := func(name string, list []seeds.Mapping) {
		if len(list) > 0 {
			section = append(section, seeds.Member{Name: name, Value: list})
		}
	}
	add("tokens", exported(slices.Values(credentials), exportToken))
	add("members", exportedRows(tx, h.members, h.exportMember))
	add("employers", exportedRows(tx, h.employers, h.exportEmployer))
	add("jobs", exportedRows(tx, h.jobs, h.exportJob))
	add("events", exportedRows(tx, h.events, h.exportEvent))
	add("webhooks", seeds.EncodeEach(slices.Values(h.webhooks.Export(tx))))
	return section
}

func exported[T, S any](all iter.Seq[T], export func(T) S) []seeds.Mapping {
	return seeds.EncodeEach(func(yield func(S) bool) {
		for one := range all {
			if !yield(export(one)) {
				return
			}
		}
	})
}

func exportedRows[T, S any](tx *store.Tx, table *store.Table[store.ObjectID, T], export func(*store.Tx, *T) S) []seeds.Mapping {
	return exported(table.All(tx).Forward(0), func(row *store.Row[T]) S { return export(tx, &row.Value) })
}

func exportToken(c *store.Credential) seedToken {
	return seedToken{Token: seeds.Text{Value: c.Token}, Name: c.Name, ExpiresAt: seeds.Instant{Time: c.ExpiresAt}}
}

func (h *Huntr) exportMember(tx *store.Tx, m *Member) seedMember {
	s := seedMember{
		ID: idText(m.ID), Ref: h.labels.Of(tx, memberKind, m.ID.String()),
		GivenName: m.GivenName, FamilyName: m.FamilyName, Email: m.Email, CreatedAt: instant(m.CreatedAt),
	}
	if !m.IsActive {
		s.IsActive = &m.IsActive
	}
	return s
}

func (h *Huntr) exportEmployer(tx *store.Tx, e *Employer) seedEmployer {
	return seedEmployer{
		ID: idText(e.ID), Ref: h.labels.Of(tx, employerKind, e.ID.String()),
		Name: e.Name, Domain: e.Domain, FoundedYear: e.FoundedYear, Description: e.Description, Location: e.Location,
	}
}

func (h *Huntr) exportJob(tx *store.Tx, j *Job) seedJob {
	s := seedJob{
		ID: idText(j.ID), Ref: h.labels.Of(tx, jobKind, j.ID.String()),
		Title: j.Title, Description: j.Description, Salary: j.Salary, URL: j.URL, Location: j.Location,
		Deadline: instant(j.Deadline), ApplicationDate: instant(j.ApplicationDate), FirstInterviewDate: instant(j.FirstInterviewDate),
		SecondInterviewDate: instant(j.SecondInterviewDate), OfferDate: instant(j.OfferDate), CreatedAt: instant(j.CreatedAt),
		Member: idText(j.Member), List: j.List,
	}
	if !j.Employer.IsZero() {
		s.Employer = idText(j.Employer)
	}
	return s
}

func (h *Huntr) exportEvent(tx *store.Tx, e *Event) seedEvent {
	return seedEvent{
		ID: idText(e.ID), Ref: h.labels.Of(tx, eventKind, e.ID.String()), EventType: seeds.Text{Value: e.EventType},
		Date: instant(e.Date), CreatedAt: instant(e.CreatedAt), Job: idText(e.Job), FromList: e.FromList, ToList: e.ToList,
	}
}

func idText(id store.ObjectID) seeds.Text { return seeds.Text{Value: id.String()} }

// instant is the inverse of unix: 0 is not given.
func instant(second int64) seeds.Instant {
	if second == 0 {
		return seeds.Instant{}
	}
	return seeds.Instant{Time: time.Unix(second, 0).UTC()}
}
