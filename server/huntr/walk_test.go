package huntr

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

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

// jobs draws random jobs within few seconds, so that many share one, some with an id that contradicts createdAt.
func drawJob(t *rapid.T, n int) Job {
	second := rapid.Int64Range(100, 110).Draw(t, "second")
	j := Job{CreatedAt: second, Member: member(rapid.IntRange(0, 2).Draw(t, "member")), List: wishlist}
	j.ID = store.NewObjectID(time.Unix(second, 0), store.NewIDSource("test"), uint64(n))
	if rapid.IntRange(0, 9).Draw(t, "contradicts") == 0 {
		j.CreatedAt = rapid.Int64Range(100, 110).Draw(t, "createdAt")
	}
	return j
}

func member(n int) store.ObjectID {
	return store.NewObjectID(time.Unix(1, 0), store.NewIDSource("member"), uint64(n))
}

// TestListsAgainstSlowReference walks jobs with random filters while rows come and go between the pages: every row
// that was there all the time is met exactly once, none that does not match, all in order.
func TestListsAgainstSlowReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, DefaultSettings(), "")
		stays, n := map[string]bool{}, 0
		filter, query := drawFilter(t)
		insert := func(count int, stay bool) {
			w.write(func(tx *store.Tx) {
				for range count {
					n++
					j := drawJob(t, n)
					w.jobs.Put(tx, j)
					if stay && filter.matches(&j) {
						stays[j.ID.String()] = true
					}
				}
			})
		}
		insert(rapid.IntRange(0, 30).Draw(t, "rows"), true)
		limit := rapid.IntRange(1, 8).Draw(t, "limit")
		got := w.walk(t, fmt.Sprintf("/org/jobs?limit=%d%s", limit, query), func() {
			insert(rapid.IntRange(0, 3).Draw(t, "inserted"), false)
		})
		assert.True(t, slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(b, a) }), "newest first: %v", got)
		assert.Equal(t, len(got), len(slices.Compact(slices.Clone(got))), "none twice")
		met := map[string]bool{}
		for _, id := range got {
			met[id] = true
			parsed, _ := store.ParseObjectID(id)
			_ = w.sandbox.Read(time.Time{}, func(tx *store.Tx) error {
				row, _ := w.jobs.Get(tx, parsed)
				assert.True(t, filter.matches(&row.Value), "%s does not match %s", id, query)
				return nil
			})
		}
		for id := range stays {
			assert.True(t, met[id], "%s is missing from %s", id, query)
		}
	})
}

// drawFilter draws a filter and the query that asks for it. It is read back by matches, which is written plainly.
func drawFilter(t *rapid.T) (f jobFilter, query string) {
	if rapid.Bool().Draw(t, "by member") {
		f.members = []store.ObjectID{member(rapid.IntRange(0, 3).Draw(t, "of"))}
		query += "&member_id=" + f.members[0].String()
	}
	if rapid.Bool().Draw(t, "bounded below") {
		after := rapid.Int64Range(98, 112).Draw(t, "after")
		f.after, query = &after, query+fmt.Sprint("&created_after=", after)
	}
	if rapid.Bool().Draw(t, "bounded above") {
		before := rapid.Int64Range(98, 112).Draw(t, "before")
		f.before, query = &before, query+fmt.Sprint("&created_before=", before)
	}
	return f, query
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
