package jusrecruit

import (
	"strings"

	"mockserver/seeds"
	"mockserver/store"
)

// applyBody names a candidate who is known, or says who is new. Fields are named as in seeds.
type applyBody struct {
	seeds.Pos
	Job             seeds.Text `seed:"job,required"`
	Candidate       seeds.Text `seed:"candidate"`
	Ref             seeds.Text `seed:"ref"`
	FirstName       string     `seed:"firstName"`
	LastName        string     `seed:"lastName"`
	Email           string     `seed:"email"`
	Phone           string     `seed:"phone"`
	Source          string     `seed:"source"`
	Tags            []string   `seed:"tags"`
	ResumeURL       string     `seed:"resumeUrl"`
	Location        string     `seed:"location"`
	Headline        string     `seed:"headline"`
	ExperienceYears *int       `seed:"experienceYears,min=0,max=100"`
	Skills          []string   `seed:"skills"`
	Links           []string   `seed:"links"`
}

// isNew tells whether the body says anything of a new candidate.
func (b *applyBody) isNew() bool {
	texts := b.Ref.Value + b.FirstName + b.LastName + b.Email + b.Phone + b.Source + b.ResumeURL + b.Location + b.Headline
	return b.Ref.Given() || texts != "" || b.ExperienceYears != nil || len(b.Tags)+len(b.Skills)+len(b.Links) > 0
}

func (d *deed) apply(body *applyBody) {
	job, ok := find(d, kindJob, d.jobs, body.Job)
	if ok && job.Status != jobOpen {
		d.file.Faultf(body.Job.Pos, "the job is %s: only one that is OPEN takes applications", job.Status)
	}
	c := d.applicant(body)
	for _, a := range c.Applications {
		if ok && a.Job == job.ID && a.Status == statusActive {
			d.file.Faultf(body.Candidate.Pos, "the candidate has applied for this job already, at %s", a.AppliedAt.time().Format("2006-01-02 15:04:05"))
		}
	}
	if d.faulty() {
		return
	}
	var stages []Stage
	if workflow, ok := d.workflows.Get(d.tx, job.Workflow); ok {
		stages = workflow.Value.Stages
	}
	d.record(d.tx, &c, c.apply(&job, stageAt(stages, 0), d.nextMoment(d.tx, Actor{Type: actorCandidate, ID: c.ID})))
}

// applicant is the candidate whom the body names or describes.
func (d *deed) applicant(body *applyBody) (c Candidate) {
	switch {
	case body.Candidate.Given() && body.isNew():
		d.file.Faultf(body.Candidate.Pos, "either a candidate who is known or what a new one is called, not both")
	case body.Candidate.Given():
		c, _ = find(d, kindCandidate, d.candidates, body.Candidate)
	case body.FirstName == "" && body.LastName == "" && body.Email == "":
		d.file.Faultf(body.Pos, "either a candidate who is known, by id or label, or the firstName, lastName or email of a new one")
	default:
		now := instantOf(d.tx.Now())
		c = Candidate{
			ID: newID(d.tx, d.candidates), FirstName: body.FirstName, LastName: body.LastName, Email: body.Email, Phone: body.Phone,
			Source: body.Source, Tags: body.Tags, ResumeURL: body.ResumeURL, Location: body.Location, Headline: body.Headline,
			ExperienceYears: body.ExperienceYears, Skills: body.Skills, Links: body.Links, CreatedAt: now, UpdatedAt: now,
		}
		d.name(kindCandidate, body.Ref, c.ID)
	}
	return c
}

type moveBody struct {
	Candidate seeds.Text `seed:"candidate,required"`
	Job       seeds.Text `seed:"job"`            // absent: that of the latest application
	Stage     seeds.Text `seed:"stage,required"` // an id, a label, or what the workflow calls it
	By        seeds.Text `seed:"by"`
}

// moveStage to where the candidate is changes nothing.
func (d *deed) moveStage(body *moveBody) {
	c, number, ok := d.application(body.Candidate, body.Job)
	if !ok {
		return
	}
	a := c.Applications[number]
	if a.Status != statusActive {
		d.file.Faultf(body.Candidate.Pos, "the candidate's application is %s: only an ACTIVE one moves", a.Status)
	}
	to, by := d.stage(body.Stage, a.Workflow), d.by(body.By, a.Job)
	if d.faulty() || to.ID == a.Stage {
		return
	}
	d.record(d.tx, &c, c.advance(number, to, func() moment { return d.nextMoment(d.tx, by) })...)
}

// application finds a candidate with the number of the latest application for a job, of the latest of all when no job
// is named.
func (d *deed) application(candidate, job seeds.Text) (c Candidate, number int, ok bool) {
	c, ok = find(d, kindCandidate, d.candidates, candidate)
	if number = c.latest(); ok && number < 0 {
		d.file.Faultf(candidate.Pos, "the candidate has not applied for a job yet")
		return c, number, false
	}
	if job.Given() {
		named, jobFound := find(d, kindJob, d.jobs, job)
		if number = c.applicationFor(named.ID); ok && jobFound && number < 0 {
			d.file.Faultf(job.Pos, "the candidate has not applied for this job")
		}
		ok = ok && jobFound && number >= 0
	}
	return c, number, ok
}

// stage reads a stage of the application's workflow.
func (d *deed) stage(relation seeds.Text, of store.ObjectID) Stage {
	var names []string
	if workflow, ok := d.workflows.Get(d.tx, of); ok {
		label, _ := d.labels.ID(d.tx, kindStage, relation.Value)
		for _, s := range workflow.Value.Stages {
			if id := s.ID.String(); id == label || strings.EqualFold(id, relation.Value) || s.Name == relation.Value {
				return s
			}
			names = append(names, s.Name)
		}
	}
	d.file.Faultf(relation.Pos, "no stage of the candidate's workflow has the id, label or name %.40q; its stages: %s", relation.Value, strings.Join(names, ", "))
	return Stage{}
}

type statusBody struct {
	Candidate seeds.Text `seed:"candidate,required"`
	Job       seeds.Text `seed:"job"` // absent: that of the latest application
	Status    seeds.Text `seed:"status,required"`
	Comment   string     `seed:"comment"`
	By        seeds.Text `seed:"by"`
}

// setStatus to what it is changes nothing. Who withdraws is the candidate, unless the body says otherwise.
func (d *deed) setStatus(body *statusBody) {
	c, number, ok := d.application(body.Candidate, body.Job)
	var a Application
	if ok {
		a = c.Applications[number]
	}
	status, by := d.word("candidate status", body.Status, candidateStatuses()...), d.by(body.By, a.Job)
	if status == statusWithdrawn && !body.By.Given() {
		by = Actor{Type: actorCandidate, ID: c.ID}
	}
	if ok && !d.faulty() && status != a.Status {
		d.record(d.tx, &c, c.setStatus(number, status, body.Comment, d.nextMoment(d.tx, by)))
	}
}

type noteBody struct {
	Candidate seeds.Text `seed:"candidate,required"`
	Job       seeds.Text `seed:"job"` // absent: that of the latest application, if there is any
	Content   seeds.Text `seed:"content,required"`
	By        seeds.Text `seed:"by"`
	Ref       seeds.Text `seed:"ref"`
}

func (d *deed) addNote(body *noteBody) {
	c, ok := find(d, kindCandidate, d.candidates, body.Candidate)
	job := c.current().Job
	if ok && body.Job.Given() {
		if _, number, applied := d.application(body.Candidate, body.Job); applied {
			job = c.Applications[number].Job
		}
	}
	content, by := d.content(body.Content), d.by(body.By, job)
	if ok && !d.faulty() {
		note := d.writeNote(d.tx, &c, job, content, by)
		d.name(kindNote, body.Ref, note.ID)
	}
}
