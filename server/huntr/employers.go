package huntr

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// Employer is a company for which members have added jobs (page, "Employer Resource").
type Employer struct {
	ID          store.ObjectID `field:"id"`
	Name        string         `field:"name,omitempty"`
	Domain      string         `field:"domain,omitempty"`
	FoundedYear int            `field:"foundedYear,omitempty,min=1,max=9999"`
	Description string         `field:"description,omitempty"`
	Location    string         `field:"location,omitempty"`
}

func (h *Huntr) declareEmployers() {
	h.employers = resource.New[Employer](h.set, "employers", "employer")
	h.employersByName = store.NewIndex(h.employers.Table, strings.Compare, func(e *Employer) (string, bool) { return e.Name, true })
	h.counts = store.NewTable(h.set.Schema, "huntr.employer_counts", store.CompareObjectIDs, func(c *employerCounts) store.ObjectID { return c.Employer }).Derived()
	documents := plain.NewDocuments(h.employers)
	h.employerView = documents.View(documents.All())
	// A job shows its employer with all counts 0, as on the page.
	h.employerRef = documents.View(documents.All(), documents.Text(string(employerCounts{}.append(nil))))
}

func (h *Huntr) employerRoutes() []provider.Route {
	return []provider.Route{list("/org/employers", h.listEmployers, "List Employers")}
}

// listEmployers lists the employers that have a job ("employers to which your members have added a job for").
func (h *Huntr) listEmployers(r *provider.Request) (provider.Response, error) {
	rows := func(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[employerCounts]] {
		return h.counts.Backward(tx, below)
	}
	id := func(c *employerCounts) store.ObjectID { return c.Employer }
	return plain.Page(h.manner, plain.ReadQuery(r), r, rows, id, func(tx *store.Tx, dst []byte, row *store.Row[employerCounts]) []byte {
		dst = h.employerView.AppendID(tx, dst, row.Value.Employer)
		return append(row.Value.append(dst[:len(dst)-1]), '}')
	})
}

// employerCounts are the numbers that the employers' list shows of an employer's jobs. An employer without a job has no
// row.
type employerCounts struct {
	Employer                               store.ObjectID
	Jobs, Applications, Interviews, Offers int
}

func (c employerCounts) append(dst []byte) []byte {
	for _, count := range []struct {
		member string
		value  int
	}{{`,"jobCount":`, c.Jobs}, {`,"applicationCount":`, c.Applications}, {`,"interviewCount":`, c.Interviews}, {`,"offerCount":`, c.Offers}} {
		dst = strconv.AppendInt(append(dst, count.member...), int64(count.value), 10)
	}
	return dst
}

// countJob keeps the counts true: jobs, those with an application date, first and second interviews, those with an
// offer (inferred from the page's numbers: one job counts two interviews).
func (h *Huntr) countJob(tx *store.Tx, before, after *Job) {
	h.addToCounts(tx, before, -1)
	h.addToCounts(tx, after, +1)
}

func (h *Huntr) addToCounts(tx *store.Tx, j *Job, sign int) {
	if j == nil || j.Employer.IsZero() {
		return
	}
	counts := employerCounts{Employer: j.Employer}
	if row, ok := h.counts.Get(tx, j.Employer); ok {
		counts = row.Value
	}
	counts.Jobs += sign
	counts.Applications += sign * oneIf(j.ApplicationDate != 0)
	counts.Interviews += sign * (oneIf(j.FirstInterviewDate != 0) + oneIf(j.SecondInterviewDate != 0))
	counts.Offers += sign * oneIf(j.OfferDate != 0)
	if counts.Jobs == 0 {
		h.counts.Delete(tx, j.Employer)
		return
	}
	h.counts.Put(tx, counts)
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (v *vocabulary) inventEmployer(g *seed.Generator, number int, d seeds.Draw) Employer {
	e := Employer{ID: g.ID("employers", early(g, d), number), Name: d.At("name").LastName() + " " + seeds.Pick(d.At("form"), v.forms)}
	e.Domain = seeds.Slug(e.Name) + ".example"
	e.FoundedYear = int(d.At("foundedYear").Between(1890, 2016))
	city := d.At("city").City()
	e.Location = d.At("street").Street() + ", " + city
	e.Description = fmt.Sprintf("%s from %s: %s.", seeds.Pick(d.At("trade"), v.trades), city, seeds.Pick(d.At("claim"), v.claims))
	return e
}
