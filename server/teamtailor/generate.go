package teamtailor

import (
	"fmt"
	"strings"
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
	taken    map[taken]bool // what there may be once
}

func (l *loader) generate(node seeds.Node) {
	s := decoded[seedGenerate](node)
	g := &generator{
		loader: l, draw: seeds.NewDraw(s.Seed).At("teamtailor"), words: newVocabulary(), ids: map[string][]int64{}, next: map[string]int64{}, taken: map[taken]bool{},
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
	if parts := g.parts(&s); g.enough(s.Pos, parts) {
		g.all(s.Pos, parts)
	}
}

// part is how many records of a type are to be invented, and how.
type part struct {
	res   *resource
	count int
	make  func(c *change, i int, d seeds.Draw)
}

// parts lists the types that are generated, those that others point at first.
func (g *generator) parts(s *seedGenerate) []part {
	return []part{
		{g.resource("departments"), s.Departments, g.department},
		{g.resource("roles"), s.Roles, g.role},
		{g.resource("locations"), s.Locations, g.location},
		{g.resource("users"), s.Users, g.user},
		{g.resource("questions"), s.Questions, g.question},
		{g.resource("jobs"), s.Jobs, g.job},
		{g.resource("candidates"), s.Candidates, g.candidate},
		{g.resource("job-applications"), s.Applications, g.application},
		{g.resource("answers"), s.Answers, g.answer},
	}
}

// enough tells whether there is something for every needed relation to lead to.
func (g *generator) enough(at seeds.Pos, parts []part) bool {
	there := map[*resource]bool{}
	ok := true
	for _, p := range parts {
		there[p.res] = p.count > 0 || p.res.table.Len(g.tx) > 0
		var needs []string
		missing := false
		for i := range p.res.relations {
			if rel := &p.res.relations[i]; rel.needed {
				needs = append(needs, "one "+rel.to.one)
				missing = missing || !there[rel.to]
			}
		}
		if p.count > 0 && missing {
			g.file.Faultf(at, "teamtailor.generate: %s need at least %s", p.res.name, strings.Join(needs, " and "))
			ok = false
		}
	}
	return ok
}

func (g *generator) all(at seeds.Pos, parts []part) {
	for _, p := range parts {
		g.takeExplicit(p.res)
		for i := range p.count {
			c := &change{document: g.document, res: p.res, record: p.res.newRecord()}
			c.record.ID = g.nextFree(p.res)
			p.make(c, i, g.draw.At(p.res.name).Item(i))
			if c.problems != nil {
				g.file.Faultf(at, "teamtailor.generate: there are not as many %s to be had as %d: %s", p.res.name, p.count, c.problems[0].Detail)
				return
			}
			p.res.table.Put(g.tx, c.record)
			g.ids[p.res.name] = append(g.ids[p.res.name], c.record.ID)
		}
	}
}

// takeExplicit has relations drawn among the explicit records too.
func (g *generator) takeExplicit(res *resource) {
	for one := range res.table.All(g.tx).Forward(0) {
		g.ids[res.name] = append(g.ids[res.name], one.Value.ID)
		if res.once != nil {
			g.taken[g.onceOf(res, one.Value)] = true
		}
	}
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
