package jusrecruit

import (
	"slices"

	"mockserver/server/provider"
	"mockserver/store"
)

// The events that a webhook can ask for. The page promises "real-time notifications" and names none: all inferred
// (reference, B3). What tells of each is said in docs/jusrecruit.md.
const (
	candidateCreated      = "candidate.created"
	candidateUpdated      = "candidate.updated"
	candidateStageChanged = "candidate.stage_changed"
	candidateNoteAdded    = "candidate.note_added"
	jobCreated            = "job.created"
	jobUpdated            = "job.updated"
	jobTagsChanged        = "job.tags_changed"
)

func eventNames() []string {
	return []string{candidateCreated, candidateUpdated, candidateStageChanged, candidateNoteAdded, jobCreated, jobUpdated, jobTagsChanged}
}

// emit has an event told to the webhooks that want it. data is what the API answers for the record that it is about.
func (j *JusRecruit) emit(tx *store.Tx, event string, subject store.ObjectID, data []byte) {
	j.hooks.Emit(tx, store.Event{Provider: name, Name: j.eventName(event), ID: tx.NewObjectID().String(), Subject: subject.String(), Data: j.eventData(tx, data)})
}

// eventData is what of an event's payload is settled when it happens: the members behind createdAt (see encodeEvent).
func (j *JusRecruit) eventData(tx *store.Tx, data []byte) []byte {
	var company reference
	for row := range j.company.All(tx).Forward(0) {
		company = reference(row.Value.ID)
	}
	settled := append([]byte(`{"companyId":`), provider.JSON(company)...)
	return slices.Concat(settled, []byte(`,"data":`), data, []byte("}"))
}

// tellCandidate tells of the candidate as it is now.
func (j *JusRecruit) tellCandidate(tx *store.Tx, event string, id store.ObjectID) {
	if row, ok := j.candidates.Get(tx, id); ok {
		j.emit(tx, event, id, j.appendCandidate(tx, nil, row, j.publicURL()))
	}
}

// tellJob tells of the job as it is now.
func (j *JusRecruit) tellJob(tx *store.Tx, event string, id store.ObjectID) {
	if row, ok := j.jobs.Get(tx, id); ok {
		j.emit(tx, event, id, j.appendJob(tx, nil, row))
	}
}

// tellStage tells of an entry of the history that says where the candidate came from and went to.
func (j *JusRecruit) tellStage(tx *store.Tx, e *Entry) {
	if row, ok := j.history.Get(tx, e.ID); ok {
		j.emit(tx, candidateStageChanged, e.Candidate, j.appendEntry(tx, nil, row))
	}
}

// tellNote tells of a note.
func (j *JusRecruit) tellNote(tx *store.Tx, n *Note) {
	if row, ok := j.notes.Get(tx, n.ID); ok {
		j.emit(tx, candidateNoteAdded, n.Candidate, j.appendNote(tx, nil, row))
	}
}

// sample is an event that could have happened to the newest candidate, else to the newest job; see
// provider.Webhooks.Sample.
func (j *JusRecruit) sample(tx *store.Tx) (store.Event, bool) {
	event := store.Event{Provider: name, At: tx.Now(), ID: store.NewObjectID(tx.Now(), store.NewIDSource("jusrecruit/sample"), 1).String()}
	for row := range j.candidatesByCreation.Between(tx, nil, nil).Backward(0) {
		event.Name, event.Subject = j.eventName(candidateUpdated), row.Value.ID.String()
		event.Data = j.eventData(tx, j.appendCandidate(tx, nil, row, j.publicURL()))
		return event, true
	}
	for row := range j.jobsByCreation.Between(tx, nil, nil).Backward(0) {
		event.Name, event.Subject = j.eventName(jobUpdated), row.Value.ID.String()
		event.Data = j.eventData(tx, j.appendJob(tx, nil, row))
		return event, true
	}
	return event, false
}
