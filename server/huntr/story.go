package huntr

import (
	"mockserver/seeds"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
)

// maxEvents is more than one generated job can have.
const maxEvents = 16

// story plays what happens to a generated job, from its being added to where it stands at the end of the time, and
// returns the events, the oldest first.
func (v *vocabulary) story(g *seed.Generator, job *Job, number int, d seeds.Draw) []Event {
	var events []Event
	now := int64(job.CreatedAt)
	next := func() moment {
		return moment{at: schema.Seconds(now), id: g.ID("events", now, number*maxEvents+len(events))}
	}
	later := func(name string, days int64) bool { // false when the time is over
		now += d.At(name).Between(day/2, days*day)
		return now <= g.To
	}
	path := seeds.Pick(d.At("path"), v.paths)
	events = append(events, job.add(path[0], next()))
	for _, list := range path[1:] {
		if !later("days to "+list, 12) {
			return events
		}
		events = append(events, job.move(list, next()))
		if list == interview && d.At("second interview").Chance(50) && later("days to second interview", 5) {
			date := now + d.At("notice").Between(1, 5)*day
			events = append(events, job.setDate(secondInterviewDateSet, schema.Seconds(date), next()))
			now = date // what follows, follows the interview
		}
	}
	if job.List == wishlist && d.At("plans").Chance(25) && later("days to plans", 6) {
		events = append(events, job.setDate(applicationDateSet, schema.Seconds(now+d.At("plan").Between(1, 14)*day), next()))
	}
	return events
}
