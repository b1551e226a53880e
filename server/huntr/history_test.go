package huntr

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

// TestHistoryExplainsEveryJob plays the events of the default seed and finds every job's list and dates explained.
func TestHistoryExplainsEveryJob(t *testing.T) {
	t.Parallel()
	text, _ := seeds.Embedded("default")
	w := newWorld(t, DefaultSettings(), string(text))
	lists := map[string]int{}
	w.write(func(tx *store.Tx) {
		assert.Equal(t, 60, w.members.Len(tx))
		assert.Equal(t, 25, w.employers.Len(tx))
		assert.Equal(t, 200, w.jobs.Len(tx))
		for row := range w.jobs.All(tx).Forward(0) {
			w.explain(t, tx, &row.Value)
			lists[row.Value.List]++
		}
		for row := range w.events.All(tx).Forward(0) {
			_, ok := w.jobs.Get(tx, row.Value.Job)
			assert.True(t, ok)
		}
	})
	for _, list := range []string{wishlist, applied, interview, offer, rejected} {
		assert.GreaterOrEqual(t, lists[list], 5, "jobs in %s: %v", list, lists)
	}
}

// explain plays a job's events on a blank one, which must end up as the job is.
func (w *world) explain(t *testing.T, tx *store.Tx, job *Job) {
	t.Helper()
	played := Job{ID: job.ID, Member: job.Member}
	at := job.CreatedAt
	for i, row := range slices.Collect(w.eventsByJob.Of(tx, job.ID).Forward(0)) {
		event := row.Value
		assert.Equal(t, i == 0, event.EventType == jobAdded, "a job is added first and once: %s", job.ID)
		assert.GreaterOrEqual(t, event.CreatedAt, at)
		assert.Equal(t, int64(event.CreatedAt), event.ID.Second())
		assert.Equal(t, job.Member, event.Member)
		at = event.CreatedAt
		again := moment{event.CreatedAt, event.ID}
		switch event.EventType {
		case jobAdded:
			assert.Equal(t, job.CreatedAt, event.CreatedAt)
			assert.Equal(t, event, played.add(event.ToList, again))
		case jobMoved:
			assert.Equal(t, event, played.move(event.ToList, again))
		default:
			assert.Equal(t, event, played.setDate(event.EventType, event.Date, again))
		}
	}
	assert.Equal(t, job.List, played.List, "job %s", job.ID)
	assert.Equal(t, []schema.Seconds{job.ApplicationDate, job.FirstInterviewDate, job.SecondInterviewDate, job.OfferDate},
		[]schema.Seconds{played.ApplicationDate, played.FirstInterviewDate, played.SecondInterviewDate, played.OfferDate}, "job %s", job.ID)
	member, ok := w.members.Get(tx, job.Member)
	require.True(t, ok)
	assert.LessOrEqual(t, member.Value.CreatedAt, job.CreatedAt)
}

func TestEnteringAListStampsItsDateOnce(t *testing.T) {
	t.Parallel()
	var j Job
	j.add("Applied", moment{at: 10})
	assert.Equal(t, schema.Seconds(10), j.ApplicationDate, "lists are matched in any case")
	j.move(interview, moment{at: 20})
	j.move(applied, moment{at: 30})
	assert.Equal(t, schema.Seconds(10), j.ApplicationDate, "a date that is set stays")
	assert.Equal(t, schema.Seconds(20), j.FirstInterviewDate)
	event := j.move("Offer", moment{at: 40})
	assert.Equal(t, Event{EventType: jobMoved, CreatedAt: 40, ToList: "Offer", FromList: applied}, event)
	assert.Equal(t, schema.Seconds(40), j.OfferDate)
	j.move("somewhere else", moment{at: 50})
	event = j.setDate(secondInterviewDateSet, 99, moment{at: 60})
	assert.Equal(t, Event{EventType: secondInterviewDateSet, Date: 99, CreatedAt: 60}, event)
	assert.Equal(t, "somewhere else", j.List)
}
