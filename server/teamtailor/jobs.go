package teamtailor

import (
	"math"
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
			{name: "opens-at", kind: date, access: internal, derive: opensAt},
			{name: "closes-at", kind: date, access: internal, derive: closesAt},
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
			{name: "status", column: "phase", status: true, initial: published},
			{name: "department"},
			{name: "role"},
			{name: "location"},
		},
		told:    &told{name: "job", watched: []string{"title", "body", "status", "start-date", "end-date", "user", "department", "role"}},
		indexed: []string{"opens-at", "closes-at"},
		links:   jobLinks, visible: jobVisible, status: t.jobsByStatus, settle: settleJob, created: addDefaultStages,
	}
}

// The attributes of a job that its status follows from, by their place.
const (
	jobEnd    = 1
	jobStart  = 5
	jobStatus = 6
	jobTitle  = 7
	jobEmbed  = 11
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

// The phases of open jobs whose status depends on the time: some are published for a while, some never are.
const (
	dated  = "dated"
	absurd = "absurd" // ends before it starts
)

// phase is the human status as far as it holds at all times, for an index.
func phase(job *Record, _ time.Time) any {
	start, starts := job.Values[jobStart].(moment)
	end, ends := job.Values[jobEnd].(moment)
	switch {
	case job.Values[jobStatus] != "open" || !starts && !ends:
		return humanStatus(job, time.Time{})
	case starts && ends && end <= start:
		return absurd
	default:
		return dated
	}
}

// opensAt is when a dated job is published, closesAt when it no longer is; null for all other jobs and for never. So
// the dated jobs that are published are those that opened without those that closed.
func opensAt(job *Record, now time.Time) any {
	switch {
	case phase(job, now) != dated:
		return nil
	case job.Values[jobStart] == nil:
		return moment(math.MinInt64)
	default:
		return job.Values[jobStart]
	}
}

func closesAt(job *Record, now time.Time) any {
	if phase(job, now) != dated {
		return nil
	}
	return job.Values[jobEnd]
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
	for _, phase := range []string{dated, absurd} {
		if open := index.Of(tx, key{text: phase}); open.Len() > 0 && (slices.Contains(wanted, published) || slices.Contains(wanted, scheduled)) {
			found.spans = append(found.spans, open)
		}
	}
	return found, true
}

// publishedJobs are the jobs that every key sees: those that always are published, and the dated ones that opened and
// did not close. When there are none of these, as in most companies, the rest is one span.
func (t *Teamtailor) publishedJobs(tx *store.Tx, now time.Time) condition {
	at := momentOf(now)
	found := condition{tests: func(job *Record) bool { return statusOf(job, at) == published }}
	jobs := t.resource("jobs")
	index := jobs.indexes[jobs.mustColumn("phase")]
	always, until := index.Of(tx, key{text: published}), key{number: int64(at)}
	open := jobs.atMost("opens-at", tx, until) - jobs.atMost("closes-at", tx, until)
	if open == 0 {
		found.spans = []store.Span[Record]{always}
		return found
	}
	found.spans = []store.Span[Record]{always, index.Of(tx, key{text: dated})}
	found.byID = &merged{spans: found.spans, tests: found.tests, count: always.Len() + open}
	return found
}

// atMost counts the records whose column is at most a key.
func (r *resource) atMost(name string, tx *store.Tx, most key) int {
	span := r.indexes[r.mustColumn(name)].Between(tx, nil, &most)
	return span.Len()
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
