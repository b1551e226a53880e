package teamtailor

import (
	"fmt"
	"slices"

	"mockserver/seeds"
)

func (g *generator) candidate(c *change, _ int, d seeds.Draw) {
	first, last, email := person(d, c.record.ID, []string{"example.com", "example.org", "example.net"})
	c.set("first-name", first)
	c.set("last-name", last)
	c.set("email", email)
	g.stamp(c, d, g.from)
	c.set("connected", d.At("connected").Chance(20))
	c.set("sourced", d.At("sourced").Chance(25))
	c.set("unsubscribed", d.At("unsubscribed").Chance(5))
	if d.At("hasPhone").Chance(70) {
		c.set("phone", fmt.Sprintf("070%07d", d.At("phone").Below(10000000)))
	}
	if d.At("hasPitch").Chance(40) {
		c.set("pitch", seeds.Pick(d.At("pitch"), g.words.pitches))
	}
	if d.At("hasReferrer").Chance(60) {
		c.set("referring-url", seeds.Pick(d.At("referrer"), g.words.referrers))
		c.set("referring-site", referringSite(c.text("referring-url")))
	}
	if d.At("hasResume").Chance(60) {
		c.set("resume", ownFile{})
	}
	if d.At("hasTags").Chance(30) {
		c.set("tags", []string{seeds.Pick(d.At("tag"), g.words.tags)})
	}
	if d.At("hasDepartment").Chance(50) {
		c.points("department", g.someone("departments", d))
		c.points("role", g.someone("roles", d))
	}
}

// application draws a candidate and a job that are not together yet, and one of the job's stages.
func (g *generator) application(c *change, _ int, d seeds.Draw) {
	if !g.pairUp(c, d, "candidates", "jobs") {
		c.invalidBase("no candidate is left for a job")
		return
	}
	created := g.stamp(c, d, g.from)
	stages := g.related(g.resource("jobs"), g.resource("jobs").relation("stages"), &Record{ID: c.record.One[1]}).all()
	stage := seeds.Pick(d.At("stage"), stages)
	c.points("stage", stage.Value.ID)
	c.set("stage-type", g.resource("stages").foldedType(&stage.Value))
	c.set("changed-stage-at", g.at(d.At("changed-stage-at"), created, g.to))
	c.set("sourced", d.At("sourced").Chance(25))
	if d.At("rejected").Chance(20) {
		c.set("rejected-at", g.at(d.At("rejected-at"), created, g.to))
	}
	if d.At("hasLetter").Chance(60) {
		c.set("cover-letter", seeds.Pick(d.At("letter"), g.words.letters))
	}
	if d.At("hasReferrer").Chance(50) {
		c.set("referring-url", seeds.Pick(d.At("referrer"), g.words.referrers))
		c.set("referring-site", referringSite(c.text("referring-url")))
	}
}

// pairUp sets a record's two relations to a pair that there is not yet, false when it finds none.
func (g *generator) pairUp(c *change, d seeds.Draw, first, second string) bool {
	for try := range 1000 {
		at := d.At("pair").Item(try)
		c.record.One[0], c.record.One[1] = g.someone(first, at), g.someone(second, at)
		if pair := g.onceOf(c.res, c.record); !g.taken[pair] {
			g.taken[pair] = true
			return true
		}
	}
	return false
}

// answer draws a question and a candidate that are not together yet, and the value that the question asks for. Videos
// have a token that the recording gave them.
func (g *generator) answer(c *change, _ int, d seeds.Draw) {
	if !g.pairUp(c, d, "questions", "candidates") {
		c.invalidBase("no candidate is left for a question")
		return
	}
	c.set("updated-at", g.at(d.At("updated-at"), g.from, g.to))
	question := &asking{g.resource("questions"), &c.to("question").Value}
	switch question.get("question-type") {
	case questionBoolean:
		c.set("boolean", d.At("boolean").Chance(50))
	case questionText:
		c.set("text", seeds.Pick(d.At("text"), g.words.claims))
	case questionRange:
		most, _ := question.get("end-with").(int64)
		c.set("range", d.At("range").Between(0, most))
	case questionVideo:
		c.set("video-token", fmt.Sprintf("%016x", d.At("video-token").Below(1<<62)))
	case questionChoice:
		c.set("choices", g.choices(question, d))
	}
}

func (g *generator) choices(question *asking, d seeds.Draw) []int64 {
	offered, _ := question.get("alternatives").([]alternative)
	chosen := []int64{}
	for i, a := range offered {
		if question.get("multiple") == true && d.At("choices").Item(i).Chance(40) {
			chosen = append(chosen, a.ID)
		}
	}
	if len(chosen) == 0 && len(offered) > 0 {
		chosen = append(chosen, seeds.Pick(d.At("choice"), offered).ID)
	}
	slices.Sort(chosen)
	return chosen
}
