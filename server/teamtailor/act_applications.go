package teamtailor

import (
	"maps"

	"mockserver/seeds"
)

// apply has a candidate apply for a job. Somebody new is made first; somebody with a known e-mail address is the
// candidate who has it, with what the body says of them.
func (d *deed) apply() {
	job := d.find(d.resource("jobs"), "job")
	candidate := d.applicant(d.given["candidate"])
	if job == nil || candidate == 0 {
		return
	}
	c := d.begin(d.resource("job-applications"), nil)
	d.fill(c, d.without("candidate", "job", "stage"))
	c.points("candidate", candidate)
	c.points("job", job.Value.ID)
	if node, given := d.given["stage"]; given {
		d.stand(c, job.Value.ID, node)
	}
	ref, named := d.given["ref"]
	d.save(c, ref, named)
}

// applicant is the id of the candidate that the body names or describes, 0 with a fault.
func (d *deed) applicant(node seeds.Node) int64 {
	res := d.resource("candidates")
	if !node.IsMapping() {
		if one := d.findBy(res, node.Text()); one != nil {
			return one.Value.ID
		}
		return 0
	}
	given := node.Members(append([]string{"ref"}, res.writableNames()...))
	c := d.begin(res, nil)
	d.fill(c, given)
	if known, ok := c.withEmail(c.text("email")); ok && c.text("email") != "" {
		c = d.begin(res, &row{Value: *known})
		d.fill(c, given)
	}
	ref, named := given["ref"]
	d.save(c, ref, named)
	return c.record.ID
}

// stand puts an application into a stage of its job, named by id, label or its name in the job.
func (d *deed) stand(c *change, job int64, node seeds.Node) {
	named := node.Text()
	stage := d.stageCalled(job, named.Value)
	if stage == nil {
		stage = d.findBy(d.resource("stages"), named)
	}
	if stage != nil {
		c.points("stage", stage.Value.ID)
	}
}

func (d *deed) without(names ...string) map[string]seeds.Node {
	rest := maps.Clone(d.given)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}

// moveStage to where the application stands changes nothing.
func (d *deed) moveStage() {
	if one := d.applicationMeant(); one != nil {
		c := d.begin(d.resource("job-applications"), one)
		d.stand(c, one.Value.One[c.res.mustColumn("job").n], d.given["stage"])
		d.save(c, seeds.Node{}, false)
	}
}

// reject rejects an application now, or when the body says.
func (d *deed) reject() {
	if one := d.applicationMeant(); one != nil {
		c := d.begin(d.resource("job-applications"), one)
		c.set("rejected-at", momentOf(d.now))
		d.fill(c, d.without("application", "candidate", "job"))
		d.save(c, seeds.Node{}, false)
	}
}
