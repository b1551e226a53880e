package huntr

import (
	"slices"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// loader puts one section into an empty sandbox.
type loader struct {
	*Huntr
	tx            *store.Tx
	file          *seeds.File
	memberNames   *seeds.Labels[store.ObjectID]
	employerNames *seeds.Labels[store.ObjectID]
	jobNames      *seeds.Labels[store.ObjectID]
	eventNames    *seeds.Labels[store.ObjectID]
}

// load fills the tables from a section of a seed; see provider.Provider.Load. Records before the ones that point at
// them: members, employers, jobs, events.
func (h *Huntr) load(tx *store.Tx, node seeds.Node) []store.Credential {
	var s section
	node.Decode(&s)
	l := &loader{Huntr: h, tx: tx, file: node.File, memberNames: newNames(memberKind), employerNames: newNames(employerKind), jobNames: newNames(jobKind), eventNames: newNames(eventKind)}
	for i := range s.Members {
		l.member(i, &s.Members[i])
	}
	for i := range s.Employers {
		l.employer(i, &s.Employers[i])
	}
	for i := range s.Jobs {
		l.job(i, &s.Jobs[i])
	}
	for i := range s.Events {
		l.event(i, &s.Events[i])
	}
	if s.Generate != nil && l.file.Err() == nil {
		l.generate(s.Generate)
	}
	h.webhooks.Load(tx, node.File, "huntr", s.Webhooks)
	l.keepLabels()
	return l.credentials(s.Tokens)
}

// keepLabels has the sandbox remember what the seed calls its records.
func (l *loader) keepLabels() {
	provider.PutAll(l.tx, l.labels, memberKind, l.memberNames)
	provider.PutAll(l.tx, l.labels, employerKind, l.employerNames)
	provider.PutAll(l.tx, l.labels, jobKind, l.jobNames)
	provider.PutAll(l.tx, l.labels, eventKind, l.eventNames)
}

// The kinds of records that have labels, as faults call them.
const (
	memberKind   = "member"
	employerKind = "employer"
	jobKind      = "job"
	eventKind    = "event"
)

func newNames(kind string) *seeds.Labels[store.ObjectID] {
	return seeds.NewLabels(kind, func(text string) (store.ObjectID, bool) {
		id, err := store.ParseObjectID(text)
		return id, err == nil
	})
}

// identify settles a record's id and time of creation and registers its names.
func (l *loader) identify(kind string, number int, names *seeds.Labels[store.ObjectID], who identity) (id store.ObjectID, createdAt int64) {
	at := who.pos
	if who.id.Given() {
		at = who.id.Pos
		parsed, err := store.ParseObjectID(who.id.Value)
		if err != nil {
			l.file.Faultf(at, "a huntr id is 24 hex digits, not %q", who.id.Value)
			return id, 0
		}
		id, createdAt = parsed, parsed.Second()
	}
	switch {
	case who.createdAt.Given():
		createdAt = who.createdAt.Unix()
	case !who.id.Given():
		createdAt = l.tx.Now().Unix()
	}
	if !who.id.Given() {
		id = numberedID("seed/"+kind, createdAt, number)
	}
	if id.Second() != createdAt {
		l.file.Warnf(at, "the id %s says it was created at %d (Unix seconds), createdAt says %d", id, id.Second(), createdAt)
	}
	names.Define(l.file, id, at, who.ref)
	return id, createdAt
}

func (l *loader) member(i int, s *seedMember) {
	id, createdAt := l.identify("members", i, l.memberNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	active := s.IsActive == nil || *s.IsActive
	l.members.Put(l.tx, Member{ID: id, GivenName: s.GivenName, FamilyName: s.FamilyName, Email: s.Email, CreatedAt: createdAt, IsActive: active})
}

func (l *loader) employer(i int, s *seedEmployer) {
	id, _ := l.identify("employers", i, l.employerNames, identity{s.Pos, s.ID, s.Ref, seeds.Instant{}})
	l.employers.Put(l.tx, Employer{ID: id, Name: s.Name, Domain: s.Domain, FoundedYear: s.FoundedYear, Description: s.Description, Location: s.Location})
}

func (l *loader) job(i int, s *seedJob) {
	id, createdAt := l.identify("jobs", i, l.jobNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	job := Job{
		ID: id, Title: s.Title, Description: s.Description, Salary: s.Salary, URL: s.URL, Location: s.Location,
		Deadline: unix(s.Deadline), ApplicationDate: unix(s.ApplicationDate), FirstInterviewDate: unix(s.FirstInterviewDate),
		SecondInterviewDate: unix(s.SecondInterviewDate), OfferDate: unix(s.OfferDate), CreatedAt: createdAt, List: s.List,
	}
	if job.List == "" {
		job.List = wishlist
	}
	if s.Member.Given() {
		job.Member, _ = l.memberNames.Resolve(l.file, s.Member)
	}
	if s.Employer.Given() {
		job.Employer, _ = l.employerNames.Resolve(l.file, s.Employer)
	}
	l.jobs.Put(l.tx, job)
}

func (l *loader) event(i int, s *seedEvent) {
	id, createdAt := l.identify("events", i, l.eventNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	event := Event{ID: id, EventType: s.EventType.Value, Date: unix(s.Date), CreatedAt: createdAt, ToList: s.ToList, FromList: s.FromList}
	if s.EventType.Given() && !slices.Contains(eventTypes(), event.EventType) {
		l.file.Faultf(s.EventType.Pos, "no event type is called %q; accepted: %s", event.EventType, strings.Join(eventTypes(), ", "))
	}
	if !s.Job.Given() {
		return
	}
	event.Job, _ = l.jobNames.Resolve(l.file, s.Job)
	if job, ok := l.jobs.Get(l.tx, event.Job); ok {
		event.Member = job.Value.Member
	}
	l.events.Put(l.tx, event)
}

func (l *loader) credentials(tokens []seedToken) []store.Credential {
	var credentials []store.Credential
	first := map[string]seeds.Pos{}
	for _, t := range tokens {
		at, twice := first[t.Token.Value]
		switch {
		case !t.Token.Given(): // said already
		case twice:
			l.file.Faultf(t.Token.Pos, "this token is given twice, first in line %d", at.Line)
		case t.Token.Value == "" || strings.ContainsFunc(t.Token.Value, notInToken):
			l.file.Faultf(t.Token.Pos, "a token is a text of printable ASCII characters without spaces")
		default:
			first[t.Token.Value] = t.Token.Pos
			credentials = append(credentials, store.Credential{Token: t.Token.Value, Provider: "huntr", Name: t.Name, ExpiresAt: t.ExpiresAt.Time})
		}
	}
	return credentials
}

func notInToken(r rune) bool { return r <= ' ' || r > '~' }

// unix is 0 for an instant that was not given.
func unix(i seeds.Instant) int64 {
	if !i.Given() {
		return 0
	}
	return i.Unix()
}
