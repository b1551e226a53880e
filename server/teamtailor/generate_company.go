package teamtailor

import (
	"fmt"
	"strconv"
	"time"

	"mockserver/seeds"
)

func (g *generator) department(c *change, i int, d seeds.Draw) {
	name := g.words.departments[i%len(g.words.departments)]
	if round := i / len(g.words.departments); round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	c.set("name", name)
	c.set("row-order", int64(8000000+100000*i))
	c.set("headline", seeds.Pick(d.At("headline"), g.words.headlines))
	c.set("text", fmt.Sprintf("%s is %d people. %s", name, d.At("people").Between(4, 60), seeds.Pick(d.At("text"), g.words.claims)))
}

func (g *generator) role(c *change, i int, d seeds.Draw) {
	name := g.words.titles[i%len(g.words.titles)]
	if round := i / len(g.words.titles); round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	c.set("name", name)
	c.points("department", g.someone("departments", d))
}

func (g *generator) location(c *change, i int, d seeds.Draw) {
	place := g.words.places[i%len(g.words.places)]
	c.set("city", place.city)
	c.set("country", place.country)
	c.set("lat", place.lat)
	c.set("long", place.long)
	c.set("address", d.At("address").Street())
	c.set("email", seeds.Slug(place.city)+"@example.com")
	if round := i / len(g.words.places); round > 0 {
		c.set("name", place.city+" "+strconv.Itoa(round+1))
	}
}

func (g *generator) user(c *change, _ int, d seeds.Draw) {
	first, last, email := person(d, c.record.ID, []string{"example.com"})
	c.set("name", first+" "+last)
	c.set("email", email)
	c.set("username", seeds.Slug(first+last)+strconv.FormatInt(c.record.ID, 10))
	c.set("title", seeds.Pick(d.At("title"), g.words.titles))
	c.set("role", seeds.Pick(d.At("role"), []string{"user", "user", "recruiter", "recruiter", "admin", "no_access"}))
	c.set("description", "<p>"+seeds.Pick(d.At("description"), g.words.claims)+"</p>")
	c.set("phone", fmt.Sprintf("070-%07d", d.At("phone").Below(10000000)))
	c.points("department", g.someone("departments", d))
	c.points("location", g.someone("locations", d))
}

// question goes round the five types.
func (g *generator) question(c *change, i int, d seeds.Draw) {
	kind := questionTypes()[i%len(questionTypes())]
	c.set("question-type", kind)
	c.set("title", seeds.Pick(d.At("title"), g.words.questions[kind]))
	switch kind {
	case questionChoice:
		titles := seeds.Pick(d.At("alternatives"), g.words.alternatives)
		offered := make([]alternative, 0, len(titles))
		for n, title := range titles {
			offered = append(offered, alternative{int64(n + 1), title})
		}
		c.set("alternatives", offered)
		c.set("multiple", d.At("multiple").Chance(40))
	case questionRange:
		c.set("start-with", int64(0))
		c.set("end-with", d.At("end-with").Between(5, 40))
		c.set("unit", seeds.Pick(d.At("unit"), []string{"years", "hours", "km"}))
	case questionText:
		c.set("single-line", d.At("single-line").Chance(30))
	}
}

// job goes round the statuses, most of them published.
func (g *generator) job(c *change, i int, d seeds.Draw) {
	title := seeds.Pick(d.At("title"), g.words.titles)
	c.set("title", title)
	c.set("body", fmt.Sprintf("<p>%s</p><p>%s</p>", seeds.Pick(d.At("opening"), g.words.openings), seeds.Pick(d.At("claim"), g.words.claims)))
	c.set("pinned", d.At("pinned").Chance(10))
	c.set("embeddable", true)
	status := []string{"open", "open", "open", "unlisted", "open", "archived", "open", "draft", "scheduled", "expired", "open", "temp"}[i%12]
	switch status {
	case "scheduled": // for as long as anybody will run this
		status = "open"
		c.set("start-date", momentOf(time.Date(2100, 1, 1, 0, 0, 0, 0, g.zone)))
	case "expired":
		status = "open"
		c.set("start-date", g.from)
		c.set("end-date", g.at(d.At("end-date"), g.from, g.to))
	}
	c.set("status", status)
	for _, name := range []string{"departments", "roles", "locations", "users"} {
		c.points(name[:len(name)-1], g.someone(name, d))
	}
	questions := c.res.mustColumn("questions").n
	for n := range d.At("questions").Below(5) {
		if id := g.someone("questions", d.At("questions").Item(int(n))); id != 0 {
			c.record.Many[questions] = append(c.record.Many[questions], id)
		}
	}
	c.record.Many[questions] = sorted(c.record.Many[questions])
	g.jobStages(c, d)
}

func (g *generator) jobStages(c *change, d seeds.Draw) {
	at := g.at(d.At("created-at"), g.from, g.to)
	g.addStage(c.record.ID, stageInbox, stageInbox, at)
	for _, name := range g.words.steps[:d.At("steps").Between(1, int64(len(g.words.steps)))] {
		g.addStage(c.record.ID, name, stageInProcess, at)
	}
	g.addStage(c.record.ID, stageHired, stageHired, at)
}
