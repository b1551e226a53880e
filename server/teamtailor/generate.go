package teamtailor

import (
	"fmt"
	"time"

	"mockserver/seeds"
)

// seedGenerate asks for invented records between two instants.
type seedGenerate struct {
	seeds.Pos
	Seed         int64         `seed:"seed"`
	From         seeds.Instant `seed:"from"` // absent: 2025-01-01
	To           seeds.Instant `seed:"to"`   // absent: 2026-01-01
	Departments  int           `seed:"departments,min=0,max=100000"`
	Roles        int           `seed:"roles,min=0,max=100000"`
	Locations    int           `seed:"locations,min=0,max=100000"`
	Users        int           `seed:"users,min=0,max=10000000"`
	Questions    int           `seed:"questions,min=0,max=10000000"`
	Jobs         int           `seed:"jobs,min=0,max=10000000"`
	Candidates   int           `seed:"candidates,min=0,max=10000000"`
	Applications int           `seed:"job-applications,min=0,max=10000000"`
	Answers      int           `seed:"answers,min=0,max=10000000"`
}

// generator invents a company around what the seed gives. Every record draws at an address of its own, so asking for
// one more leaves all others as they were. Generated ids follow the explicit ones, so that these stand at the head of
// their lists; jobs, whose list begins with the newest, are numbered from 1.
type generator struct {
	*loader
	draw     seeds.Draw
	words    vocabulary
	from, to moment
	ids      map[string][]int64 // by type, the records that relations are drawn from
	next     map[string]int64
	taken    map[[3]int64]bool // pairs that there may be once
}

func (l *loader) generate(node seeds.Node) {
	s := decoded[seedGenerate](node)
	g := &generator{
		loader: l, draw: seeds.NewDraw(s.Seed).At("teamtailor"), words: newVocabulary(), ids: map[string][]int64{}, next: map[string]int64{}, taken: map[[3]int64]bool{},
		from: momentOf(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)), to: momentOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)),
	}
	if s.From.Given() {
		g.from = momentOf(s.From.Time)
	}
	if s.To.Given() {
		g.to = momentOf(s.To.Time)
	}
	if g.to <= g.from {
		l.file.Faultf(s.Pos, "teamtailor.generate: to must be later than from")
		return
	}
	if g.enough(&s) {
		g.all(&s)
	}
}

// enough tells whether there is something for every needed relation to lead to.
func (g *generator) enough(s *seedGenerate) bool {
	there := func(name string, more int) bool { return more > 0 || g.resource(name).table.Len(g.tx) > 0 }
	missing := ""
	switch {
	case s.Jobs > 0 && !there("users", s.Users):
		missing = "jobs need at least one user"
	case s.Applications > 0 && (!there("jobs", s.Jobs) || !there("candidates", s.Candidates)):
		missing = "job-applications need at least one job and one candidate"
	case s.Answers > 0 && (!there("questions", s.Questions) || !there("candidates", s.Candidates)):
		missing = "answers need at least one question and one candidate"
	}
	if missing != "" {
		g.file.Faultf(s.Pos, "teamtailor.generate: %s", missing)
	}
	return missing == ""
}

func (g *generator) all(s *seedGenerate) {
	for _, part := range []struct {
		name  string
		count int
		make  func(c *change, i int, d seeds.Draw)
	}{
		{"departments", s.Departments, g.department},
		{"roles", s.Roles, g.role},
		{"locations", s.Locations, g.location},
		{"users", s.Users, g.user},
		{"questions", s.Questions, g.question},
		{"jobs", s.Jobs, g.job},
		{"candidates", s.Candidates, g.candidate},
		{"job-applications", s.Applications, g.application},
		{"answers", s.Answers, g.answer},
	} {
		res := g.resource(part.name)
		g.takeExplicit(res)
		for i := range part.count {
			c := &change{document: g.document, res: res, record: res.newRecord()}
			c.record.ID = g.nextFree(res)
			part.make(c, i, g.draw.At(part.name).Item(i))
			if c.problems != nil {
				g.file.Faultf(s.Pos, "teamtailor.generate: there are not as many %s to be had as %d: %s", part.name, part.count, c.problems[0].Detail)
				return
			}
			res.table.Put(g.tx, c.record)
			g.ids[res.name] = append(g.ids[res.name], c.record.ID)
		}
	}
}

// takeExplicit has relations drawn among the explicit records too.
func (g *generator) takeExplicit(res *resource) {
	for one := range res.table.All(g.tx).Forward(0) {
		g.ids[res.name] = append(g.ids[res.name], one.Value.ID)
		if res.name == "job-applications" || res.name == "answers" {
			g.taken[g.pair(res, &one.Value)] = true
		}
	}
}

func (g *generator) pair(res *resource, record *Record) [3]int64 {
	kind := int64(0)
	if res.name == "answers" {
		kind = 1
	}
	return [3]int64{kind, record.One[0], record.One[1]}
}

func (g *generator) nextFree(res *resource) int64 {
	id := g.next[res.name] + 1
	if id == 1 && !res.newestFirst {
		id = nextID(g.tx, res)
	}
	for {
		if _, taken := res.table.Get(g.tx, id); !taken {
			g.next[res.name] = id
			return id
		}
		id++
	}
}

// someone draws one of the records of a type, 0 when there are none.
func (g *generator) someone(name string, d seeds.Draw) int64 {
	ids := g.ids[name]
	if len(ids) == 0 {
		return 0
	}
	return ids[d.At(name).Bucket(len(ids))]
}

// at draws an instant between two.
func (g *generator) at(d seeds.Draw, from, to moment) moment {
	return moment(d.Between(int64(from), max(int64(from), int64(to))))
}

// stamp dates a record.
func (g *generator) stamp(c *change, d seeds.Draw, since moment) moment {
	created := g.at(d.At("created-at"), since, g.to)
	c.set("created-at", created)
	c.set("updated-at", g.at(d.At("updated-at"), created, g.to))
	return created
}

// person draws a name and an address that nobody else has.
func person(d seeds.Draw, number int64, domains []string) (first, last, email string) {
	first, last = d.At("first-name").FirstName(), d.At("last-name").LastName()
	email = fmt.Sprintf("%s.%s%d@%s", seeds.Slug(first), seeds.Slug(last), number, seeds.Pick(d.At("domain"), domains))
	return first, last, email
}
