package jusrecruit

import (
	"slices"

	"mockserver/seeds"
	"mockserver/store"
)

// openJobBody names a job that is there, or says what a new one is. Fields are named as in seeds.
type openJobBody struct {
	seeds.Pos
	Job            seeds.Text   `seed:"job"`
	Ref            seeds.Text   `seed:"ref"`
	Title          seeds.Text   `seed:"title"`
	Department     string       `seed:"department"`
	Location       string       `seed:"location"`
	EmploymentType seeds.Text   `seed:"employmentType"`
	Description    string       `seed:"description"`
	Openings       *int         `seed:"openings,min=0,max=1000000"` // absent: 1
	Workflow       seeds.Text   `seed:"workflow"`                   // absent: the default one
	Tags           []seeds.Text `seed:"tags"`
	HiringTeam     []seedHirer  `seed:"hiringTeam"`
}

// isNew tells whether the body says anything of a new job.
func (b *openJobBody) isNew() bool {
	return b.Ref.Given() || b.Title.Given() || b.EmploymentType.Given() || b.Workflow.Given() || b.Openings != nil ||
		b.Department+b.Location+b.Description != "" || len(b.Tags)+len(b.HiringTeam) > 0
}

// openJob of a job that is open changes nothing.
func (d *deed) openJob(body *openJobBody) {
	switch {
	case body.Job.Given() && body.isNew():
		d.file.Faultf(body.Job.Pos, "either a job that is there or what a new one is, not both")
	case body.Job.Given():
		d.setJobStatus(body.Job, jobOpen)
	case body.Title.Value == "":
		d.file.Faultf(body.Pos, "either a job that is there, by id or label, or the title of a new one")
	default:
		d.newJob(body)
	}
}

func (d *deed) newJob(body *openJobBody) {
	now := instantOf(d.tx.Now())
	job := Job{
		ID: newID(d.tx, d.jobs), Title: body.Title.Value, Status: jobOpen, Department: body.Department, Location: body.Location,
		EmploymentType: d.optionalWord("employment type", body.EmploymentType, employmentTypes()), Description: body.Description,
		Openings: 1, Workflow: d.workflow(body.Workflow), Tags: d.jobTags(body.Tags), CreatedAt: now, UpdatedAt: now,
	}
	if body.Openings != nil {
		job.Openings = *body.Openings
	}
	for _, s := range body.HiringTeam {
		user, _ := find(d, kindUser, d.users, s.User)
		job.HiringTeam = append(job.HiringTeam, Hirer{user.ID, d.hiringRole(s.Role)})
	}
	d.name(kindJob, body.Ref, job.ID)
	if !d.faulty() {
		d.jobs.Put(d.tx, job)
		d.tellJob(d.tx, jobCreated, job.ID)
	}
}

// workflow is the one that the body names, else the default one, else none.
func (d *deed) workflow(relation seeds.Text) (id store.ObjectID) {
	if relation.Given() {
		workflow, _ := find(d, kindWorkflow, d.workflows, relation)
		return workflow.ID
	}
	for row := range d.workflows.All(d.tx).Forward(0) {
		if row.Value.IsDefault {
			return row.Value.ID
		}
	}
	return id
}

type jobBody struct {
	Job seeds.Text `seed:"job,required"`
}

// closeJob of a job that is closed changes nothing.
func (d *deed) closeJob(body *jobBody) { d.setJobStatus(body.Job, jobClosed) }

func (d *deed) setJobStatus(relation seeds.Text, status string) {
	job, ok := find(d, kindJob, d.jobs, relation)
	if !ok || job.Status == status {
		return
	}
	job.Status, job.UpdatedAt = status, instantOf(d.tx.Now())
	d.jobs.Put(d.tx, job)
	d.tellJob(d.tx, jobUpdated, job.ID)
}

type tagsBody struct {
	seeds.Pos
	Job    seeds.Text   `seed:"job,required"`
	Add    []seeds.Text `seed:"add"`
	Remove []seeds.Text `seed:"remove"`
}

// changeTags takes as much as the API does. A tag to add that the job has, or to remove that it has not, is no mistake.
func (d *deed) changeTags(body *tagsBody) {
	job, ok := find(d, kindJob, d.jobs, body.Job)
	add, remove := d.jobTags(body.Add), d.jobTags(body.Remove)
	if len(body.Add)+len(body.Remove) == 0 || len(body.Add) > maxTags || len(body.Remove) > maxTags {
		d.file.Faultf(body.Pos, "name 1 to %d tags to add, to remove, or both", maxTags)
	}
	for _, tag := range body.Remove {
		if slices.Contains(add, tag.Value) {
			d.file.Faultf(tag.Pos, "the tag %q is to be added and removed", tag.Value)
		}
	}
	if ok && !d.faulty() {
		d.setTags(d.tx, job, withTags(withoutTags(job.Tags, remove), add))
	}
}
