package huntr

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// Event is something that happened to a job (page, "Events Resource"). Times are Unix seconds; Date is 0 but for the
// types that set one, and the lists are empty but for the types that have them.
type Event struct {
	ID        store.ObjectID `json:"id"`
	EventType string         `json:"eventType"`
	Date      int64          `json:"date,omitempty"`
	CreatedAt int64          `json:"createdAt"`
	Member    store.ObjectID `json:"-"`
	Job       store.ObjectID `json:"-"`
	ToList    string         `json:"-"`
	FromList  string         `json:"-"`
}

func keepEvent(e *Event) []byte { return keep(e) }

func eventID(e *Event) store.ObjectID { return e.ID }

// appendEvent writes an event. Its job is the job as it is now (both sample events of the page carry dates set later),
// without member, employer and list.
func (h *Huntr) appendEvent(tx *store.Tx, dst []byte, row *store.Row[Event]) []byte {
	return h.appendKeptEvent(tx, append(dst, row.Kept()...), &row.Value)
}

// appendKeptEvent goes on behind an event's own fields.
func (h *Huntr) appendKeptEvent(tx *store.Tx, dst []byte, e *Event) []byte {
	dst = h.appendNestedMember(tx, dst, e.Member)
	dst = append(dst, `,"job":`...)
	if job, ok := h.jobs.Get(tx, e.Job); ok {
		dst = append(dst, job.Kept()...)
	} else {
		dst = append(dst, '{')
	}
	dst = append(dst, '}')
	if e.ToList != "" {
		dst = appendListName(dst, "toList", e.ToList)
	}
	if e.FromList != "" {
		dst = appendListName(dst, "fromList", e.FromList)
	}
	return append(dst, '}')
}

func (h *Huntr) listEvents(r *provider.Request) (provider.Response, error) {
	q := parseQuery(r.HTTP.URL.RawQuery)
	member, job, eventType := q.id("member_id"), q.id("job_id"), q.text("event_type")
	page, err := h.newList(q, r)
	if err != nil {
		return provider.Response{}, err
	}
	matches := func(e *Event) bool {
		return (member == nil || e.Member == *member) && (job == nil || e.Job == *job) && (eventType == nil || e.EventType == *eventType)
	}
	err = r.Read(func(tx *store.Tx) error {
		rows := h.events.Backward(tx, page.below)
		switch {
		case job != nil:
			rows = h.eventsByJob.Backward(tx, *job, page.below)
		case member != nil:
			rows = h.eventsByMember.Backward(tx, *member, page.below)
		case eventType != nil:
			rows = h.eventsByType.Backward(tx, *eventType, page.below)
		}
		fill(page, where(rows, matches), eventID, func(dst []byte, row *store.Row[Event]) []byte { return h.appendEvent(tx, dst, row) })
		return nil
	})
	return page.response(), err
}
