package jusrecruit

import (
	"slices"

	"mockserver/store"
)

// What a client's request and an action change alike, with what is told of it. The seed's history is made of the same
// entries (history.go) and tells nobody.

// newID makes an id that no row of the table has: rows that were taken over from another sandbox may have those that this
// one counts to.
func newID[T any](tx *store.Tx, table *store.Table[store.ObjectID, T]) store.ObjectID {
	for {
		id := tx.NewObjectID()
		if _, taken := table.Get(tx, id); !taken {
			return id
		}
	}
}

// nextMoment is this very moment, with an id for the entry that tells of it.
func (j *JusRecruit) nextMoment(tx *store.Tx, by Actor) moment {
	return moment{id: newID(tx, j.history), at: instantOf(tx.Now()), by: by}
}

// record stores a candidate with what its history tells of the change.
func (j *JusRecruit) record(tx *store.Tx, c *Candidate, entries ...Entry) {
	_, known := j.candidates.Get(tx, c.ID)
	j.putCandidate(tx, *c)
	for i := range entries {
		j.history.Put(tx, entries[i])
	}
	for i := range entries {
		switch entry := &entries[i]; {
		case entry.Type == typeStageChanged:
			j.tellStage(tx, entry)
		case !known:
			j.tellCandidate(tx, candidateCreated, c.ID)
		default:
			j.tellCandidate(tx, candidateUpdated, c.ID)
		}
	}
}

// writeNote stores a note and enters it in the candidate's history, at a job of the candidate's.
func (j *JusRecruit) writeNote(tx *store.Tx, candidate *Candidate, job store.ObjectID, content string, by Actor) Note {
	note := Note{ID: newID(tx, j.notes), Candidate: candidate.ID, Content: content, CreatedBy: by, CreatedAt: instantOf(tx.Now())}
	j.notes.Put(tx, note)
	j.history.Put(tx, candidate.note(note.ID, job, j.nextMoment(tx, by)))
	j.tellNote(tx, &note)
	return note
}

// setTags gives a job other tags. The same ones are no change.
func (j *JusRecruit) setTags(tx *store.Tx, job Job, tags []string) {
	if slices.Equal(job.Tags, tags) {
		return
	}
	job.Tags, job.UpdatedAt = tags, instantOf(tx.Now())
	j.jobs.Put(tx, job)
	j.tellJob(tx, jobTagsChanged, job.ID)
}

// withTags is a list of tags with others behind them; one that is there stays where it is.
func withTags(had, added []string) []string {
	now := slices.Clone(had)
	for _, tag := range added {
		if !slices.Contains(now, tag) {
			now = append(now, tag)
		}
	}
	return now
}

// withoutTags is a list of tags without some.
func withoutTags(had, removed []string) []string {
	return slices.DeleteFunc(slices.Clone(had), func(tag string) bool { return slices.Contains(removed, tag) })
}
