package jusrecruit

import (
	"fmt"
	"strings"

	"mockserver/seeds"
	"mockserver/server/resume"
	"mockserver/store"
)

// generator invents a company's hiring: users, workflows, jobs, and candidates whose history tells how each got where
// they are. Every record draws at an address of its own, so asking for one more leaves all others as they were.
type generator struct {
	*loader
	draw     seeds.Draw
	words    vocabulary
	from, to instant // nothing happens outside

	userIDs, workflowIDs, jobIDs []store.ObjectID // those that others are drawn for
}

func (l *loader) generate(s *seedGenerate) {
	g := &generator{loader: l, draw: seeds.NewDraw(s.Seed).At("jusrecruit"), words: newVocabulary()}
	g.from, g.to = given(s.From, defaultTime(2025)), given(s.To, defaultTime(2026))
	if g.to <= g.from {
		l.file.Faultf(s.Pos, "jusrecruit.generate: to must be later than from")
		return
	}
	g.userIDs = drawn(s.Users, g.newUser, l.users.All(l.tx), func(u *User) store.ObjectID { return u.ID })
	g.workflowIDs = drawn(s.Workflows, g.newWorkflow, l.workflows.All(l.tx), func(w *Workflow) store.ObjectID { return w.ID })
	if s.Jobs > 0 && (len(g.userIDs) == 0 || len(g.workflowIDs) == 0) {
		l.file.Faultf(s.Pos, "jusrecruit.generate: jobs need at least one user and one workflow")
		return
	}
	g.jobIDs = drawn(s.Jobs, g.newJob, l.jobs.All(l.tx), func(j *Job) store.ObjectID { return j.ID })
	if s.Candidates > 0 && len(g.jobIDs) == 0 {
		l.file.Faultf(s.Pos, "jusrecruit.generate: candidates need at least one job")
		return
	}
	for i := range s.Candidates {
		g.newCandidate(i)
	}
}

// drawn generates so many records of a table; where none are asked for it takes those that the seed has.
func drawn[T any](count int, newRecord func(number int) store.ObjectID, table store.Span[T], id func(*T) store.ObjectID) []store.ObjectID {
	ids := make([]store.ObjectID, 0, count)
	for i := range count {
		ids = append(ids, newRecord(i))
	}
	if count > 0 {
		return ids
	}
	for row := range table.Forward(0) {
		ids = append(ids, id(&row.Value))
	}
	return ids
}

func (g *generator) newUser(i int) store.ObjectID {
	d := g.draw.At("users").Item(i)
	u := User{FirstName: d.At("firstName").FirstName(), LastName: d.At("lastName").LastName(), Role: seeds.Pick(d.At("role"), roles())}
	u.Email = fmt.Sprintf("%s.%s%d@example.com", seeds.Slug(u.FirstName), seeds.Slug(u.LastName), i+1)
	u.IsActive = !d.At("isActive").Chance(10)
	u.CreatedAt = g.from
	u.ID = numberedID("generate/users", u.CreatedAt, i)
	if g.userNames.Free(g.file, u.ID) {
		g.users.Put(g.tx, u)
	}
	return u.ID
}

func (g *generator) newWorkflow(i int) store.ObjectID {
	template := g.words.pipelines[i%len(g.words.pipelines)]
	w := Workflow{ID: numberedID("generate/workflows", g.from, i), Name: template.name, IsDefault: i == 0, CreatedAt: g.from}
	if round := i / len(g.words.pipelines); round > 0 {
		w.Name = fmt.Sprintf("%s %d", template.name, round+1)
	}
	free := true
	for n, stage := range template.stages {
		stage.ID = numberedID("generate/stages", g.from, i*maxStages+n)
		w.Stages = append(w.Stages, stage)
		free = g.stageNames.Free(g.file, stage.ID) && free
	}
	if g.workflowNames.Free(g.file, w.ID) && free {
		g.workflows.Put(g.tx, w)
	}
	return w.ID
}

func (g *generator) newJob(i int) store.ObjectID {
	d := g.draw.At("jobs").Item(i)
	part := seeds.Pick(d.At("department"), g.words.departments)
	job := Job{
		Title: seeds.Pick(d.At("title"), part.titles), Status: jobOpen, Department: part.name, Location: seeds.Pick(d.At("location"), g.words.places),
		EmploymentType: seeds.Pick(d.At("employmentType"), append(employmentTypes(), "FULL_TIME", "FULL_TIME", "FULL_TIME")),
		Openings:       int(d.At("openings").Between(1, 4)), Workflow: g.workflowIDs[d.At("workflow").Bucket(len(g.workflowIDs))],
	}
	job.Description = fmt.Sprintf("The %s team in %s looks for a %s who %s.", part.name, job.Location, job.Title, seeds.Pick(d.At("want"), g.words.wants))
	job.CreatedAt = g.between(d.At("createdAt"), g.from, g.from+(g.to-g.from)/2)
	job.UpdatedAt = g.between(d.At("updatedAt"), job.CreatedAt, g.to)
	if d.At("isClosed").Chance(20) {
		job.Status = jobClosed
	}
	if d.At("hasTags").Chance(60) {
		job.Tags = []string{seeds.Pick(d.At("tag"), g.words.jobTags)}
	}
	job.HiringTeam = g.team(d)
	job.ID = numberedID("generate/jobs", job.CreatedAt, i)
	if g.jobNames.Free(g.file, job.ID) {
		g.jobs.Put(g.tx, job)
	}
	return job.ID
}

// team draws a manager and, when that is somebody else, a recruiter.
func (g *generator) team(d seeds.Draw) []Hirer {
	team := []Hirer{{g.userIDs[d.At("manager").Bucket(len(g.userIDs))], roleHiringManager}}
	if recruiter := g.userIDs[d.At("recruiter").Bucket(len(g.userIDs))]; recruiter != team[0].User {
		team = append(team, Hirer{recruiter, roleRecruiter})
	}
	return team
}

func (g *generator) newCandidate(i int) {
	d := g.draw.At("candidates").Item(i)
	c := Candidate{FirstName: d.At("firstName").FirstName(), LastName: d.At("lastName").LastName(), Source: seeds.Pick(d.At("source"), g.words.sources)}
	slug := seeds.Slug(c.FirstName) + "." + seeds.Slug(c.LastName)
	c.Email = fmt.Sprintf("%s%d@%s", slug, i+1, seeds.Pick(d.At("domain"), []string{"example.com", "example.org", "example.net"}))
	job := g.jobIDs[d.At("job").Bucket(len(g.jobIDs))]
	row, ok := g.jobs.Get(g.tx, job)
	if !ok {
		return // its id was taken, which has been said
	}
	c.CreatedAt = g.between(d.At("createdAt"), row.Value.CreatedAt, g.to)
	c.UpdatedAt = c.CreatedAt
	c.ID = numberedID("generate/candidates", c.CreatedAt, i)
	g.describe(&c, &row.Value, slug, d)
	g.story(&c, &row.Value, i, d.At("story"))
	if g.candidateNames.Free(g.file, c.ID) {
		g.putCandidate(g.tx, c)
	}
}

// describe fills in what a candidate may have sent, some of it left out.
func (g *generator) describe(c *Candidate, job *Job, slug string, d seeds.Draw) {
	years := int(d.At("experienceYears").Between(0, 20))
	c.ExperienceYears = &years
	c.Headline = fmt.Sprintf("%s, %d years", job.Title, years)
	c.Location = d.At("city").City()
	c.ResumeURL = resume.Generated
	if d.At("hasPhone").Chance(80) {
		c.Phone = fmt.Sprintf("+91 90000 %05d", d.At("phone").Below(100_000))
	}
	if d.At("hasTags").Chance(40) {
		c.Tags = []string{seeds.Pick(d.At("tag"), g.words.tags)}
	}
	if d.At("hasLinks").Chance(30) {
		c.Links = []string{"https://profiles.example.com/" + strings.ReplaceAll(slug, ".", "-")}
	}
	for _, department := range g.words.departments {
		if department.name == job.Department {
			c.Skills = []string{seeds.Pick(d.At("skill"), department.skills)}
		}
	}
}

// between draws an instant, to the millisecond.
func (g *generator) between(d seeds.Draw, least, most instant) instant {
	return instant(d.Between(int64(least), max(int64(least), int64(most))))
}
