package jusrecruit

import (
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// Job is a position that the company wants to fill.
type Job struct {
	ID                                                store.ObjectID
	Title, Status                                     string
	Department, Location, EmploymentType, Description string
	Openings                                          int
	Workflow                                          store.ObjectID // zero: none
	Tags                                              []string
	HiringTeam                                        []Hirer
	CreatedAt                                         instant
	UpdatedAt                                         instant
}

// Hirer is a user's part in filling a job.
type Hirer struct {
	User store.ObjectID
	Role string
}

// The states and the kinds of jobs (inferred).
const (
	jobDraft  = "DRAFT"
	jobOpen   = "OPEN"
	jobClosed = "CLOSED"
)

func jobStatuses() []string { return []string{jobDraft, jobOpen, jobClosed} }

func employmentTypes() []string { return []string{"FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP"} }

// keepJob cuts behind the members that the list shows, for the names of the team, and for the workflow's stages.
func keepJob(j *Job) []byte {
	d := newDocument()
	d.members(jobSummary{
		ID: j.ID, Title: j.Title, Status: j.Status, Department: optional(j.Department), Location: optional(j.Location),
		EmploymentType: optional(j.EmploymentType), Openings: j.Openings, WorkflowID: reference(j.Workflow),
		Tags: list(j.Tags), CreatedAt: j.CreatedAt, UpdatedAt: j.UpdatedAt,
	})
	d.cut()
	d.members(jobDetails{optional(j.Description)})
	d.objects(hiringTeamMember, len(j.HiringTeam), func(number int) {
		d.members(hirerHead{j.HiringTeam[number].User})
		d.gap(hirerNameMember)
		d.members(hirerTail{j.HiringTeam[number].Role})
	})
	d.cut()
	return d.kept()
}

// appendJobSummary writes the job as the list has it.
func appendJobSummary(dst []byte, row *store.Row[Job]) []byte {
	summary, _ := next(row.Kept())
	return append(append(dst, summary...), '}')
}

// appendJob writes the job's own document.
func (j *JusRecruit) appendJob(tx *store.Tx, dst []byte, row *store.Row[Job]) []byte {
	piece, rest := next(row.Kept())
	dst = append(dst, piece...)
	for _, hirer := range row.Value.HiringTeam {
		piece, rest = next(rest)
		dst = j.appendUserName(tx, append(dst, piece...), hirer.User)
	}
	piece, rest = next(rest)
	dst = j.appendStages(tx, append(dst, piece...), row.Value.Workflow)
	piece, _ = next(rest)
	return append(dst, piece...)
}

// appendJobTitle writes a job's title as JSON, null when the job is gone.
func (j *JusRecruit) appendJobTitle(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	if row, ok := j.jobs.Get(tx, id); ok {
		return provider.AppendString(dst, row.Value.Title)
	}
	return append(dst, "null"...)
}

// selectJobs reads the filters of the list (inferred: reference, B3) and finds the jobs that pass them.
func (j *JusRecruit) selectJobs(q *query) func(*store.Tx) selection[Job] {
	status, department, search := q.word("status", jobStatuses()), q.text("department"), q.text("search")
	return func(tx *store.Tx) selection[Job] {
		var conditions []condition[Job]
		if status != nil {
			span := j.jobsByStatus.under(tx, *status)
			conditions = append(conditions, condition[Job]{&span, func(j *Job) bool { return j.Status == *status }})
		}
		if department != nil {
			span := j.jobsByDepartment.under(tx, *department)
			conditions = append(conditions, condition[Job]{&span, func(j *Job) bool { return j.Department == *department }})
		}
		if search != nil {
			text := strings.ToLower(*search)
			conditions = append(conditions, condition[Job]{nil, func(j *Job) bool { return contains(text, j.Title, j.Description) }})
		}
		return narrow(j.jobsByCreation.Between(tx, nil, nil), conditions)
	}
}

func (j *JusRecruit) listJobs(r *provider.Request) (provider.Response, error) {
	q := readQuery(r)
	jobs, p := j.selectJobs(q), q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		body = appendPage(body, p, jobs(tx), appendJobSummary)
		return nil
	})
	return closed(body), err
}

func (j *JusRecruit) showJob(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "jobId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, err := j.job(tx, id)
		if err != nil {
			return err
		}
		body = j.appendJob(tx, body, row)
		return nil
	})
	return closed(body), err
}

// job finds a job or refuses the request.
func (j *JusRecruit) job(tx *store.Tx, id pathID) (*store.Row[Job], error) {
	row, ok := j.jobs.Get(tx, id.ObjectID)
	if !ok {
		return nil, missing("Job", "no job has the id %.80q", id.text)
	}
	return row, nil
}
