package huntr

import (
	"fmt"
	"strconv"

	"mockserver/seeds"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
)

const day = 24 * 60 * 60

// inventJob invents a job and the events that say how it got where it is.
func (v *vocabulary) inventJob(events *seed.Records[Event]) func(*seed.Generator, int, seeds.Draw) Job {
	return func(g *seed.Generator, number int, d seeds.Draw) Job {
		j := Job{Member: g.One("members", d.At("member")), Employer: g.One("employers", d.At("employer"))}
		since := max(g.From, j.Member.Second(), j.Employer.Second()) // those of the seed may be later than the time
		j.CreatedAt = schema.Seconds(d.At("createdAt").Between(since, max(since, g.To)))
		j.ID = g.ID("jobs", int64(j.CreatedAt), number)
		v.describe(&j, d)
		for _, event := range v.story(g, &j, number, d.At("story")) {
			seed.Add(g, events, event)
		}
		return j
	}
}

// describe fills in what a member may have typed about the job, much of it left out as on the page.
func (v *vocabulary) describe(job *Job, d seeds.Draw) {
	city := d.At("city").City()
	job.Title = seeds.Pick(d.At("title"), v.titles)
	if d.At("hasDescription").Chance(60) {
		job.Description = fmt.Sprintf("A team of %d in %s looks for a %s who %s.", d.At("team").Between(3, 40), city, job.Title, seeds.Pick(d.At("wish"), v.wishes))
	}
	if d.At("hasSalary").Chance(40) {
		job.Salary = fmt.Sprintf("$%d,000", d.At("salary").Between(35, 180))
	}
	if d.At("hasURL").Chance(70) {
		job.URL = "https://jobs.example.com/" + strconv.FormatInt(d.At("url").Between(100000, 999999), 10)
	}
	if d.At("hasLocation").Chance(50) {
		job.Location = inventLocation(d.At("location"), city)
	}
	if d.At("hasDeadline").Chance(20) {
		job.Deadline = job.CreatedAt + schema.Seconds(d.At("deadline").Between(5, 40)*day)
	}
}

func inventLocation(d seeds.Draw, city string) *Location {
	degrees := func(name string, most int64) string {
		return strconv.FormatFloat(float64(d.At(name).Between(-most*10000, most*10000))/10000, 'f', 4, 64)
	}
	hex := fmt.Sprintf("%016x%016x%08x", d.At("a").Below(1<<62), d.At("b").Below(1<<62), d.At("c").Below(1<<32))
	return &Location{
		Lng: degrees("lng", 180), Lat: degrees("lat", 80), ID: hex, Name: city, Address: d.At("street").Street() + ", " + city,
		URL: fmt.Sprintf("https://maps.example.com/?cid=%d", d.At("cid").Below(1<<60)), PlaceID: "Ch" + hex[:25],
	}
}
