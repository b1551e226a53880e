package jusrecruit

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// TestHistoryExplainsEveryCandidate plays the history of the default seed and finds where every candidate stands, by
// whom every step was made, and every note.
func TestHistoryExplainsEveryCandidate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	statuses, notes, several, bothOpen := map[string]int{}, 0, 0, 0
	w.write(func(tx *store.Tx) {
		assert.Equal(t, 1, w.company.Len(tx))
		assert.Equal(t, 8, w.users.Len(tx))
		assert.Equal(t, 3, w.workflows.Len(tx))
		assert.Equal(t, 16, w.jobs.Len(tx))
		assert.Equal(t, 120, w.candidates.Len(tx))
		for row := range w.candidates.All(tx).Forward(0) {
			notes += w.explain(t, tx, &row.Value)
			statuses[row.Value.current().Status]++
			if all := row.Value.Applications; len(all) > 1 {
				several++
				if all[0].Status == statusActive && all[1].Status == statusActive {
					bothOpen++
				}
			}
		}
		assert.Equal(t, w.notes.Len(tx), notes)
		for row := range w.history.All(tx).Forward(0) {
			_, ok := w.candidates.Get(tx, row.Value.Candidate)
			assert.True(t, ok)
		}
	})
	for _, status := range candidateStatuses() {
		assert.Positive(t, statuses[status], status)
	}
	assert.Greater(t, statuses[statusActive], statuses[statusHired])
	assert.Greater(t, notes, 20)
	assert.Greater(t, several, 5, "candidates with two jobs")
	assert.Positive(t, bothOpen, "some of them open in both")
}

// explain replays one candidate's history, the oldest entry first.
func (w *world) explain(t *testing.T, tx *store.Tx, c *Candidate) (notes int) {
	t.Helper()
	told, order := map[store.ObjectID]*Application{}, []store.ObjectID{}
	changed, now := c.CreatedAt, c.CreatedAt
	for row := range w.historyByCandidate.under(tx, c.ID).Forward(0) {
		e := &row.Value
		what := fmt.Sprintf("%s of %s", e.Type, c.ID)
		require.GreaterOrEqual(t, e.CreatedAt, now, what)
		require.Equal(t, e.CreatedAt.time().Unix(), e.ID.Second(), what)
		now = e.CreatedAt
		at := told[e.Job]
		if e.Type == typeApplied {
			require.Nil(t, at, "%s twice for one job", what)
			at = &Application{Job: e.Job}
			told[e.Job], order = at, append(order, e.Job)
		}
		require.NotNil(t, at, "%s before the application", what)
		switch e.Type {
		case typeApplied:
			assert.Equal(t, Actor{Type: actorCandidate, ID: c.ID}, e.Actor, what)
			at.Stage, at.Status, changed = e.ToStage, statusActive, now
		case typeStageChanged:
			assert.Equal(t, at.Stage, e.FromStage, what)
			assert.Equal(t, statusActive, at.Status, "%s after it ended", what)
			w.knows(t, tx, e.Actor, what)
			at.Stage, changed = e.ToStage, now
		case typeStatusChanged:
			assert.Equal(t, at.Status, e.FromStatus, what)
			at.Status, changed = e.ToStatus, now
		case typeNoteAdded:
			note, ok := w.notes.Get(tx, e.Note)
			require.True(t, ok, what)
			assert.Equal(t, e.CreatedAt, note.Value.CreatedAt, what)
			assert.Equal(t, e.Actor, note.Value.CreatedBy, what)
			notes++
		}
	}
	assert.Equal(t, changed, c.UpdatedAt, c.ID)
	require.Len(t, c.Applications, len(order), c.ID)
	for n, stands := range c.Applications {
		end := told[order[n]]
		assert.Equal(t, []any{end.Job, end.Stage, end.Status}, []any{stands.Job, stands.Stage, stands.Status}, c.ID)
		w.stands(t, tx, stands)
	}
	return notes
}

// stands checks that an application is at a stage of its workflow, and hired at the last one.
func (w *world) stands(t *testing.T, tx *store.Tx, a Application) {
	t.Helper()
	at, ok := w.stages.Get(tx, a.Stage)
	require.True(t, ok)
	assert.Equal(t, at.Value.Workflow, a.Workflow)
	workflow, ok := w.workflows.Get(tx, a.Workflow)
	require.True(t, ok)
	stages := workflow.Value.Stages
	assert.Equal(t, stages[len(stages)-1].ID == a.Stage, a.Status == statusHired, "who reached the end is hired: %s", a.Job)
}

func (w *world) knows(t *testing.T, tx *store.Tx, by Actor, what string) {
	t.Helper()
	require.Equal(t, actorUser, by.Type, what)
	_, ok := w.users.Get(tx, by.ID)
	assert.True(t, ok, what)
}

// TestChangesNeverEditARow: a candidate that is copied and changed leaves the first as it was.
func TestChangesNeverEditARow(t *testing.T) {
	t.Parallel()
	first := Candidate{ID: numbered("candidate", 1)}
	first.apply(&Job{ID: numbered("job", 1)}, numbered("stage", 1), moment{at: 1})
	second := first
	moved := second.move(0, numbered("stage", 2), moment{at: 2})
	closed := second.setStatus(0, statusRejected, "no", moment{at: 3})
	third := second
	third.apply(&Job{ID: numbered("job", 2)}, numbered("stage", 1), moment{at: 4})
	roomy := Candidate{Applications: make([]Application, 0, 4)}
	one, other := roomy, roomy
	one.apply(&Job{ID: numbered("job", 1)}, numbered("stage", 1), moment{at: 1})
	other.apply(&Job{ID: numbered("job", 2)}, numbered("stage", 1), moment{at: 1})
	assert.Equal(t, numbered("job", 1), one.current().Job, "two that come of one row share no memory")
	assert.Equal(t, Application{Job: numbered("job", 1), Stage: numbered("stage", 1), Status: statusActive, AppliedAt: 1}, first.current())
	assert.Equal(t, Application{Job: numbered("job", 1), Stage: numbered("stage", 2), Status: statusRejected, AppliedAt: 1}, second.current())
	assert.Len(t, second.Applications, 1)
	assert.Len(t, third.Applications, 2)
	assert.Equal(t, []instant{1, 3, 4}, []instant{first.UpdatedAt, second.UpdatedAt, third.UpdatedAt})
	assert.Equal(t, []store.ObjectID{numbered("stage", 1), numbered("stage", 2)}, []store.ObjectID{moved.FromStage, moved.ToStage})
	assert.Equal(t, []string{statusActive, statusRejected, "no"}, []string{closed.FromStatus, closed.ToStatus, closed.Comment})
}
