package teamtailor

// The types of stages. A job has one Inbox and one Hired; all others are in process (Teamtailor page, "Stages").
const (
	stageInbox     = "Inbox"
	stageInProcess = "In process"
	stageHired     = "Hired"
)

// stages are the steps of a job's recruitment.
func (t *Teamtailor) stages() *resource {
	return &resource{
		name: "stages", heading: "Stages", one: "stage", scope: Admin,
		attributes: []attribute{
			{name: "created-at", kind: date, access: ignored},
			{name: "updated-at", kind: date, access: ignored},
			{name: "name", kind: text},
			{name: "stage-type", kind: text, initial: stageInProcess, words: []string{stageInbox, stageInProcess, stageHired}},
		},
		relations: []relation{
			{name: "candidates", target: "candidates", many: true, through: &through{over: "job-applications", from: "stage", onto: "candidate"}},
			{name: "job", target: "jobs", needed: true},
		},
		settle: settleStage,
	}
}

// settleStage: the two default stages cannot be changed (Teamtailor page, "Stages"). That a stage cannot leave its job
// as long as somebody stands in it is inferred.
func settleStage(c *change) {
	c.require("job")
	c.stampUpdate()
	if c.before == nil || !c.changed("job") {
		return
	}
	if c.text("stage-type") != stageInProcess {
		c.invalidBase("The stage " + c.text("name") + " can't be changed")
		return
	}
	applications := c.resource("job-applications")
	if applications.indexes[applications.mustColumn("stage")].Of(c.tx, relationKey(c.record.ID)).Len() > 0 {
		c.invalidBase("The stage " + c.text("name") + " has candidates")
	}
}
