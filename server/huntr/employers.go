package huntr

import (
	"strconv"

	"mockserver/server/provider"
	"mockserver/store"
)

// Employer is a company for which members have added jobs (page, "Employer Resource").
type Employer struct {
	ID          store.ObjectID `json:"id"`
	Name        string         `json:"name,omitempty"`
	Domain      string         `json:"domain,omitempty"`
	FoundedYear int            `json:"foundedYear,omitempty"`
	Description string         `json:"description,omitempty"`
	Location    string         `json:"location,omitempty"`
}

func keepEmployer(e *Employer) []byte { return keep(e) }

// employerCounts is what the employers' list tells of an employer's jobs. An employer without a job has none, and so
// is not listed ("employers to which your members have added a job for").
type employerCounts struct {
	Employer                               store.ObjectID
	Jobs, Applications, Interviews, Offers int
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

// appendEmployer writes the employer's document in the list.
func (h *Huntr) appendEmployer(tx *store.Tx, dst []byte, row *store.Row[employerCounts]) []byte {
	counts := &row.Value
	if employer, ok := h.employers.Get(tx, counts.Employer); ok {
		dst = append(dst, employer.Kept()...)
	}
	dst = strconv.AppendInt(append(dst, `,"jobCount":`...), int64(counts.Jobs), 10)
	dst = strconv.AppendInt(append(dst, `,"applicationCount":`...), int64(counts.Applications), 10)
	dst = strconv.AppendInt(append(dst, `,"interviewCount":`...), int64(counts.Interviews), 10)
	dst = strconv.AppendInt(append(dst, `,"offerCount":`...), int64(counts.Offers), 10)
	return append(dst, '}')
}

// appendNestedEmployer writes an employer inside a job: with all counts 0, as on the page. A job without an employer
// has an empty object, as a production client's guards show (reference, A4).
func (h *Huntr) appendNestedEmployer(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	row, ok := h.employers.Get(tx, id)
	if !ok {
		return append(dst, `,"employer":{}`...)
	}
	dst = append(append(dst, `,"employer":`...), row.Kept()...)
	return append(dst, `,"jobCount":0,"applicationCount":0,"interviewCount":0,"offerCount":0}`...)
}

func (h *Huntr) listEmployers(r *provider.Request) (provider.Response, error) {
	page, err := h.newList(parseQuery(r.HTTP.URL.RawQuery), r)
	if err != nil {
		return provider.Response{}, err
	}
	err = r.Read(func(tx *store.Tx) error {
		rows := h.counts.Backward(tx, page.below)
		id := func(c *employerCounts) store.ObjectID { return c.Employer }
		fill(page, rows, id, func(dst []byte, row *store.Row[employerCounts]) []byte { return h.appendEmployer(tx, dst, row) })
		return nil
	})
	return page.response(), err
}
