package teamtailor

import (
	"slices"
)

// settleJob: a job needs user, title and body (later pages of the vendor, "Create job").
func settleJob(c *change) {
	for _, name := range []string{"user", "title", "body"} {
		c.require(name)
	}
	if status := c.text("status"); !slices.Contains([]string{"open", "draft", "archived", "unlisted", "temp"}, status) {
		c.invalid("status", "is not included in the list")
	}
	if c.get("pinned") == nil {
		c.set("pinned", false)
	}
}

// addDefaultStages gives a new job the two stages that every job has (Teamtailor page, "Stages").
func addDefaultStages(c *change) {
	stages := c.resource("stages")
	for _, kind := range []string{stageInbox, stageHired} {
		stage := &change{document: c.document, res: stages, record: stages.newRecord()}
		stage.set("name", kind)
		stage.set("stage-type", kind)
		stage.points("job", c.record.ID)
		stage.set("created-at", momentOf(c.now))
		stage.set("updated-at", momentOf(c.now))
		stage.record.ID = nextID(c.tx, stages)
		stages.table.Put(c.tx, stage.record)
	}
}
