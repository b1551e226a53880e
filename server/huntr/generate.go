package huntr

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"mockserver/seeds"
	"mockserver/store"
)

// generator invents an organisation: members, employers, and jobs whose events tell how each got where it is. Every
// record draws at an address of its own, so asking for one more leaves all others as they were.
type generator struct {
	*loader
	draw     seeds.Draw
	words    vocabulary
	from, to int64 // Unix seconds; nothing happens outside

	memberIDs, employerIDs []store.ObjectID // those that jobs are drawn for
}

func (l *loader) generate(s *seedGenerate) {
	g := &generator{loader: l, draw: seeds.NewDraw(s.Seed).At("huntr"), words: newVocabulary()}
	g.from = cmp.Or(unix(s.From), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
	g.to = cmp.Or(unix(s.To), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
	if g.to <= g.from {
		l.file.Faultf(s.Pos, "huntr.generate: to must be later than from")
		return
	}
	for i := range s.Members {
		g.memberIDs = append(g.memberIDs, g.newMember(i))
	}
	for i := range s.Employers {
		g.employerIDs = append(g.employerIDs, g.newEmployer(i))
	}
	g.takeExplicit()
	if s.Jobs > 0 && (len(g.memberIDs) == 0 || len(g.employerIDs) == 0) {
		l.file.Faultf(s.Pos, "huntr.generate: jobs need at least one member and one employer")
		return
	}
	for i := range s.Jobs {
		g.newJob(i)
	}
}

// takeExplicit has the jobs drawn for the explicit members and employers where none are generated.
func (g *generator) takeExplicit() {
	if len(g.memberIDs) == 0 {
		for row := range g.members.Backward(g.tx, nil) {
			g.memberIDs = append(g.memberIDs, row.Value.ID)
		}
	}
	if len(g.employerIDs) == 0 {
		for row := range g.employers.Backward(g.tx, nil) {
			g.employerIDs = append(g.employerIDs, row.Value.ID)
		}
	}
}

func (g *generator) newMember(i int) store.ObjectID {
	d := g.draw.At("members").Item(i)
	m := Member{GivenName: d.At("givenName").FirstName(), FamilyName: d.At("familyName").LastName()}
	domain := seeds.Pick(d.At("domain"), []string{"example.com", "example.org", "example.net"})
	m.Email = fmt.Sprintf("%s.%s%d@%s", seeds.Slug(m.GivenName), seeds.Slug(m.FamilyName), i+1, domain)
	m.CreatedAt = g.early(d)
	m.ID = numberedID("generate/members", m.CreatedAt, i)
	m.IsActive = !d.At("isActive").Chance(15)
	if g.memberNames.Free(g.file, m.ID) {
		g.members.Put(g.tx, m)
	}
	return m.ID
}

func (g *generator) newEmployer(i int) store.ObjectID {
	d := g.draw.At("employers").Item(i)
	e := Employer{ID: numberedID("generate/employers", g.early(d), i), Name: d.At("name").LastName() + " " + seeds.Pick(d.At("form"), g.words.forms)}
	e.Domain = seeds.Slug(e.Name) + ".example"
	e.FoundedYear = int(d.At("foundedYear").Between(1890, 2016))
	city := d.At("city").City()
	e.Location = d.At("street").Street() + ", " + city
	e.Description = fmt.Sprintf("%s from %s: %s.", seeds.Pick(d.At("trade"), g.words.trades), city, seeds.Pick(d.At("claim"), g.words.claims))
	if g.employerNames.Free(g.file, e.ID) {
		g.employers.Put(g.tx, e)
	}
	return e.ID
}

// early draws an instant in the first three quarters of the time, so that jobs can follow.
func (g *generator) early(d seeds.Draw) int64 {
	return d.At("createdAt").Between(g.from, g.from+(g.to-g.from)*3/4)
}

func (g *generator) newJob(i int) {
	d := g.draw.At("jobs").Item(i)
	job := Job{Member: g.memberIDs[d.At("member").Bucket(len(g.memberIDs))], Employer: g.employerIDs[d.At("employer").Bucket(len(g.employerIDs))]}
	since := max(g.from, job.Member.Second(), job.Employer.Second()) // explicit ones may be later than the time
	job.CreatedAt = d.At("createdAt").Between(since, max(since, g.to))
	job.ID = numberedID("generate/jobs", job.CreatedAt, i)
	g.describe(&job, d)
	for _, event := range g.story(&job, i, d.At("story")) {
		if g.eventNames.Free(g.file, event.ID) {
			g.events.Put(g.tx, event)
		}
	}
	if g.jobNames.Free(g.file, job.ID) {
		g.jobs.Put(g.tx, job)
	}
}

// describe fills in what a member may have typed about the job, much of it left out as on the page.
func (g *generator) describe(job *Job, d seeds.Draw) {
	city := d.At("city").City()
	job.Title = seeds.Pick(d.At("title"), g.words.titles)
	if d.At("hasDescription").Chance(60) {
		job.Description = fmt.Sprintf("A team of %d in %s looks for a %s who %s.", d.At("team").Between(3, 40), city, job.Title, seeds.Pick(d.At("wish"), g.words.wishes))
	}
	if d.At("hasSalary").Chance(40) {
		job.Salary = fmt.Sprintf("$%d,000", d.At("salary").Between(35, 180))
	}
	if d.At("hasURL").Chance(70) {
		job.URL = "https://jobs.example.com/" + strconv.FormatInt(d.At("url").Between(100000, 999999), 10)
	}
	if d.At("hasLocation").Chance(50) {
		job.Location = place(d.At("location"), city)
	}
	if d.At("hasDeadline").Chance(20) {
		job.Deadline = job.CreatedAt + d.At("deadline").Between(5, 40)*day
	}
}

func place(d seeds.Draw, city string) *Location {
	degrees := func(name string, most int64) string {
		return strconv.FormatFloat(float64(d.At(name).Between(-most*10000, most*10000))/10000, 'f', 4, 64)
	}
	hex := fmt.Sprintf("%016x%016x%08x", d.At("a").Below(1<<62), d.At("b").Below(1<<62), d.At("c").Below(1<<32))
	return &Location{
		Lng: degrees("lng", 180), Lat: degrees("lat", 80), ID: hex, Name: city, Address: d.At("street").Street() + ", " + city,
		URL: fmt.Sprintf("https://maps.example.com/?cid=%d", d.At("cid").Below(1<<60)), PlaceID: "Ch" + hex[:25],
	}
}

const day = 24 * 60 * 60

// numberedID is the id of the n-th record of a kind.
func numberedID(kind string, second int64, n int) store.ObjectID {
	return store.NewObjectID(time.Unix(second, 0), store.NewIDSource("huntr/"+kind), uint64(n)) //nolint:gosec // counts are not negative
}
