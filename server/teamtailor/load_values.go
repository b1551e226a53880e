package teamtailor

import (
	"slices"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/server/resume"
)

// read reads an attribute's value.
func (l *loader) read(a *attribute, node seeds.Node) any {
	switch a.kind {
	case boolean:
		return decoded[bool](node)
	case integer:
		return decoded[int64](node)
	case date:
		return readMoment(node)
	case texts, pictures:
		return decoded[[]string](node)
	case integers:
		return decoded[[]int64](node)
	case alternatives:
		return decoded[[]alternative](node)
	default:
		plain := decoded[string](node)
		if a.fetched && plain == resume.Generated {
			return ownFile{}
		}
		if a.words != nil && !slices.Contains(a.words, plain) {
			l.file.Faultf(node.Pos(), "%s: %q is none of %s", a.name, plain, strings.Join(a.words, ", "))
		}
		if a.fold {
			plain = strings.ToLower(plain)
		}
		return plain
	}
}

// readMoment reads an instant: as all seeds do, and those far away too, which clients may write.
func readMoment(node seeds.Node) any {
	if at, err := time.Parse(time.RFC3339Nano, node.Text().Value); err == nil && representable(at) {
		return momentOf(at)
	}
	return momentOf(decoded[seeds.Instant](node).Time)
}

func decoded[T any](node seeds.Node) T {
	var into T
	node.Decode(&into)
	return into
}

// addMissingStages gives every job of the seed the two stages that every job has, where the seed does not.
func (l *loader) addMissingStages() {
	jobs, stages := l.resource("jobs"), l.resource("stages")
	job, kind := stages.mustColumn("job"), stages.mustColumn("stage-type")
	for one := range jobs.table.All(l.tx).Forward(0) {
		var has []any
		for stage := range stages.indexes[job].Of(l.tx, relationKey(one.Value.ID)).Forward(0) {
			has = append(has, stage.Value.Values[kind.n])
		}
		for _, name := range []string{stageInbox, stageHired} {
			if !slices.Contains(has, any(name)) {
				l.addStage(one.Value.ID, name, name, momentOf(l.now))
			}
		}
	}
}

// addStage puts one more stage of a job.
func (l *loader) addStage(job int64, name, kind string, at moment) {
	stages := l.resource("stages")
	stage := &change{document: l.document, res: stages, record: stages.newRecord()}
	stage.record.ID = nextID(l.tx, stages)
	stage.set("name", name)
	stage.set("stage-type", kind)
	stage.set("created-at", at)
	stage.set("updated-at", at)
	stage.points("job", job)
	stages.table.Put(l.tx, stage.record)
}

// place finds the stage of an application of a seed, given by id, by label or by its name in the job; its job's Inbox
// when none is given.
func (l *loader) place(d *draft, record *Record) {
	c := &change{document: l.document, res: d.res, record: *record}
	job := c.to("job")
	if job == nil {
		return // said already
	}
	stage := l.inboxOf(job)
	if node, given := d.values["stage"]; given {
		stage = l.stageOf(job.Value.ID, node)
	}
	if stage == nil {
		return
	}
	c.points("stage", stage.Value.ID)
	c.set("stage-type", l.resource("stages").foldedType(&stage.Value))
	if c.get("changed-stage-at") == nil {
		c.set("changed-stage-at", c.get("created-at"))
	}
}

// stageOf finds a stage of a job by its id, its label or its name in the job.
func (l *loader) stageOf(job int64, node seeds.Node) *row {
	stages, named := l.resource("stages"), node.Text()
	of := stages.mustColumn("job")
	if id, ok := positiveID(named.Value); ok {
		if stage, there := stages.table.Get(l.tx, id); there && stage.Value.One[of.n] == job {
			return stage
		}
	}
	if stage := l.stageCalled(job, named.Value); stage != nil {
		return stage
	}
	id, ok := l.names[stages].Resolve(l.file, named)
	if !ok {
		return nil
	}
	stage, _ := stages.table.Get(l.tx, id)
	if stage.Value.One[of.n] != job {
		l.file.Faultf(node.Pos(), "the stage %q is none of the job %d", named.Value, job)
	}
	return stage
}

// stageCalled finds a stage of a job by its name, nil when it has none.
func (d *document) stageCalled(job int64, called string) *row {
	stages := d.resource("stages")
	name, of := stages.mustColumn("name"), stages.mustColumn("job")
	for stage := range stages.indexes[of].Of(d.tx, relationKey(job)).Forward(0) {
		if stage.Value.Values[name.n] == called {
			return stage
		}
	}
	return nil
}
