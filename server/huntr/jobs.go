package huntr

import (
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// Job is a job that a member has added to a board (page, "Job Resource"). Times that are unset are 0.
type Job struct {
	ID                  store.ObjectID `field:"id"`
	Title               string         `field:"title,omitempty,required"`
	Description         string         `field:"description,omitempty"`
	Salary              string         `field:"salary,omitempty"`
	URL                 string         `field:"url,omitempty"`
	Location            *Location      `field:"location,omitempty"`
	Deadline            schema.Seconds `field:"deadline,omitempty"`
	ApplicationDate     schema.Seconds `field:"applicationDate,omitempty"`
	FirstInterviewDate  schema.Seconds `field:"firstInterviewDate,omitempty"`
	SecondInterviewDate schema.Seconds `field:"secondInterviewDate,omitempty"`
	OfferDate           schema.Seconds `field:"offerDate,omitempty"`
	CreatedAt           schema.Seconds `field:"createdAt"`
	Member              store.ObjectID `field:"member,hidden,required,to=member"`
	Employer            store.ObjectID `field:"employer,hidden,to=employer"` // zero: none
	List                string         `field:"list,hidden,default=wishlist"`
}

// Location is where a job is. Its coordinates are texts, and its id is not an ObjectID (page, "Job Resource").
type Location struct {
	Lng     string `field:"lng,omitempty"`
	Lat     string `field:"lat,omitempty"`
	URL     string `field:"url,omitempty"`
	ID      string `field:"id,omitempty"`
	PlaceID string `field:"placeId,omitempty"`
	Name    string `field:"name,omitempty"`
	Address string `field:"address,omitempty"`
}

func (h *Huntr) declareJobs() {
	h.jobs = resource.New[Job](h.set, "jobs", "job")
	h.jobs.Watch(h.countJob)
	documents := plain.NewDocuments(h.jobs)
	// An event shows its job as it is now (both sample events of the page carry dates set later), without member, employer
	// and list.
	h.jobRef = documents.View(documents.All())
	// A job without an employer has an empty object, as a production client's guards show (reference, A4).
	h.jobView = documents.View(
		documents.All(),
		documents.Joined(plain.Nested("member", h.memberRef, func(j *Job) store.ObjectID { return j.Member })),
		documents.Joined(plain.Nested("employer", h.employerRef, func(j *Job) store.ObjectID { return j.Employer })),
		documents.Joined(func(_ *store.Tx, dst []byte, j *Job) []byte { return appendListName(dst, "list", j.List) }),
	)
}

// completeJob refuses a job without a title: every job of the page has one.
func completeJob(r *seed.Record[Job]) {
	if r.Text("title").Given() && r.Row.Title == "" {
		r.File.Faultf(r.Pos("title"), noTitle)
	}
}

const noTitle = "a job has a title"

// appendListName prints a list of a board.
func appendListName(dst []byte, member, name string) []byte {
	dst = append(append(append(dst, `,"`...), member...), `":{"name":`...)
	return append(provider.AppendString(dst, name), '}')
}

// jobRoutes: the member's parameter has had two more names since 2020.
func (h *Huntr) jobRoutes() []provider.Route {
	members := plain.ByID(h.jobs, func(j *Job) store.ObjectID { return j.Member }, "member_id", "owner_member_id", "creator_member_id")
	window := plain.NewWindow(h.jobs, func(j *Job) int64 { return int64(j.CreatedAt) }, "created_after", "created_before")
	return []provider.Route{
		list("/org/jobs", plain.List(h.manner, h.jobs, h.jobView, window, members...), "List Jobs"),
		show("/org/jobs/{id}", plain.Show(h.manner, h.jobs, h.jobView), "Retrieve a Job"),
	}
}
