package jusrecruit

import (
	"slices"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// Candidate is somebody who has applied for a job, or may.
type Candidate struct {
	ID                            store.ObjectID
	FirstName, LastName           string
	Email, Phone, Source          string
	Tags                          []string
	ResumeURL, Location, Headline string
	ExperienceYears               *int
	Skills, Links                 []string
	Applications                  []Application // the latest last
	CreatedAt                     instant
	UpdatedAt                     instant

	stage *stageReference // the current one, as the kept bytes print it; see putCandidate
}

// Application is where a candidate stands in one job.
type Application struct {
	Job, Workflow, Stage store.ObjectID
	Status               string
	AppliedAt            instant
}

// The states of an application (inferred: reference, B3).
const (
	statusActive    = "ACTIVE"
	statusHired     = "HIRED"
	statusRejected  = "REJECTED"
	statusWithdrawn = "WITHDRAWN"
)

func candidateStatuses() []string {
	return []string{statusActive, statusHired, statusRejected, statusWithdrawn}
}

func (c *Candidate) fullName() string { return fullName(c.FirstName, c.LastName) }

// current is the latest application, which the candidate's job, stage and status are those of.
func (c *Candidate) current() Application {
	if len(c.Applications) == 0 {
		return Application{Status: statusActive}
	}
	return c.Applications[len(c.Applications)-1]
}

// applications are the candidate's, and one that is active and for no job for a candidate without any, whom the list shows so.
func (c *Candidate) applications() []Application {
	if len(c.Applications) == 0 {
		return []Application{c.current()}
	}
	return c.Applications
}

// ofApplications is one field of all of a candidate's applications.
func ofApplications[V any](c *Candidate, field func(*Application) V) []V {
	applications := c.applications()
	values := make([]V, len(applications))
	for i := range applications {
		values[i] = field(&applications[i])
	}
	return values
}

func jobOf(a *Application) store.ObjectID   { return a.Job }
func stageOf(a *Application) store.ObjectID { return a.Stage }
func statusOf(a *Application) string        { return a.Status }

// putCandidate stores a candidate together with what its stage is called, which its kept bytes print: lists are the
// reason for keeping them.
func (j *JusRecruit) putCandidate(tx *store.Tx, c Candidate) {
	c.stage = nil
	if row, ok := j.stages.Get(tx, c.current().Stage); ok {
		c.stage = &row.Value.stageReference
	}
	j.candidates.Put(tx, c)
}

// keepCandidate cuts behind the members that the list shows, and where the candidate's own document has something of
// other rows.
func keepCandidate(c *Candidate) []byte {
	now := c.current()
	d := newDocument()
	d.members(candidateSummary{
		ID: c.ID, FirstName: c.FirstName, LastName: c.LastName, FullName: c.fullName(), Email: c.Email, Phone: optional(c.Phone),
		Status: now.Status, Source: optional(c.Source), JobID: reference(now.Job), WorkflowID: reference(now.Workflow),
		CurrentStage: c.stage, Tags: list(c.Tags), CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
	})
	d.cut()
	d.gap(resumeMember)
	d.members(candidateDetails{
		Location: optional(c.Location), Headline: optional(c.Headline),
		ExperienceYears: c.ExperienceYears, Skills: list(c.Skills), Links: list(c.Links),
	})
	d.objects(applicationsMember, len(c.Applications), func(number int) {
		a := &c.Applications[len(c.Applications)-1-number]
		d.members(applicationHead{a.Job})
		d.gap(jobTitleMember)
		d.members(applicationMiddle{reference(a.Workflow)})
		d.gap(stageMember)
		d.members(applicationTail{a.Status, a.AppliedAt})
	})
	return d.kept()
}

// appendCandidateSummary writes the candidate as the list has it.
func appendCandidateSummary(dst []byte, row *store.Row[Candidate]) []byte {
	summary, _ := next(row.Kept())
	return append(append(dst, summary...), '}')
}

// appendCandidate writes the candidate's own document. origin is the scheme and host of links.
func (j *JusRecruit) appendCandidate(tx *store.Tx, dst []byte, row *store.Row[Candidate], origin string) []byte {
	piece, rest := next(row.Kept())
	dst = append(dst, piece...)
	piece, rest = next(rest)
	dst = append(append(dst, piece...), provider.JSON(resumeURL(tx, &row.Value, origin))...)
	for i := len(row.Value.Applications) - 1; i >= 0; i-- {
		application := &row.Value.Applications[i]
		piece, rest = next(rest)
		dst = j.appendJobTitle(tx, append(dst, piece...), application.Job)
		piece, rest = next(rest)
		dst = j.appendStage(tx, append(dst, piece...), application.Stage)
	}
	piece, _ = next(rest)
	return append(dst, piece...)
}

// candidateFilter is what a list of candidates is narrowed to (inferred: reference, B3). Job, stage and status are those of
// one application, whichever of the candidate's it is. The instants of createdAfter and updatedAfter are included: a client that
// goes on from the last time it has seen would lose a row otherwise (Greenhouse: "at or after").
type candidateFilter struct {
	job, stage                 *store.ObjectID
	status, email, search      *string
	createdAfter, updatedAfter *instant
}

func readCandidateFilter(q *query) (f candidateFilter) {
	f.job, f.stage = q.id("jobId"), q.id("stageId")
	f.status, f.email = q.word("status", candidateStatuses()), q.text("email")
	f.search = q.text("search")
	f.createdAfter, f.updatedAfter = q.time("createdAfter"), q.time("updatedAfter")
	return f
}

// selectCandidates finds the rows that pass the filter. They come in the order of creation, with updatedAfter in that
// of their last change.
func (j *JusRecruit) selectCandidates(tx *store.Tx, f *candidateFilter) selection[Candidate] {
	conditions := j.candidateConditions(tx, f)
	if f.updatedAfter == nil {
		return narrow(j.candidatesByCreation.Between(tx, nil, nil), conditions)
	}
	for i := range conditions {
		conditions[i].span = nil
	}
	return narrow(since(tx, j.candidatesByUpdate, *f.updatedAfter), conditions)
}

func (j *JusRecruit) candidateConditions(tx *store.Tx, f *candidateFilter) (all []condition[Candidate]) {
	all = j.applicationConditions(tx, f)
	add := func(span *store.Span[Candidate], matches func(*Candidate) bool) {
		all = append(all, condition[Candidate]{span, matches})
	}
	if f.email != nil {
		email := strings.ToLower(*f.email)
		span := j.candidatesByEmail.under(tx, email)
		add(&span, func(c *Candidate) bool { return strings.ToLower(c.Email) == email })
	}
	if f.createdAfter != nil {
		span := since(tx, j.candidatesByCreation, *f.createdAfter)
		add(&span, func(c *Candidate) bool { return c.CreatedAt >= *f.createdAfter })
	}
	if f.search != nil {
		text := strings.ToLower(*f.search)
		add(nil, func(c *Candidate) bool { return contains(text, c.fullName(), c.Email) })
	}
	return all
}

// applicationConditions are those on job, stage and status: one application must meet them all.
func (j *JusRecruit) applicationConditions(tx *store.Tx, f *candidateFilter) (all []condition[Candidate]) {
	add := func(span store.Span[Candidate]) { all = append(all, condition[Candidate]{span: &span}) }
	if f.job != nil {
		add(j.candidatesByJob.under(tx, *f.job))
	}
	if f.stage != nil {
		add(j.candidatesByStage.under(tx, *f.stage))
	}
	if f.status != nil {
		add(j.candidatesByStatus.under(tx, *f.status))
	}
	matches := func(c *Candidate) bool { return slices.ContainsFunc(c.applications(), f.isOf) }
	switch len(all) {
	case 0:
	case 1:
		all[0].matches = matches // the index alone answers it
	default:
		all = append(all, condition[Candidate]{matches: matches})
	}
	return all
}

func (f *candidateFilter) isOf(a Application) bool {
	return (f.job == nil || a.Job == *f.job) && (f.stage == nil || a.Stage == *f.stage) && (f.status == nil || a.Status == *f.status)
}

// contains tells whether a lower-case text stands in one of some fields, whatever their case.
func contains(text string, fields ...string) bool {
	for _, field := range fields {
		if strings.Contains(strings.ToLower(field), text) {
			return true
		}
	}
	return false
}

func (j *JusRecruit) listCandidates(r *provider.Request) (provider.Response, error) {
	q := readQuery(r)
	filter, p := readCandidateFilter(q), q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		body = appendPage(body, p, j.selectCandidates(tx, &filter), appendCandidateSummary)
		return nil
	})
	return closed(body), err
}

func (j *JusRecruit) showCandidate(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "candidateId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, err := j.candidate(tx, id)
		if err != nil {
			return err
		}
		body = j.appendCandidate(tx, body, row, j.origin(r))
		return nil
	})
	return closed(body), err
}

// candidate finds a candidate or refuses the request.
func (j *JusRecruit) candidate(tx *store.Tx, id pathID) (*store.Row[Candidate], error) {
	row, ok := j.candidates.Get(tx, id.ObjectID)
	if !ok {
		return nil, missing("Candidate", "no candidate has the id %.80q", id.text)
	}
	return row, nil
}
