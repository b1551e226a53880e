package huntr

import (
	"iter"

	"mockserver/server/provider"
	"mockserver/store"
)

// Job is a job that a member has added to a board (page, "Job Resource"). Times are Unix seconds; 0 is unset.
type Job struct {
	ID                  store.ObjectID `json:"id"`
	Title               string         `json:"title,omitempty"`
	Description         string         `json:"description,omitempty"`
	Salary              string         `json:"salary,omitempty"`
	URL                 string         `json:"url,omitempty"`
	Location            *Location      `json:"location,omitempty"`
	Deadline            int64          `json:"deadline,omitempty"`
	ApplicationDate     int64          `json:"applicationDate,omitempty"`
	FirstInterviewDate  int64          `json:"firstInterviewDate,omitempty"`
	SecondInterviewDate int64          `json:"secondInterviewDate,omitempty"`
	OfferDate           int64          `json:"offerDate,omitempty"`
	CreatedAt           int64          `json:"createdAt"`
	Member              store.ObjectID `json:"-"`
	Employer            store.ObjectID `json:"-"` // zero: none, printed as an empty object
	List                string         `json:"-"`
}

// Location is where a job is. Its coordinates are texts, and its id is not an ObjectID (page, "Job Resource").
type Location struct {
	Lng     string `json:"lng,omitempty"     seed:"lng"`
	Lat     string `json:"lat,omitempty"     seed:"lat"`
	URL     string `json:"url,omitempty"     seed:"url"`
	ID      string `json:"id,omitempty"      seed:"id"`
	PlaceID string `json:"placeId,omitempty" seed:"placeId"`
	Name    string `json:"name,omitempty"    seed:"name"`
	Address string `json:"address,omitempty" seed:"address"`
}

func keepJob(j *Job) []byte { return keep(j) }

func jobID(j *Job) store.ObjectID { return j.ID }

// appendJob writes the job's own document.
func (h *Huntr) appendJob(tx *store.Tx, dst []byte, row *store.Row[Job]) []byte {
	dst = append(dst, row.Kept()...)
	dst = h.appendNestedMember(tx, dst, row.Value.Member)
	dst = h.appendNestedEmployer(tx, dst, row.Value.Employer)
	return append(appendListName(dst, "list", row.Value.List), '}')
}

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

func (h *Huntr) listJobs(r *provider.Request) (provider.Response, error) {
	q := parseQuery(r.HTTP.URL.RawQuery)
	filter := readJobFilter(q)
	page, err := h.newList(q, r)
	if err != nil {
		return provider.Response{}, err
	}
	err = r.Read(func(tx *store.Tx) error {
		rows := where(h.jobsInWindow(tx, &filter, page.below), filter.matches)
		fill(page, rows, jobID, func(dst []byte, row *store.Row[Job]) []byte { return h.appendJob(tx, dst, row) })
		return nil
	})
	return page.response(), err
}

// jobsInWindow walks the jobs that may match, the newest first. Ids begin with the second of creation, so the time
// filters bound the walk at both ends; only where a seed has jobs whose id contradicts createdAt must it see them all.
func (h *Huntr) jobsInWindow(tx *store.Tx, f *jobFilter, below *store.ObjectID) iter.Seq[*store.Row[Job]] {
	trusted := !h.jobsContradicting.Any(tx)
	if f.before != nil && *f.before <= lastSecond && trusted {
		below = lower(below, store.FirstObjectID(uint32(max(*f.before, 0))))
	}
	rows := h.jobs.Backward(tx, below)
	if len(f.members) > 0 {
		rows = h.jobsByMember.Backward(tx, f.members[0], below)
	}
	if f.after == nil || !trusted {
		return rows
	}
	return func(yield func(*store.Row[Job]) bool) {
		for row := range rows {
			if row.Value.CreatedAt <= *f.after || !yield(row) {
				return
			}
		}
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

func (h *Huntr) showJob(r *provider.Request) (provider.Response, error) {
	id, err := pathID(r)
	if err != nil {
		return provider.Response{}, err
	}
	body := r.Buffer
	err = r.Read(func(tx *store.Tx) error {
		row, ok := h.jobs.Get(tx, id)
		if !ok {
			return provider.Refuse(notFound, "no job has the id %s", id)
		}
		body = h.appendJob(tx, body, row)
		return nil
	})
	return object(body), err
}
