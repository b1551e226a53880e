package teamtailor

import (
	"slices"
	"strconv"
	"time"

	"mockserver/store"
)

// jobs are the job ads and the recruitment behind them.
func (t *Teamtailor) jobs() *resource {
	return &resource{
		name: "jobs", heading: "Jobs", one: "job", scope: Public, listed: true, creates: true, updates: true, newestFirst: true,
		attributes: []attribute{
			{name: "body", kind: text},
			{name: "end-date", kind: date},
			{name: "human-status", kind: text, access: readOnly, derive: humanStatus},
			{name: "picture", kind: picture},
			{name: "pinned", kind: boolean, initial: false},
			{name: "start-date", kind: date},
			{name: "status", kind: text, initial: "open", words: []string{"open", "draft", "archived", "unlisted", "temp"}},
			{name: "title", kind: text},
			{name: "phase", kind: text, access: internal, derive: phase},
			{name: "embeddable", kind: boolean, access: internal, initial: false, seeded: true},
		},
		relations: []relation{
			{name: "department", target: "departments"},
			{name: "role", target: "roles"},
			{name: "location", target: "locations"},
			{name: "user", target: "users", needed: true},
			{name: "questions", target: "questions", many: true},
			{name: "candidates", target: "candidates", many: true, through: &through{over: "job-applications", from: "job", onto: "candidate"}},
			{name: "stages", target: "stages", many: true, inverse: "job"},
		},
		filters: []filter{
			{name: "status", column: "phase", status: true, initial: published, words: statusFilter()},
			{name: "department"},
			{name: "role"},
			{name: "location"},
		},
		told:  &told{name: "job", watched: []string{"title", "body", "status", "start-date", "end-date", "user", "department", "role"}},
		links: jobLinks, visible: jobVisible, status: t.jobsByStatus, settle: settleJob, created: addDefaultStages,
	}
}

// The attributes of a job that its status follows from, by their place.
const (
	jobEnd    = 1
	jobStart  = 5
	jobStatus = 6
	jobTitle  = 7
	jobEmbed  = 9
)

// The human statuses of open jobs, which follow from the time.
const (
	published = "published"
	scheduled = "scheduled"
	expired   = "expired"
)

// humanStatus words a job's status (vocabulary of the page, "Job Object"; which follows from what is inferred).
func humanStatus(job *Record, now time.Time) any {
	switch status := statusOf(job, momentOf(now)); status {
	case published:
		return published // a constant, unlike a text, is boxed without an allocation
	case job.Values[jobStatus]:
		return job.Values[jobStatus]
	default:
		return status
	}
}

func statusOf(job *Record, now moment) string {
	status, _ := job.Values[jobStatus].(string)
	start, starts := job.Values[jobStart].(moment)
	end, ends := job.Values[jobEnd].(moment)
	switch {
	case status == "temp":
		return "unsaved"
	case status != "open":
		return status
	case ends && end <= now:
		return expired
	case starts && start > now:
		return scheduled
	default:
		return published
	}
}

// dated is the phase of an open job whose status depends on the time.
const dated = "dated"

// phase is the human status as far as it holds at all times, for an index.
func phase(job *Record, _ time.Time) any {
	_, starts := job.Values[jobStart].(moment)
	_, ends := job.Values[jobEnd].(moment)
	if job.Values[jobStatus] == "open" && (starts || ends) {
		return dated
	}
	return humanStatus(job, time.Time{})
}

// jobStatuses are the human statuses that a scope sees (Teamtailor page, "Permissions": Internal sees unlisted jobs,
// and archived ones by later words of the vendor).
func jobStatuses(scope Scope) []string {
	switch scope {
	case Public:
		return []string{published}
	case Internal:
		return []string{published, "unlisted", "archived"}
	default:
		return []string{published, "unlisted", "archived", "draft", scheduled, expired, "unsaved"}
	}
}

func jobVisible(scope Scope, job *Record, now time.Time) bool {
	status := statusOf(job, momentOf(now))
	return status == published || slices.Contains(jobStatuses(scope), status)
}

// statusFilter lists what filter[status] takes: published and unlisted since 2016, archived since 2018-09, scheduled, draft
// and all since 2019 (the vendor's changelog and later pages).
func statusFilter() []string {
	return []string{published, "unlisted", "archived", "draft", scheduled, "all"}
}

// jobsByStatus narrows jobs to the statuses that are asked for and that the key may see, false when these are all.
func (t *Teamtailor) jobsByStatus(tx *store.Tx, scope Scope, asked []string, now time.Time) (condition, bool) {
	seen := jobStatuses(scope)
	if slices.Contains(asked, "all") {
		if scope == Admin {
			return condition{}, false
		}
		asked = seen
	}
	if len(asked) == 1 && asked[0] == published {
		return t.publishedJobs(tx, now), true
	}
	var wanted []string
	for _, status := range []string{published, "unlisted", "archived", "draft", scheduled} {
		if slices.Contains(asked, status) && slices.Contains(seen, status) {
			wanted = append(wanted, status)
		}
	}
	found := condition{tests: func(job *Record) bool { return slices.Contains(wanted, statusOf(job, momentOf(now))) }}
	jobs := t.resource("jobs")
	index := jobs.indexes[jobs.mustColumn("phase")]
	for _, status := range wanted {
		found.spans = append(found.spans, index.Of(tx, key{text: status}))
	}
	if open := index.Of(tx, key{text: dated}); open.Len() > 0 && (slices.Contains(wanted, published) || slices.Contains(wanted, scheduled)) {
		found.spans = append(found.spans, open)
	}
	return found, true
}

// publishedJobs are the jobs that every key sees: those that always are published, and the dated ones that are so now.
// Each of these is looked at; of the others only the page is.
func (t *Teamtailor) publishedJobs(tx *store.Tx, now time.Time) condition {
	at := momentOf(now)
	found := condition{tests: func(job *Record) bool { return statusOf(job, at) == published }}
	jobs := t.resource("jobs")
	index := jobs.indexes[jobs.mustColumn("phase")]
	found.spans = []store.Span[Record]{index.Of(tx, key{text: published})}
	for job := range index.Of(tx, key{text: dated}).Forward(0) {
		if found.tests(&job.Value) {
			found.extra = append(found.extra, job)
		}
	}
	return found
}

// jobLinks are the job's pages on the career site. The link for embedding is null, and so absent, in all examples of
// the page but one; which jobs have it is not known, so a seed says it (`embeddable`).
func jobLinks(job *Record) []link {
	title, _ := job.Values[jobTitle].(string)
	path := "/jobs/" + strconv.FormatInt(job.ID, 10)
	if slug := parameterize(title); slug != "" {
		path += "-" + slug
	}
	apply := path + "/applications/new"
	links := []link{{"careersite-job-url", plainSite, path}, {"careersite-job-apply-url", secureSite, apply}}
	if job.Values[jobEmbed] == true {
		links = append(links, link{"careersite-job-apply-iframe-url", secureSite, apply + "?iframe=true"})
	}
	return links
}
