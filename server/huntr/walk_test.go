package huntr

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"mockserver/server/resource/schema"
	"mockserver/store"
)

const generated = `huntr: {generate: {seed: 3, members: 30, employers: 12, jobs: 150}}`

func TestWalkMeetsEveryRowOnceInOrder(t *testing.T) {
	t.Parallel()
	for _, mode := range []LastPageNext{NextAlways, NextExact, NextNull} {
		w := newWorld(t, Settings{MaxLimit: 500, LastPageNext: mode}, generated)
		for list, want := range w.allIDs() {
			for _, limit := range []int{1, 7, 100} {
				got := w.walk(t, fmt.Sprintf("/org/%s?limit=%d", list, limit), func() {})
				assert.Equal(t, want, got, "%s by %d, %s", list, limit, mode)
			}
		}
	}
}

// allIDs reads every list straight from the tables, the newest first.
func (w *world) allIDs() map[string][]string {
	lists := map[string][]string{}
	w.write(func(tx *store.Tx) {
		add := func(list string, id store.ObjectID) { lists[list] = append(lists[list], id.String()) }
		for row := range w.members.All(tx).Backward(0) {
			add("members", row.Value.ID)
		}
		for row := range w.jobs.All(tx).Backward(0) {
			add("jobs", row.Value.ID)
		}
		for row := range w.events.All(tx).Backward(0) {
			add("events", row.Value.ID)
		}
		for row := range w.counts.All(tx).Backward(0) {
			add("employers", row.Value.Employer)
		}
	})
	return lists
}

// drawJob draws a job within few seconds, so that many share one, some with an id that contradicts createdAt.
func drawJob(t *rapid.T, n int) Job {
	second := rapid.Int64Range(100, 110).Draw(t, "second")
	j := Job{CreatedAt: schema.Seconds(second), Member: numbered("member", rapid.IntRange(0, 2).Draw(t, "member")), List: wishlist}
	j.ID = store.NewObjectID(time.Unix(second, 0), store.NewIDSource("test"), uint64(n))
	if rapid.IntRange(0, 19).Draw(t, "contradicts") == 0 {
		j.CreatedAt = schema.Seconds(rapid.Int64Range(100, 110).Draw(t, "createdAt"))
	}
	return j
}

func numbered(kind string, n int) store.ObjectID {
	return store.NewObjectID(time.Unix(1, 0), store.NewIDSource(kind), uint64(n))
}

// reference is a filter written as plainly as can be.
type reference[T any] struct {
	query string
	match []func(T) bool
}

func (r *reference[T]) also(t *rapid.T, query string, match func(T) bool) {
	if rapid.Bool().Draw(t, query) {
		r.query += query
		r.match = append(r.match, match)
	}
}

func (r *reference[T]) matches(row T) bool {
	return !slices.ContainsFunc(r.match, func(match func(T) bool) bool { return !match(row) })
}

func drawJobFilter(t *rapid.T) *reference[Job] {
	owner := numbered("member", rapid.IntRange(0, 3).Draw(t, "owner"))
	after, before := rapid.Int64Range(98, 112).Draw(t, "after"), rapid.Int64Range(98, 112).Draw(t, "before")
	r := new(reference[Job])
	name := rapid.SampledFrom([]string{"member_id", "owner_member_id", "creator_member_id"}).Draw(t, "name")
	r.also(t, fmt.Sprintf("&%s=%s", name, owner), func(j Job) bool { return j.Member == owner })
	r.also(t, fmt.Sprint("&created_after=", after), func(j Job) bool { return int64(j.CreatedAt) > after })
	r.also(t, fmt.Sprint("&created_before=", before), func(j Job) bool { return int64(j.CreatedAt) < before })
	return r
}

func drawEventFilter(t *rapid.T) *reference[Event] {
	owner, job := numbered("member", rapid.IntRange(0, 3).Draw(t, "owner")), numbered("job", rapid.IntRange(0, 3).Draw(t, "job"))
	kind := rapid.SampledFrom(append(eventTypes(), "JOB_EATEN")).Draw(t, "type")
	r := new(reference[Event])
	r.also(t, fmt.Sprint("&member_id=", owner), func(e Event) bool { return e.Member == owner })
	r.also(t, fmt.Sprint("&job_id=", job), func(e Event) bool { return e.Job == job })
	r.also(t, "&event_type="+kind, func(e Event) bool { return e.EventType == kind })
	return r
}

func drawMemberFilter(t *rapid.T) *reference[Member] {
	active := rapid.Bool().Draw(t, "is active")
	r := new(reference[Member])
	r.also(t, fmt.Sprint("&active=", active), func(m Member) bool { return m.IsActive == active })
	return r
}

// TestListsAgainstSlowReference walks lists with random filters while rows come in between the pages: every row that
// was there from the start is met exactly once, none that does not match, all in order.
func TestListsAgainstSlowReference(t *testing.T) {
	t.Parallel()
	t.Run("jobs", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			filter := drawJobFilter(t)
			walkWhileWriting(t, "/org/jobs", filter.query, filter.matches, func(w *world, tx *store.Tx, n int) (string, Job) {
				j := drawJob(t, n)
				w.members.Put(tx, Member{ID: j.Member})
				w.jobs.Put(tx, j)
				return j.ID.String(), j
			})
		})
	})
	t.Run("events", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			filter := drawEventFilter(t)
			walkWhileWriting(t, "/org/events", filter.query, filter.matches, func(w *world, tx *store.Tx, n int) (string, Event) {
				e := Event{ID: drawJob(t, n).ID, EventType: rapid.SampledFrom(eventTypes()).Draw(t, "event type")}
				e.Member, e.Job = numbered("member", rapid.IntRange(0, 2).Draw(t, "of")), numbered("job", rapid.IntRange(0, 2).Draw(t, "about"))
				w.members.Put(tx, Member{ID: e.Member})
				w.jobs.Put(tx, Job{ID: e.Job, Member: e.Member})
				w.events.Put(tx, e)
				return e.ID.String(), e
			})
		})
	})
	t.Run("members", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			filter := drawMemberFilter(t)
			walkWhileWriting(t, "/org/members", filter.query, filter.matches, func(w *world, tx *store.Tx, n int) (string, Member) {
				m := Member{ID: drawJob(t, n).ID, IsActive: rapid.Bool().Draw(t, "active")}
				w.members.Put(tx, m)
				return m.ID.String(), m
			})
		})
	})
}

func walkWhileWriting[T any](t *rapid.T, list, query string, matches func(T) bool, put func(*world, *store.Tx, int) (string, T)) {
	w := newWorld(t, DefaultSettings(), "")
	first, later, n := map[string]bool{}, map[string]bool{}, 0
	insert := func(count int, into map[string]bool) {
		w.write(func(tx *store.Tx) {
			for range count {
				n++
				if id, row := put(w, tx, n); matches(row) {
					into[id] = true
				}
			}
		})
	}
	insert(rapid.IntRange(0, 30).Draw(t, "rows"), first)
	limit := rapid.IntRange(1, 8).Draw(t, "limit")
	got := w.walk(t, fmt.Sprintf("%s?limit=%d%s", list, limit, query), func() {
		insert(rapid.IntRange(0, 3).Draw(t, "inserted"), later)
	})
	assert.True(t, slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(b, a) }), "newest first: %v", got)
	assert.Equal(t, len(got), len(slices.Compact(slices.Clone(got))), "none twice")
	for _, id := range got {
		assert.True(t, first[id] || later[id], "%s does not match %s", id, query)
		delete(first, id)
	}
	assert.Empty(t, first, "left out of %s", query)
}

func TestListsHaveAHundredByDefault(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), generated)
	assert.Len(t, w.page(t, "/org/jobs").Data, 100)
	w = newWorld(t, Settings{MaxLimit: 10}, generated)
	assert.Len(t, w.page(t, "/org/jobs").Data, 10, "not more than the greatest limit")
	w = newWorld(t, Settings{MaxLimit: 0}, generated)
	assert.Len(t, w.page(t, "/org/jobs").Data, 100)
}

func TestTimeBoundsReachTheEndOfTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), `huntr: {members: [{ref: a}], jobs: [{title: x, member: a, createdAt: 4294967295}, {title: x, member: a, createdAt: 1}]}`)
	for query, want := range map[string]int{
		"created_before=4294967295": 1, "created_before=4294967296": 2, "created_before=99999999999": 2, "created_before=1": 0, "created_before=2": 1,
		"created_after=4294967294": 1, "created_after=4294967295": 0, "created_after=-1": 2, "created_after=1": 1, "created_after=0": 2,
	} {
		assert.Len(t, w.page(t, "/org/jobs?"+query).Data, want, query)
	}
}

func TestCursorNeedsNoRow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), generated)
	first := w.page(t, "/org/members?limit=5")
	second := w.page(t, "/org/members?limit=5&next="+*first.Next)
	gone, _ := store.ParseObjectID(*first.Next)
	w.write(func(tx *store.Tx) { w.members.Delete(tx, gone) })
	assert.Equal(t, second, w.page(t, "/org/members?limit=5&next="+*first.Next), "the row of the cursor may be deleted")
	assert.Equal(t, w.page(t, "/org/members?limit=5"), w.page(t, "/org/members?limit=5&next=ffffffffffffffffffffffff"))
	assert.Empty(t, w.page(t, "/org/members?next=000000000000000000000000").Data)
}

func TestLastPage(t *testing.T) {
	t.Parallel()
	const two = `huntr: {members: [{id: 5b0379b5712bb674fd0d561e}, {id: 5b037898b7f93473edc1c43a}]}`
	const first, last = `"next":"5b0379b5712bb674fd0d561e"`, `"next":"5b037898b7f93473edc1c43a"`
	for mode, want := range map[LastPageNext][3]string{ // what the first, the last and an empty page end with
		NextAlways: {first + "}", last + "}", `{"data":[]}`},
		NextExact:  {first + "}", "]}", `{"data":[]}`},
		NextNull:   {first + "}", `],"next":null}`, `{"data":[],"next":null}`},
	} {
		w := newWorld(t, Settings{LastPageNext: mode}, two)
		for i, path := range []string{"/org/members?limit=1", "/org/members?limit=1&next=5b0379b5712bb674fd0d561e", "/org/members?next=5b037898b7f93473edc1c43a"} {
			_, body := w.get(path)
			assert.True(t, strings.HasSuffix(body, want[i]), "%s %s: %s", mode, path, body)
		}
	}
}
