package teamtailor

import (
	"slices"
	"strings"

	"mockserver/seeds"
)

// read reads an attribute's value.
func (l *loader) read(a *attribute, node seeds.Node) any {
	switch a.kind {
	case boolean:
		return decoded[bool](node)
	case integer:
		return decoded[int64](node)
	case date:
		return momentOf(decoded[seeds.Instant](node).Time)
	case texts, pictures:
		return decoded[[]string](node)
	case integers:
		return decoded[[]int64](node)
	case alternatives:
		return decoded[[]alternative](node)
	default:
		plain := decoded[string](node)
		if a.words != nil && !slices.Contains(a.words, plain) {
			l.file.Faultf(node.Pos(), "%s: %q is none of %s", a.name, plain, strings.Join(a.words, ", "))
		}
		if a.fold {
			plain = strings.ToLower(plain)
		}
		return plain
	}
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

func (l *loader) stageOf(job int64, node seeds.Node) *row {
	stages := l.resource("stages")
	named := decoded[seeds.Text](node)
	name, of := stages.mustColumn("name"), stages.mustColumn("job")
	for stage := range stages.indexes[of].Of(l.tx, relationKey(job)).Forward(0) {
		if stage.Value.Values[name.n] == named.Value {
			return stage
		}
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
