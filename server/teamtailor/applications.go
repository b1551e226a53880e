package teamtailor

import "strings"

// applications are the candidates' applications for jobs.
func (t *Teamtailor) applications() *resource {
	return &resource{
		name: "job-applications", heading: "Job Applications", one: "job application", scope: Admin, listed: true, creates: true, updates: true,
		attributes: []attribute{
			{name: "created-at", kind: date, access: ignored},
			{name: "cover-letter", kind: text},
			{name: "updated-at", kind: date, access: ignored},
			{name: "rejected-at", kind: date},
			{name: "referring-url", kind: text},
			{name: "referring-site", kind: text, access: readOnly},
			{name: "sourced", kind: boolean, initial: false},
			{name: "changed-stage-at", kind: date, access: readOnly},
			{name: "stage-type", kind: text, access: internal}, // that of the stage, in lower case
		},
		relations: []relation{
			{name: "candidate", target: "candidates", needed: true},
			{name: "job", target: "jobs", needed: true},
			{name: "stage", target: "stages", placed: true},
		},
		filters: []filter{
			{name: "stage-type", fold: true},
			{name: "job"},
			{name: "candidate"},
			{name: "created-at", ranged: true},
			{name: "updated-at", ranged: true},
			{name: "changed-stage-at", ranged: true},
		},
		told:   &told{name: "job_application", watched: []string{"stage", "rejected-at", "cover-letter"}, members: applicationMembers},
		settle: settleApplication, place: (*loader).place, once: oncePair("the candidate has applied for the job already"),
	}
}

// settleApplication: an application is one candidate's for one job (later pages: both required; clients: the pair once)
// and stands in one of the job's stages, at first in its Inbox (inferred).
func settleApplication(c *change) {
	c.require("candidate")
	c.require("job")
	c.checkPair("job")
	c.enterStage()
	if c.get("sourced") == nil {
		c.set("sourced", false)
	}
	c.stampReferrer()
	c.stampTimes()
}

// checkPair refuses a second record of a candidate and what another relation points at, when either changes. To which
// relation the vendor's error points is not known.
func (c *change) checkPair(name string) {
	if !c.changed("candidate") && !c.changed(name) {
		return
	}
	if _, taken := c.ofPair(name); taken {
		c.invalid("candidate", "has already been taken")
	}
}

// ofPair finds the record in the table that has the candidate of this one and the same in another relation.
func (c *change) ofPair(name string) (*Record, bool) {
	candidate, target := c.to("candidate"), c.to(name)
	if candidate == nil || target == nil {
		return nil, false
	}
	own := c.res.indexes[c.res.mustColumn("candidate")].Of(c.tx, relationKey(candidate.Value.ID))
	for other := range own.Forward(0) {
		if other.Value.One[c.res.mustColumn(name).n] == target.Value.ID {
			return &other.Value, true
		}
	}
	return nil, false
}

// enterStage puts an application without a stage of its job into the job's Inbox, and stamps every change of stage.
func (c *change) enterStage() {
	job := c.to("job")
	if job == nil {
		return
	}
	stage := c.to("stage")
	stages := c.resource("stages")
	ofJob := stage != nil && stage.Value.One[stages.mustColumn("job").n] == job.Value.ID
	switch {
	case ofJob:
	case c.before != nil && c.changed("stage"), c.before == nil && c.record.One[c.res.mustColumn("stage").n] != 0:
		c.invalid("stage", "is invalid")
		return
	default:
		stage = c.inboxOf(job)
	}
	if stage == nil {
		return
	}
	c.points("stage", stage.Value.ID)
	c.set("stage-type", stages.foldedType(&stage.Value))
	if c.changed("stage") {
		c.set("changed-stage-at", momentOf(c.now))
	}
}

// foldedType is a stage's type as the filter compares it.
func (r *resource) foldedType(stage *Record) string {
	text, _ := stage.Values[r.mustColumn("stage-type").n].(string)
	return strings.ToLower(text)
}

// inboxOf is a job's Inbox, nil for a job of a seed that has none.
func (d *document) inboxOf(job *row) *row {
	stages := d.resource("stages")
	for stage := range stages.indexes[stages.mustColumn("job")].Of(d.tx, relationKey(job.Value.ID)).Forward(0) {
		if stages.foldedType(&stage.Value) == strings.ToLower(stageInbox) {
			return stage
		}
	}
	return nil
}
