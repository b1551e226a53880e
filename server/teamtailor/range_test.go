package teamtailor

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/store"
)

// applicants are candidates in a sandbox and, beside it, in a plain map.
type applicants struct {
	*Teamtailor
	res     *resource
	sandbox *store.Sandbox
	made    map[int64]moment // by id
	column  column
	now     time.Time
}

func newApplicants(t *rapid.T) *applicants {
	schema := new(store.Schema)
	a := &applicants{Teamtailor: newTeamtailor(schema, DefaultSettings()), made: map[int64]moment{}, now: time.UnixMilli(0)}
	a.res = a.resource("candidates")
	a.column = a.res.mustColumn("created-at")
	sandbox, err := store.New(schema).Create("main", store.NewClock(a.now, "still"))
	require.NoError(t, err)
	a.sandbox = sandbox
	return a
}

// put writes candidates; a write that fails leaves nothing.
func (a *applicants) put(t *rapid.T, made map[int64]moment, fail error) {
	err := a.sandbox.Write(a.now, func(tx *store.Tx) error {
		for _, id := range sortedKeys(made) {
			record := a.res.newRecord()
			record.ID, record.Values[a.column.n] = id, made[id]
			record.One[0] = id % 3
			a.res.table.Put(tx, record)
		}
		return fail
	})
	require.Equal(t, fail, err)
	for id, at := range made {
		if fail == nil {
			a.made[id] = at
		}
	}
}

func sortedKeys(of map[int64]moment) []int64 {
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// where is the ids of the candidates that meet a test, in order.
func (a *applicants) where(test func(id int64) bool, descending bool) []int64 {
	ids := slices.DeleteFunc(sortedKeys(a.made), func(id int64) bool { return !test(id) })
	slices.SortFunc(ids, func(x, y int64) int { return directed(cmp.Compare(x, y), descending) })
	return ids
}

// TestPagesByRangeAndByKeysAreThoseOfALoop: whatever way a page is reached, and however the rows came about.
func TestPagesByRangeAndByKeysAreThoseOfALoop(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		a := newApplicants(r)
		times := rapid.Int64Range(0, 40)
		apart := rapid.SampledFrom([]int64{1, 701}).Draw(r, "apart") // in one block, or in blocks of several groups
		for range rapid.IntRange(1, 4).Draw(r, "writes") {
			made := map[int64]moment{}
			steady := rapid.Bool().Draw(r, "in order")
			for _, n := range rapid.SliceOfN(rapid.Int64Range(1, 300), 0, 120).Draw(r, "ids") {
				id := n * apart
				if made[id] = moment(n / 8); !steady {
					made[id] = moment(times.Draw(r, "at"))
				}
			}
			var fail error
			if rapid.IntRange(0, 4).Draw(r, "fails") == 0 {
				fail = errors.New("no")
			}
			a.put(r, made, fail)
		}
		least, most := times.Draw(r, "least"), times.Draw(r, "most")
		inRange := func(id int64) bool { return int64(a.made[id]) >= least && int64(a.made[id]) <= most }
		departments := rapid.SliceOfNDistinct(rapid.Int64Range(0, 4), 0, 3, rapid.ID[int64]).Draw(r, "departments")
		descending, skip, size := rapid.Bool().Draw(r, "descending"), rapid.IntRange(0, 120).Draw(r, "skip"), rapid.IntRange(1, 30).Draw(r, "size")
		require.NoError(r, a.sandbox.Read(a.now, func(tx *store.Tx) error {
			d := &document{Teamtailor: a.Teamtailor, tx: tx, now: a.now, scope: Admin}
			byTime := d.within(a.res, a.column, moment(least), moment(most))
			byKey := d.keyed(a.res, a.res.mustColumn("department"), a.keys(departments))
			check := func(want []int64, conditions ...condition) {
				found := d.choose(a.res, conditions, []sorting{{descending: descending}})
				require.Equal(r, len(want), found.size())
				require.Equal(r, want[min(skip, len(want)):min(skip+size, len(want))], rowIDs(found.page(skip, size)))
				require.Equal(r, want, rowIDs(found.all()))
			}
			in := func(id int64) bool { return slices.Contains(departments, id%3) }
			check(a.where(inRange, descending), byTime)
			check(a.where(in, descending), byKey)
			check(a.where(func(id int64) bool { return in(id) && inRange(id) }, descending), byKey, byTime)
			span := d.keyed(a.res, a.res.mustColumn("department"), a.keys([]int64{1}))
			for one := range a.res.indexes[a.res.mustColumn("department")].Of(tx, relationKey(2)).Forward(0) {
				span.extra = append(span.extra, one)
			}
			check(a.where(func(id int64) bool { return id%3 != 0 }, descending), span)
			return nil
		}))
	})
}

func (a *applicants) keys(ids []int64) []key {
	keys := make([]key, 0, len(ids))
	for _, id := range ids {
		keys = append(keys, relationKey(id))
	}
	slices.SortFunc(keys, compareKeys)
	return keys
}

func rowIDs(rows []*row) []int64 {
	ids := make([]int64, 0, len(rows))
	for _, one := range rows {
		ids = append(ids, one.Value.ID)
	}
	return ids
}

// TestManyKeysLookThroughTheRecords: more ids than there are records cost the records, not a search for each id.
func TestManyKeysLookThroughTheRecords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		a := newApplicants(r)
		made := map[int64]moment{}
		for id := range int64(50) {
			made[id+1] = 0
		}
		a.put(r, made, nil)
		ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, 200), maxKeys+1, 150, rapid.ID[int64]).Draw(r, "ids")
		require.NoError(r, a.sandbox.Read(a.now, func(tx *store.Tx) error {
			d := &document{Teamtailor: a.Teamtailor, tx: tx, now: a.now, scope: Admin}
			found := d.choose(a.res, []condition{d.keyed(a.res, column{}, a.keys(ids))}, []sorting{{}})
			require.Equal(r, a.where(func(id int64) bool { return slices.Contains(ids, id) }, false), rowIDs(found.all()))
			return nil
		}))
	})
}
