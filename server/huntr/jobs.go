package huntr

import (
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
