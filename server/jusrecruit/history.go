package jusrecruit

import (
	"slices"

	"mockserver/server/provider"
	"mockserver/store"
)

// Entry is one thing that happened to a candidate. Which fields it has depends on its type.
type Entry struct {
	ID, Candidate        store.ObjectID
	Type                 string
	Job                  store.ObjectID // zero: none
	FromStage, ToStage   store.ObjectID
	FromStatus, ToStatus string
	Note                 store.ObjectID
	Comment              string
	Actor                Actor
	CreatedAt            instant
}

// The types of entries (inferred: reference, B3).
const (
	typeApplied       = "APPLIED"
	typeStageChanged  = "STAGE_CHANGED"
	typeStatusChanged = "STATUS_CHANGED"
	typeNoteAdded     = "NOTE_ADDED"
)

func entryTypes() []string {
	return []string{typeApplied, typeStageChanged, typeStatusChanged, typeNoteAdded}
}

// moment is when something happens to a candidate, by whom, and the id of the entry that tells of it.
type moment struct {
	id store.ObjectID
	at instant
	by Actor
}

// entry starts an entry of the candidate's history about a job.
func (c *Candidate) entry(kind string, job store.ObjectID, m moment) Entry {
	return Entry{ID: m.id, Candidate: c.ID, Type: kind, Job: job, Actor: m.by, CreatedAt: m.at}
}

// apply has the candidate apply for a job, at the given stage of its workflow.
func (c *Candidate) apply(job *Job, stage store.ObjectID, m moment) Entry {
	application := Application{Job: job.ID, Workflow: job.Workflow, Stage: stage, Status: statusActive, AppliedAt: m.at}
	c.Applications = append(slices.Clip(c.Applications), application)
	c.UpdatedAt = m.at
	entry := c.entry(typeApplied, job.ID, m)
	entry.ToStage = stage
	return entry
}

// latest is the number of the latest application, -1 without any.
func (c *Candidate) latest() int { return len(c.Applications) - 1 }

// applicationFor finds the latest application for a job, -1 for none.
func (c *Candidate) applicationFor(job store.ObjectID) int {
	for n := c.latest(); n >= 0; n-- {
		if c.Applications[n].Job == job {
			return n
		}
	}
	return -1
}

// move takes an application to another stage.
func (c *Candidate) move(number int, stage store.ObjectID, m moment) Entry {
	was := c.Applications[number]
	entry := c.entry(typeStageChanged, was.Job, m)
	entry.FromStage, entry.ToStage = was.Stage, stage
	c.change(number, m.at, func(a *Application) { a.Stage = stage })
	return entry
}

// advance takes an application to another stage. Who reaches one of the type HIRED is hired.
func (c *Candidate) advance(number int, to Stage, next func() moment) []Entry {
	entries := []Entry{c.move(number, to.ID, next())}
	if to.Type == stageHired {
		entries = append(entries, c.setStatus(number, statusHired, "", next()))
	}
	return entries
}

// setStatus gives an application another status.
func (c *Candidate) setStatus(number int, status, comment string, m moment) Entry {
	was := c.Applications[number]
	entry := c.entry(typeStatusChanged, was.Job, m)
	entry.FromStatus, entry.ToStatus, entry.Comment = was.Status, status, comment
	c.change(number, m.at, func(a *Application) { a.Status = status })
	return entry
}

// note returns the entry of a note about the candidate, which changes nothing of the candidate.
func (c *Candidate) note(note, job store.ObjectID, m moment) Entry {
	entry := c.entry(typeNoteAdded, job, m)
	entry.Note = note
	return entry
}

// change replaces an application: rows are never edited in place.
func (c *Candidate) change(number int, at instant, edit func(*Application)) {
	c.Applications = slices.Clone(c.Applications)
	edit(&c.Applications[number])
	c.UpdatedAt = at
}

// keepEntry cuts where the stages and the actor's name belong.
func keepEntry(e *Entry) []byte {
	d := newDocument()
	d.members(entryHead{ID: e.ID, CandidateID: e.Candidate, Type: e.Type, JobID: reference(e.Job)})
	d.gap(fromStageMember)
	d.gap(toStageMember)
	d.members(entryMiddle{
		FromStatus: optional(e.FromStatus), ToStatus: optional(e.ToStatus), NoteID: reference(e.Note), Comment: optional(e.Comment),
	})
	d.actor(actorMember, e.Actor, actorHead{e.Actor.ID})
	d.members(entryTail{e.CreatedAt})
	return d.kept()
}

func (j *JusRecruit) appendEntry(tx *store.Tx, dst []byte, row *store.Row[Entry]) []byte {
	piece, rest := next(row.Kept())
	dst = j.appendStage(tx, append(dst, piece...), row.Value.FromStage)
	piece, rest = next(rest)
	dst = j.appendStage(tx, append(dst, piece...), row.Value.ToStage)
	return j.appendActed(tx, dst, rest, row.Value.Actor)
}

func (j *JusRecruit) listHistory(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "candidateId")
	q := readQuery(r)
	job, p := q.id("jobId"), q.pageOf(maxLimit)
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		if _, err := j.candidate(tx, id); err != nil {
			return err
		}
		entries := selection[Entry]{span: j.historyByCandidate.under(tx, id.ObjectID)}
		if job != nil {
			entries.span = j.historyByJob.under(tx, candidateJob{id.ObjectID, *job})
		}
		body = appendPage(body, p, entries, func(dst []byte, row *store.Row[Entry]) []byte { return j.appendEntry(tx, dst, row) })
		return nil
	})
	return closed(body), err
}
