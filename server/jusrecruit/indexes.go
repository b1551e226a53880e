package jusrecruit

import (
	"cmp"
	"math"
	"strings"

	"mockserver/store"
)

// indexes serve every documented filter and the order of every list, the newest first.
type indexes struct {
	workflowsByCreation  *store.Index[store.ObjectID, Workflow, instant]
	webhooksByCreation   *store.Index[store.ObjectID, store.Endpoint, instant]
	jobsByCreation       *store.Index[store.ObjectID, Job, instant]
	jobsByStatus         *filing[Job, string]
	jobsByDepartment     *filing[Job, string]
	candidatesByCreation *store.Index[store.ObjectID, Candidate, instant]
	candidatesByUpdate   *store.Index[store.ObjectID, Candidate, instant]
	candidatesByStatus   *filing[Candidate, string]
	candidatesByEmail    *filing[Candidate, string]
	candidatesByJob      *filing[Candidate, store.ObjectID]
	candidatesByStage    *filing[Candidate, store.ObjectID]
	notesByCandidate     *filing[Note, store.ObjectID]
	historyByCandidate   *filing[Entry, store.ObjectID]
	historyByJob         *filing[Entry, candidateJob]
}

// candidateJob is one candidate's part in one job.
type candidateJob struct{ candidate, job store.ObjectID }

func (j *JusRecruit) declareIndexes() {
	byID := store.CompareObjectIDs
	j.workflowsByCreation = byTime(j.workflows, func(w *Workflow) instant { return w.CreatedAt })
	j.webhooksByCreation = byTime(j.webhooks, func(w *store.Endpoint) instant { return instantOf(w.CreatedAt) })

	created := func(j *Job) instant { return j.CreatedAt }
	j.jobsByCreation = byTime(j.jobs, created)
	j.jobsByStatus = file(j.jobs, strings.Compare, created, func(j *Job) string { return j.Status })
	j.jobsByDepartment = file(j.jobs, strings.Compare, created, func(j *Job) string { return j.Department })

	applied := func(c *Candidate) instant { return c.CreatedAt }
	j.candidatesByCreation = byTime(j.candidates, applied)
	j.candidatesByUpdate = byTime(j.candidates, func(c *Candidate) instant { return c.UpdatedAt })
	j.candidatesByStatus = fileMany(j.candidates, strings.Compare, applied, func(c *Candidate) []string { return ofApplications(c, statusOf) })
	j.candidatesByEmail = file(j.candidates, strings.Compare, applied, func(c *Candidate) string { return strings.ToLower(c.Email) })
	j.candidatesByJob = fileMany(j.candidates, byID, applied, func(c *Candidate) []store.ObjectID { return ofApplications(c, jobOf) })
	j.candidatesByStage = fileMany(j.candidates, byID, applied, func(c *Candidate) []store.ObjectID { return ofApplications(c, stageOf) })

	j.notesByCandidate = file(j.notes, byID, func(n *Note) instant { return n.CreatedAt }, func(n *Note) store.ObjectID { return n.Candidate })
	happened := func(e *Entry) instant { return e.CreatedAt }
	j.historyByCandidate = file(j.history, byID, happened, func(e *Entry) store.ObjectID { return e.Candidate })
	j.historyByJob = file(j.history, compareParts, happened, func(e *Entry) candidateJob { return candidateJob{e.Candidate, e.Job} })
}

func compareParts(a, b candidateJob) int {
	return cmp.Or(store.CompareObjectIDs(a.candidate, b.candidate), store.CompareObjectIDs(a.job, b.job))
}

// byTime orders the rows of a table by a time of theirs.
func byTime[T any](t *store.Table[store.ObjectID, T], at func(*T) instant) *store.Index[store.ObjectID, T, instant] {
	return store.NewIndex(t, cmp.Compare[instant], func(row *T) (instant, bool) { return at(row), true })
}

// filing is an index that files rows under a value, those of one value in the order of creation.
type filing[T, V any] struct {
	*store.Index[store.ObjectID, T, filed[V]]
}

type filed[V any] struct {
	value V
	at    instant
}

func file[T, V any](t *store.Table[store.ObjectID, T], compare func(a, b V) int, at func(*T) instant, value func(*T) V) *filing[T, V] {
	byValueAndTime := func(a, b filed[V]) int { return cmp.Or(compare(a.value, b.value), cmp.Compare(a.at, b.at)) }
	return &filing[T, V]{store.NewIndex(t, byValueAndTime, func(row *T) (filed[V], bool) { return filed[V]{value(row), at(row)}, true })}
}

// fileMany files a row under each of several values.
func fileMany[T, V any](t *store.Table[store.ObjectID, T], compare func(a, b V) int, at func(*T) instant, values func(*T) []V) *filing[T, V] {
	byValueAndTime := func(a, b filed[V]) int { return cmp.Or(compare(a.value, b.value), cmp.Compare(a.at, b.at)) }
	return &filing[T, V]{store.NewIndexOfMany(t, byValueAndTime, func(row *T) []filed[V] {
		of := values(row)
		all := make([]filed[V], len(of))
		for i, value := range of {
			all[i] = filed[V]{value, at(row)}
		}
		return all
	})}
}

// under is the rows filed under a value, in the order of creation.
func (f *filing[T, V]) under(tx *store.Tx, value V) store.Span[T] {
	return f.Between(tx, &filed[V]{value, math.MinInt64}, &filed[V]{value, math.MaxInt64})
}

// since is the rows of an index whose time is an instant or later, in the order of that time.
func since[T any](tx *store.Tx, index *store.Index[store.ObjectID, T, instant], bound instant) store.Span[T] {
	return index.Between(tx, &bound, nil)
}
