package huntr

import (
	"slices"

	"mockserver/seeds"
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource/action"
	"mockserver/store"
)

// actions lists what advisors and members do in the product.
func (h *Huntr) actions() []provider.Action { return slices.Concat(h.memberActions(), h.jobActions()) }

// stamping labels an action that makes an event: the event is documented by the list of event types, that a list stamps
// its date is inferred from the page's samples (reference, A4).
func stamping() provider.Label {
	return provider.Label{Evidence: provider.Inferred, Source: `Organization API page of 2018-06-06, "Event Types"; that a list stamps its date: the samples of "List Jobs"`}
}

// silent labels an action that makes no event.
func silent() provider.Label {
	return provider.Label{Evidence: provider.Inferred, Source: `Organization API page of 2018-06-06, "Event Types": none of them is of this`}
}

// action makes an action that the clock allows: ids hold the years 1970 to 2105.
func (h *Huntr) action(name, summary string, label provider.Label, keys []action.Key, run func(*action.Run)) provider.Action {
	return action.New(h.set, name, summary, label, keys, func(r *action.Run) {
		if now := r.Tx.Now().Unix(); now < 1 || now > plain.LastSecond {
			r.File.Faultf(seeds.Pos{Line: 1, Column: 1}, "the clock stands at %s: Huntr's ids hold the years 1970 to 2105", r.Tx.Now().Format("2006-01-02"))
			return
		}
		run(r)
	})
}

// happens is the moment of an event that happens in this transaction.
func (h *Huntr) happens(tx *store.Tx) moment {
	return moment{seconds(tx.Now()), action.NewID(tx, h.events)}
}
