package huntr

import (
	"iter"

	"mockserver/store"
)

// jobFilter is what a list of jobs is narrowed to. Bounds are exclusive: "after", "before".
type jobFilter struct {
	members       []store.ObjectID // all of them must own the job
	after, before *int64
}

// readJobFilter reads the page's member_id and the names it has had since 2020.
func readJobFilter(q *query) (f jobFilter) {
	for _, name := range []string{"member_id", "owner_member_id", "creator_member_id"} {
		if id := q.id(name); id != nil {
			f.members = append(f.members, *id)
		}
	}
	f.after, f.before = q.seconds("created_after"), q.seconds("created_before")
	return f
}

func (f *jobFilter) matches(j *Job) bool {
	for _, member := range f.members {
		if j.Member != member {
			return false
		}
	}
	return (f.after == nil || j.CreatedAt > *f.after) && (f.before == nil || j.CreatedAt < *f.before)
}

// jobsInWindow walks the jobs that may match, the newest first. Ids begin with the second of creation, so the time
// filters bound the walk at both ends; the few jobs of a seed whose id contradicts createdAt are walked beside it.
func (h *Huntr) jobsInWindow(tx *store.Tx, f *jobFilter, below *store.ObjectID) iter.Seq[*store.Row[Job]] {
	if (f.after == nil && f.before == nil) || !h.jobsContradicting.Any(tx) {
		return h.jobsByID(tx, f, below)
	}
	agreeing := where(h.jobsByID(tx, f, below), func(j *Job) bool { return !contradicts(j) })
	return newestFirst(agreeing, h.jobsContradicting.Backward(tx, true, below))
}

// contradicts tells whether a job was created at another time than its id says.
func contradicts(j *Job) bool { return j.ID.Second() != j.CreatedAt }

// jobsByID walks the jobs whose ids lie in the window.
func (h *Huntr) jobsByID(tx *store.Tx, f *jobFilter, below *store.ObjectID) iter.Seq[*store.Row[Job]] {
	if f.before != nil && *f.before <= lastSecond {
		below = lower(below, store.FirstObjectID(uint32(max(*f.before, 0))))
	}
	rows := h.jobs.Backward(tx, below)
	if len(f.members) > 0 {
		rows = h.jobsByMember.Backward(tx, f.members[0], below)
	}
	if f.after == nil {
		return rows
	}
	return func(yield func(*store.Row[Job]) bool) {
		for row := range rows {
			if row.Value.ID.Second() <= *f.after || !yield(row) {
				return
			}
		}
	}
}

// newestFirst merges two walks.
func newestFirst(a, b iter.Seq[*store.Row[Job]]) iter.Seq[*store.Row[Job]] {
	return func(yield func(*store.Row[Job]) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		merge(a, next, yield)
	}
}

func merge(rows iter.Seq[*store.Row[Job]], next func() (*store.Row[Job], bool), yield func(*store.Row[Job]) bool) {
	other, more := next()
	for row := range rows {
		for ; more && store.CompareObjectIDs(other.Value.ID, row.Value.ID) > 0; other, more = next() {
			if !yield(other) {
				return
			}
		}
		if !yield(row) {
			return
		}
	}
	for more && yield(other) {
		other, more = next()
	}
}

// lastSecond is the last one that ids can hold.
const lastSecond = 1<<32 - 1

func lower(a *store.ObjectID, b store.ObjectID) *store.ObjectID {
	if a != nil && store.CompareObjectIDs(*a, b) < 0 {
		return a
	}
	return &b
}
