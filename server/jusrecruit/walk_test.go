package jusrecruit

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"mockserver/store"
)

// TestWalkMeetsEveryRowOnceInOrder reads every list of the default seed by pages of several sizes.
func TestWalkMeetsEveryRowOnceInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	for _, list := range []string{"/candidates", "/jobs", "/workflows", "/company/webhooks", "/company/api-keys", "/candidates/6884a1f2c0ffeec0ffee0401/history", "/candidates/6884a1f2c0ffeec0ffee0401/notes"} {
		all := w.page(t, list+"?limit=100")
		for _, limit := range []int{1, 7, 50} {
			got := w.walk(t, fmt.Sprintf("%s?limit=%d", list, limit))
			assert.Len(t, got, all.Pagination.Total)
			for i, object := range all.Data {
				assert.Equal(t, object["id"], got[i], "%s by %d", list, limit)
			}
			assert.True(t, slices.IsSortedFunc(all.Data, func(a, b map[string]any) int {
				return strings.Compare(b["createdAt"].(string), a["createdAt"].(string))
			}), list)
		}
	}
}

// randomCandidate draws a candidate within few milliseconds, stages and jobs, so that many share them.
func randomCandidate(t *rapid.T, n int) Candidate {
	c := Candidate{
		FirstName: rapid.SampledFrom([]string{"Ada", "Ünal", "adam", ""}).Draw(t, "first name"), LastName: rapid.SampledFrom([]string{"Rao", "Da Costa"}).Draw(t, "last name"),
		Email: rapid.SampledFrom([]string{"a@example.com", "A@EXAMPLE.com", "b@example.com"}).Draw(t, "email"),
	}
	c.CreatedAt = instant(rapid.Int64Range(1_000, 3_000).Draw(t, "createdAt"))
	c.UpdatedAt = c.CreatedAt + instant(rapid.Int64Range(0, 1_000).Draw(t, "updated later"))
	c.ID = store.NewObjectID(c.CreatedAt.time(), store.NewIDSource(rapid.SampledFrom([]string{"one", "two"}).Draw(t, "source")), uint64(n))
	for range rapid.IntRange(0, 3).Draw(t, "applications") {
		c.Applications = append(c.Applications, Application{
			Job: numbered("job", rapid.IntRange(1, 3).Draw(t, "job")), Stage: numbered("stage", rapid.IntRange(1, 3).Draw(t, "stage")),
			Status: rapid.SampledFrom(candidateStatuses()).Draw(t, "status"), AppliedAt: c.CreatedAt,
		})
	}
	return c
}

func numbered(kind string, n int) store.ObjectID {
	return store.NewObjectID(time.Unix(1, 0), store.NewIDSource(kind), uint64(n))
}

// question is a query and, written plainly, which candidates it is about.
type question struct {
	query url.Values
	about []func(c *Candidate) bool
}

func (q *question) add(name, value string, about func(c *Candidate) bool) {
	q.query.Set(name, value)
	q.about = append(q.about, about)
}

func randomQuestion(t *rapid.T) *question {
	q := &question{query: url.Values{}}
	var of []func(a *Application) bool // what one application must be
	defer func() {
		q.about = append(q.about, func(c *Candidate) bool {
			applications := c.Applications
			if len(applications) == 0 {
				applications = []Application{{Status: "ACTIVE"}}
			}
			return slices.ContainsFunc(applications, func(a Application) bool {
				return !slices.ContainsFunc(of, func(is func(*Application) bool) bool { return !is(&a) })
			})
		})
	}()
	maybe := func(name string) bool { return rapid.IntRange(0, 3).Draw(t, name) == 0 }
	if maybe("by job") {
		id := numbered("job", rapid.IntRange(1, 4).Draw(t, "of job"))
		q.query.Set("jobId", id.String())
		of = append(of, func(a *Application) bool { return a.Job == id })
	}
	if maybe("by stage") {
		id := numbered("stage", rapid.IntRange(1, 4).Draw(t, "of stage"))
		q.query.Set("stageId", id.String())
		of = append(of, func(a *Application) bool { return a.Stage == id })
	}
	if maybe("by status") {
		status := rapid.SampledFrom(candidateStatuses()).Draw(t, "of status")
		q.query.Set("status", status)
		of = append(of, func(a *Application) bool { return a.Status == status })
	}
	if maybe("by email") {
		email := rapid.SampledFrom([]string{"a@example.com", "A@example.COM", "c@example.com"}).Draw(t, "of email")
		q.add("email", email, func(c *Candidate) bool { return strings.EqualFold(c.Email, email) })
	}
	if maybe("by text") {
		text := rapid.SampledFrom([]string{"a", "ada rao", "ü", "EXAMPLE", "b@", "zzz"}).Draw(t, "text")
		q.add("search", text, func(c *Candidate) bool {
			return strings.Contains(strings.ToLower(c.FirstName+" "+c.LastName+"\n"+c.Email), strings.ToLower(text))
		})
	}
	for _, bound := range []struct {
		name string
		at   func(c *Candidate) instant
	}{
		{"createdAfter", func(c *Candidate) instant { return c.CreatedAt }},
		{"updatedAfter", func(c *Candidate) instant { return c.UpdatedAt }},
	} {
		if maybe(bound.name) {
			after := instant(rapid.Int64Range(900, 4_100).Draw(t, "bound"))
			q.add(bound.name, after.time().Format(time.RFC3339Nano), func(c *Candidate) bool { return bound.at(c) >= after })
		}
	}
	return q
}

// TestListsAgainstSlowReference asks for random candidates with random filters and pages, and compares with a plain
// search through all of them; candidates are changed and removed on the way.
func TestListsAgainstSlowReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, all := newWorld(t, ""), map[store.ObjectID]Candidate{}
		w.write(func(tx *store.Tx) {
			for n := range rapid.IntRange(0, 40).Draw(t, "rows") {
				c := randomCandidate(t, n)
				w.putCandidate(tx, c)
				all[c.ID] = c
			}
			for _, id := range slices.SortedFunc(keysOf(all), store.CompareObjectIDs) {
				switch rapid.IntRange(0, 9).Draw(t, "fate") {
				case 0:
					w.candidates.Delete(tx, id)
					delete(all, id)
				case 1:
					c := randomCandidate(t, 100)
					c.ID = id
					w.putCandidate(tx, c)
					all[id] = c
				}
			}
		})
		q := randomQuestion(t)
		q.query.Set("limit", fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "limit")))
		assert.Equal(t, q.answer(all), w.walk(t, "/candidates?"+q.query.Encode()), q.query.Encode())
	})
}

func keysOf(all map[store.ObjectID]Candidate) func(func(store.ObjectID) bool) {
	return func(yield func(store.ObjectID) bool) {
		for id := range all {
			if !yield(id) {
				return
			}
		}
	}
}

// answer finds what the question is about: the newest first, with updatedAfter the last changed first.
func (q *question) answer(all map[store.ObjectID]Candidate) (ids []string) {
	var found []Candidate
	for _, c := range all {
		if !slices.ContainsFunc(q.about, func(about func(*Candidate) bool) bool { return !about(&c) }) {
			found = append(found, c)
		}
	}
	at := func(c Candidate) instant {
		if q.query.Has("updatedAfter") {
			return c.UpdatedAt
		}
		return c.CreatedAt
	}
	slices.SortFunc(found, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(at(b), at(a)), strings.Compare(b.ID.String(), a.ID.String()))
	})
	for _, c := range found {
		ids = append(ids, c.ID.String())
	}
	return ids
}

func TestJobsAreFiltered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, `
jusrecruit:
  jobs:
    - {ref: a, title: Cook, department: Kitchen, createdAt: 2025-01-01}
    - {ref: b, title: Waiter, department: Hall, status: CLOSED, createdAt: 2025-01-02}
    - {ref: c, title: Baker, department: Kitchen, status: CLOSED, description: Cooks bread., createdAt: 2025-01-03}
    - {ref: d, title: Host, status: DRAFT, createdAt: 2025-01-04}`)
	for query, want := range map[string]string{
		"": "Host Baker Waiter Cook", "&status=CLOSED": "Baker Waiter", "&department=Kitchen": "Baker Cook", "&department=kitchen": "",
		"&search=COOK": "Baker Cook", "&status=CLOSED&department=Kitchen": "Baker", "&search=cook&status=OPEN": "Cook", "&status=DRAFT": "Host",
	} {
		titles := ""
		for _, job := range w.page(t, "/jobs?limit=100"+query).Data {
			titles += " " + job["title"].(string)
		}
		assert.Equal(t, want, strings.TrimSpace(titles), query)
	}
}

func TestHistoryOfOneJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t, `
jusrecruit:
  jobs: [{ref: a, title: A}, {ref: b, title: B}]
  candidates: [{ref: x, applications: [{job: a}, {job: b}]}, {ref: y, applications: [{job: a}]}]
  history:
    - {candidate: x, type: APPLIED, job: a, createdAt: 2025-01-01}
    - {candidate: x, type: APPLIED, job: b, createdAt: 2025-01-02}
    - {candidate: x, type: STATUS_CHANGED, job: a, fromStatus: ACTIVE, toStatus: WITHDRAWN, createdAt: 2025-01-03}
    - {candidate: y, type: APPLIED, job: a, createdAt: 2025-01-04}`)
	x := w.page(t, "/candidates?limit=1&page=2").Data[0]["id"].(string)
	jobs := w.page(t, "/jobs").Data
	assert.Len(t, w.walk(t, "/candidates/"+x+"/history?limit=2"), 3)
	assert.Len(t, w.walk(t, "/candidates/"+x+"/history?limit=2&jobId="+jobs[1]["id"].(string)), 2)
	assert.Len(t, w.walk(t, "/candidates/"+x+"/history?limit=2&jobId="+jobs[0]["id"].(string)), 1)
	assert.Empty(t, w.walk(t, "/candidates/"+x+"/history?limit=2&jobId=000000000000000000000000"))
}
