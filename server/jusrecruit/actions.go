package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// actions lists what people do in JusRecruit's own pages. None of it is on the vendor's page.
func (j *JusRecruit) actions() []provider.Action {
	return []provider.Action{
		newAction(j, "apply", "A candidate, or somebody new, applies for an open job.", (*deed).apply),
		newAction(j, "move-stage", "Somebody moves a candidate to another stage of the workflow; at a stage of type HIRED the candidate is hired.", (*deed).moveStage),
		newAction(j, "set-status", "Somebody gives a candidate's application another status.", (*deed).setStatus),
		newAction(j, "add-note", "Somebody writes a note about a candidate.", (*deed).addNote),
		newAction(j, "open-job", "Somebody opens a job that is a draft or closed, or a new one.", (*deed).openJob),
		newAction(j, "close-job", "Somebody closes a job, which then takes no applications.", (*deed).closeJob),
		newAction(j, "change-tags", "Somebody adds tags to a job or takes them away.", (*deed).changeTags),
	}
}

// deed is one action in its transaction.
type deed struct {
	*JusRecruit
	judge // of the body, which gets the faults
	tx    *store.Tx
}

func newAction[B any](j *JusRecruit, name, summary string, run func(*deed, *B)) provider.Action {
	label := inferred("our judgement, after comparable products; the overview page of 2025-07-27 says nothing of it")
	return provider.NewAction(name, summary, label, func(tx *store.Tx, file *seeds.File, body *B) {
		run(&deed{j, judge{file}, tx}, body)
	})
}

// find reads a relation by label or id. One to nothing is a fault.
func find[T any](d *deed, kind string, table *store.Table[store.ObjectID, T], relation seeds.Text) (value T, ok bool) {
	text := relation.Value
	if id, labelled := d.labels.ID(d.tx, kind, text); labelled {
		text = id
	}
	if id, err := store.ParseObjectID(text); err == nil {
		if row, ok := table.Get(d.tx, id); ok {
			return row.Value, true
		}
	}
	d.labels.Unknown(d.tx, d.file, kind, relation)
	return value, false
}

// name gives a new record the label that the body has for it.
func (d *deed) name(kind string, ref seeds.Text, id store.ObjectID) {
	d.labels.Define(d.tx, d.file, kind, ref, id.String(), func(text string) bool {
		_, err := store.ParseObjectID(text)
		return err == nil
	})
}

// by is the user who does it: the one that the body names, else the first of the job's team, else nobody. A user that is
// not there is a fault, and nobody.
func (d *deed) by(relation seeds.Text, job store.ObjectID) Actor {
	if relation.Given() {
		user, ok := find(d, kindUser, d.users, relation)
		if !ok {
			return Actor{}
		}
		return Actor{Type: actorUser, ID: user.ID}
	}
	if row, ok := d.jobs.Get(d.tx, job); ok && len(row.Value.HiringTeam) > 0 {
		return Actor{Type: actorUser, ID: row.Value.HiringTeam[0].User}
	}
	return Actor{}
}

// faulty tells whether the body has a fault by now.
func (d *deed) faulty() bool { return d.file.Err() != nil }
