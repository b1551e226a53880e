package huntr

import (
	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// actions lists what advisors and members do in the product. Which of it makes an event is documented by the list of
// event types; that a list stamps its date is inferred from the page's samples (reference, A4).
func (h *Huntr) actions() []provider.Action {
	stamping := provider.Label{Evidence: provider.Inferred, Source: `Organization API page of 2018-06-06, "Event Types"; that a list stamps its date: the samples of "List Jobs"`}
	silent := provider.Label{Evidence: provider.Inferred, Source: `Organization API page of 2018-06-06, "Event Types": none of them is of this`}
	return []provider.Action{
		newAction(h, "add-member", "A job seeker signs up.", silent, (*actor).addMember),
		newAction(h, "deactivate-member", "An advisor deactivates a member, whose board then takes nothing more.", page("Member Resource"), (*actor).deactivateMember),
		newAction(h, "reactivate-member", "An advisor lets a deactivated member go on.", silent, (*actor).reactivateMember),
		newAction(h, "add-job", "A member adds a job to a list of the board.", stamping, (*actor).addJob),
		newAction(h, "move-job", "A member moves a job to another list.", stamping, (*actor).moveJob),
		newAction(h, "set-date", "A member sets a date of a job.", page("Event Types"), (*actor).setDate),
		newAction(h, "edit-job", "A member edits what else a job says, which makes no event.", silent, (*actor).editJob),
	}
}

// actor does one action in its transaction.
type actor struct {
	*Huntr
	tx   *store.Tx
	file *seeds.File // the body, which gets the faults
}

func newAction[B any](h *Huntr, name, summary string, label provider.Label, run func(*actor, *B)) provider.Action {
	return provider.NewAction(name, summary, label, func(tx *store.Tx, file *seeds.File, body *B) {
		if now := tx.Now().Unix(); now < 1 || now > lastSecond {
			file.Faultf(seeds.Pos{Line: 1, Column: 1}, "the clock stands at %s: Huntr's ids hold the years 1970 to 2105", tx.Now().Format("2006-01-02"))
			return
		}
		run(&actor{h, tx, file}, body)
	})
}

// find reads a relation by label or id. What it names nothing by is a fault.
func find[T any](a *actor, kind string, table *store.Table[store.ObjectID, T], relation seeds.Text) (value T, ok bool) {
	text := relation.Value
	if labelled, ok := a.labels.ID(a.tx, kind, text); ok {
		text = labelled
	}
	if id, err := store.ParseObjectID(text); err == nil {
		if row, ok := table.Get(a.tx, id); ok {
			return row.Value, true
		}
	}
	a.labels.Unknown(a.tx, a.file, kind, relation)
	return value, false
}

// newID makes an id that no row of the table has: rows that were taken over from another sandbox may have those that this
// one counts to.
func newID[T any](a *actor, table *store.Table[store.ObjectID, T]) store.ObjectID {
	for {
		id := a.tx.NewObjectID()
		if _, taken := table.Get(a.tx, id); !taken {
			return id
		}
	}
}

// name gives a new record the label that the body has for it.
func (a *actor) name(kind string, ref seeds.Text, id store.ObjectID) {
	a.labels.Define(a.tx, a.file, kind, ref, id.String(), func(text string) bool {
		_, err := store.ParseObjectID(text)
		return err == nil
	})
}

// now is the moment of an event that happens in this transaction.
func (a *actor) now() moment { return moment{a.tx.Now().Unix(), newID(a, a.events)} }
