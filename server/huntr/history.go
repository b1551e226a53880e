package huntr

import (
	"strings"
	"time"

	"mockserver/server/resource/schema"
	"mockserver/store"
)

// The event types (page, "Event Types").
const (
	jobAdded               = "JOB_ADDED"
	jobMoved               = "JOB_MOVED"
	applicationDateSet     = "JOB_APPLICATION_DATE_SET"
	firstInterviewDateSet  = "JOB_FIRST_INTERVIEW_DATE_SET"
	secondInterviewDateSet = "JOB_SECOND_INTERVIEW_DATE_SET"
	offerDateSet           = "JOB_OFFER_DATE_SET"
)

// eventTypes lists them all.
func eventTypes() []string {
	return []string{jobAdded, jobMoved, applicationDateSet, firstInterviewDateSet, secondInterviewDateSet, offerDateSet}
}

// eventMembers are the members that depend on the type of an event: true for one that it has, false for one that it never
// has. Nothing is known of other types than the page's.
func eventMembers(eventType string) map[string]bool {
	switch eventType {
	case jobAdded:
		return map[string]bool{"date": false, "toList": true, "fromList": false}
	case jobMoved:
		return map[string]bool{"date": false, "toList": true, "fromList": true}
	case applicationDateSet, firstInterviewDateSet, secondInterviewDateSet, offerDateSet:
		return map[string]bool{"date": true, "toList": false, "fromList": false}
	default:
		return nil
	}
}

// The lists of a new board, in order (reference, A4). Boards may have others.
const (
	wishlist  = "wishlist"
	applied   = "applied"
	interview = "interview"
	offer     = "offer"
	rejected  = "rejected"
)

// moment is when something happens to a job, and the id of the event for it.
type moment struct {
	at schema.Seconds
	id store.ObjectID
}

// add puts a new job into a list and returns the one event of it.
func (j *Job) add(list string, m moment) Event {
	j.enter(list, m.at)
	return Event{ID: m.id, EventType: jobAdded, CreatedAt: m.at, Member: j.Member, Job: j.ID, ToList: list}
}

// move takes the job to another list and returns the one event of it.
func (j *Job) move(list string, m moment) Event {
	from := j.List
	j.enter(list, m.at)
	return Event{ID: m.id, EventType: jobMoved, CreatedAt: m.at, Member: j.Member, Job: j.ID, ToList: list, FromList: from}
}

// setDate sets the date that an event type names and returns that event. The date may lie in the future.
func (j *Job) setDate(eventType string, date schema.Seconds, m moment) Event {
	*j.date(eventType) = date
	return Event{ID: m.id, EventType: eventType, Date: date, CreatedAt: m.at, Member: j.Member, Job: j.ID}
}

// enter puts the job into a list, which stamps the list's date when it is unset (inferred from the samples: reference,
// A4 and Decisions).
func (j *Job) enter(list string, at schema.Seconds) {
	j.List = list
	stamps := map[string]string{applied: applicationDateSet, interview: firstInterviewDateSet, offer: offerDateSet}
	if date := j.date(stamps[strings.ToLower(list)]); date != nil && *date == 0 {
		*date = at
	}
}

// date is the field that an event type sets, nil for the types that set none.
func (j *Job) date(eventType string) *schema.Seconds {
	switch eventType {
	case applicationDateSet:
		return &j.ApplicationDate
	case firstInterviewDateSet:
		return &j.FirstInterviewDate
	case secondInterviewDateSet:
		return &j.SecondInterviewDate
	case offerDateSet:
		return &j.OfferDate
	default:
		return nil
	}
}

// dateFields are the dates of a job that have an event, with its type.
func dateFields() map[string]string {
	return map[string]string{
		"applicationDate": applicationDateSet, "firstInterviewDate": firstInterviewDateSet,
		"secondInterviewDate": secondInterviewDateSet, "offerDate": offerDateSet,
	}
}

func seconds(t time.Time) schema.Seconds { return schema.Seconds(t.Unix()) }
