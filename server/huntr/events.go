package huntr

import (
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// Event is something that happened to a job (page, "Events Resource"). Date is 0 but for the types that set one, and the
// lists are empty but for the types that have them.
type Event struct {
	ID        store.ObjectID `field:"id"`
	EventType string         `field:"eventType,required"`
	Date      schema.Seconds `field:"date,omitempty"`
	CreatedAt schema.Seconds `field:"createdAt"`
	Member    store.ObjectID // its job's
	Job       store.ObjectID `field:"job,hidden,required,to=job"`
	FromList  string         `field:"fromList,hidden"`
	ToList    string         `field:"toList,hidden"`
}

func (h *Huntr) declareEvents() {
	h.events = resource.New[Event](h.set, "events", "event")
	h.events.Fields.Words("eventType", eventTypes())
	h.eventsByJob = store.NewIndex(h.events.Table, store.CompareObjectIDs, func(e *Event) (store.ObjectID, bool) { return e.Job, true })
	documents := plain.NewDocuments(h.events)
	h.eventView = documents.View(
		documents.All(),
		documents.Joined(plain.Nested("member", h.memberRef, func(e *Event) store.ObjectID { return e.Member })),
		documents.Joined(plain.Nested("job", h.jobRef, func(e *Event) store.ObjectID { return e.Job })),
		documents.Joined(func(_ *store.Tx, dst []byte, e *Event) []byte { return appendList(dst, "toList", e.ToList) }),
		documents.Joined(func(_ *store.Tx, dst []byte, e *Event) []byte { return appendList(dst, "fromList", e.FromList) }),
	)
}

// appendList prints the list of a board that an event names, nothing when it names none.
func appendList(dst []byte, member, name string) []byte {
	if name == "" {
		return dst
	}
	return appendListName(dst, member, name)
}

func (h *Huntr) eventRoutes() []provider.Route {
	filters := plain.ByID(h.events, func(e *Event) store.ObjectID { return e.Member }, "member_id")
	filters = append(filters, plain.ByID(h.events, func(e *Event) store.ObjectID { return e.Job }, "job_id")...)
	filters = append(filters, plain.ByText(h.events, func(e *Event) string { return e.EventType }, "event_type")...)
	return []provider.Route{list("/org/events", plain.List(h.manner, h.events, h.eventView, nil, filters...), "List Events")}
}

// completeEvent gives an event of a seed the member whose job it is, and refuses what the page rules out: which members an
// event has follows from its type ("Events Resource").
func (h *Huntr) completeEvent(r *seed.Record[Event]) {
	has := map[string]bool{"date": r.Row.Date != 0, "toList": r.Row.ToList != "", "fromList": r.Row.FromList != ""}
	for _, member := range []string{"date", "toList", "fromList"} {
		switch must, known := eventMembers(r.Row.EventType)[member]; {
		case !known:
		case must && !has[member]:
			r.File.Faultf(r.Pos(member), "an event of type %s needs %s", r.Row.EventType, member)
		case !must && has[member]:
			r.File.Faultf(r.Pos(member), "an event of type %s has no %s", r.Row.EventType, member)
		}
	}
	if job, ok := h.jobs.Get(r.Tx, r.Row.Job); ok {
		r.Row.Member = job.Value.Member
	}
}
