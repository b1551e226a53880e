package jusrecruit

import (
	"cmp"

	"mockserver/seeds"
	"mockserver/store"
)

func (l *loader) loadWorkflow(i int, s *seedWorkflow) {
	id, createdAt := l.identify("workflows", i, l.workflowNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	workflow := Workflow{ID: id, Name: s.Name.Value, IsDefault: s.IsDefault, CreatedAt: createdAt}
	for n := range s.Stages {
		stage := &s.Stages[n]
		created := seeds.Instant{Time: createdAt.time(), Pos: s.Pos}
		stageID, _ := l.identify("stages", i*maxStages+n, l.stageNames, identity{stage.Pos, stage.ID, stage.Ref, unlessIdentified(stage.ID, created)})
		workflow.Stages = append(workflow.Stages, Stage{ID: stageID, Name: stage.Name.Value, Type: l.word("stage type", stage.Type, stageTypes()...)})
	}
	l.workflows.Put(l.tx, workflow)
}

// maxStages is more than a workflow has, so that stages get ids of their own.
const maxStages = 1000

// unlessIdentified is a time of creation for a record whose id does not tell one.
func unlessIdentified(id seeds.Text, createdAt seeds.Instant) seeds.Instant {
	if id.Given() {
		return seeds.Instant{}
	}
	return createdAt
}

func (l *loader) loadJob(i int, s *seedJob) {
	id, createdAt := l.identify("jobs", i, l.jobNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	job := Job{
		ID: id, Title: s.Title.Value, Status: jobOpen, Department: s.Department, Location: s.Location, Description: s.Description,
		Openings: 1, Tags: l.jobTags(s.Tags), CreatedAt: createdAt, UpdatedAt: given(s.UpdatedAt, createdAt),
		EmploymentType: l.optionalWord("employment type", s.EmploymentType, employmentTypes()),
		Workflow:       l.resolve(l.workflowNames, s.Workflow),
	}
	if status := l.optionalWord("job status", s.Status, jobStatuses()); status != "" {
		job.Status = status
	}
	if s.Openings != nil {
		job.Openings = *s.Openings
	}
	for _, hirer := range s.HiringTeam {
		job.HiringTeam = append(job.HiringTeam, Hirer{l.resolve(l.userNames, hirer.User), l.hiringRole(hirer.Role)})
	}
	l.jobs.Put(l.tx, job)
}

func (l *loader) loadCandidate(i int, s *seedCandidate) {
	id, createdAt := l.identify("candidates", i, l.candidateNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	candidate := Candidate{
		ID: id, FirstName: s.FirstName, LastName: s.LastName, Email: s.Email, Phone: s.Phone, Source: s.Source, Tags: s.Tags,
		ResumeURL: s.ResumeURL, Location: s.Location, Headline: s.Headline, ExperienceYears: s.ExperienceYears,
		Skills: s.Skills, Links: s.Links, CreatedAt: createdAt, UpdatedAt: given(s.UpdatedAt, createdAt),
	}
	for n := range s.Applications {
		candidate.Applications = append(candidate.Applications, l.application(&s.Applications[n], createdAt))
	}
	l.putCandidate(l.tx, candidate)
	l.candidateIDs[s.Pos] = id
}

// application settles where a candidate stands in a job: by default at the first stage of the job's workflow.
func (l *loader) application(s *seedApplication, createdAt instant) Application {
	a := Application{Job: l.resolve(l.jobNames, s.Job), AppliedAt: given(s.AppliedAt, createdAt)}
	a.Status = l.word("candidate status", s.Status, candidateStatuses()...)
	a.Stage = l.resolve(l.stageNames, s.Stage)
	if job, ok := l.jobs.Get(l.tx, a.Job); ok {
		a.Workflow = job.Value.Workflow
	}
	if stage, ok := l.stages.Get(l.tx, a.Stage); ok && stage.Value.Workflow != a.Workflow {
		l.file.Faultf(s.Stage.Pos, "the stage %q is not one of the job's workflow", s.Stage.Value)
	}
	if workflow, ok := l.workflows.Get(l.tx, a.Workflow); ok && !s.Stage.Given() && len(workflow.Value.Stages) > 0 {
		a.Stage = workflow.Value.Stages[0].ID
	}
	return a
}

func (l *loader) loadNote(i int, s *seedNote) {
	id, createdAt := l.identify("notes", i, l.noteNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	candidate := l.resolve(l.candidateNames, s.Candidate)
	l.notes.Put(l.tx, Note{ID: id, Candidate: candidate, Content: l.content(s.Content), CreatedBy: l.actor(s.CreatedBy, candidate), CreatedAt: createdAt})
}

func (l *loader) loadEntry(i int, s *seedEntry) {
	id, createdAt := l.identify("history", i, l.entryNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	candidate := l.resolve(l.candidateNames, s.Candidate)
	entry := Entry{
		ID: id, Candidate: candidate, Type: l.word("history type", s.Type, entryTypes()...), Job: l.resolve(l.jobNames, s.Job),
		FromStage: l.resolve(l.stageNames, s.FromStage), ToStage: l.resolve(l.stageNames, s.ToStage),
		FromStatus: l.optionalWord("candidate status", s.FromStatus, candidateStatuses()),
		ToStatus:   l.optionalWord("candidate status", s.ToStatus, candidateStatuses()),
		Note:       l.resolve(l.noteNames, s.Note), Comment: s.Comment, Actor: l.actor(s.Actor, candidate), CreatedAt: createdAt,
	}
	l.history.Put(l.tx, entry)
	if note, ok := l.notes.Get(l.tx, entry.Note); ok && note.Value.Candidate != candidate {
		l.file.Faultf(s.Note.Pos, "the note %q is about another candidate", s.Note.Value)
	}
	for _, needed := range []struct {
		kind, member string
		value        seeds.Text
	}{
		{typeApplied, "job", s.Job},
		{typeStageChanged, "toStage", s.ToStage},
		{typeStatusChanged, "toStatus", s.ToStatus},
		{typeNoteAdded, "note", s.Note},
	} {
		if s.Type.Value == needed.kind && !needed.value.Given() {
			l.file.Faultf(s.Pos, "an entry of type %s needs %q", needed.kind, needed.member)
		}
	}
}

// actor settles who did something, nobody when the seed does not say.
func (l *loader) actor(s *seedActor, candidate store.ObjectID) Actor {
	if s == nil {
		return Actor{}
	}
	a := Actor{Type: l.optionalWord("actor type", s.Type, actorTypes())}
	switch a.Type {
	case actorUser:
		a.ID = l.who(s, l.userNames)
	case actorCandidate:
		if a.ID = candidate; s.ID.Given() {
			a.ID = l.who(s, l.candidateNames)
		}
	case actorKey:
		a.Name = s.Name.Value
		if id, err := store.ParseObjectID(s.ID.Value); err == nil && s.Name.Given() {
			a.ID = id // it may be gone
			return a
		}
		a.ID = l.who(s, l.keyNames)
		a.Name = cmp.Or(a.Name, l.nameOfKey[a.ID])
	}
	return a
}

func (l *loader) who(s *seedActor, names *seeds.Labels[store.ObjectID]) store.ObjectID {
	if !s.ID.Given() {
		l.file.Faultf(s.Pos, "an actor of type %s needs an id or label", s.Type.Value)
	}
	return l.resolve(names, s.ID)
}
