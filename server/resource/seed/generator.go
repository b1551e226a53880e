package seed

import (
	"math"
	"slices"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/store"
)

// maxGenerated is the greatest number of records of a kind that a seed may ask for.
const maxGenerated = 10_000_000

// Generator invents records between two instants. Each draws at an address of its own, so that asking for one more
// leaves all others as they were.
type Generator struct {
	Loader   *Loader
	From, To int64 // Unix seconds; nothing happens outside

	draw  seeds.Draw
	kinds []Kind
	ids   map[string][]store.ObjectID // by the name of the resource: the records that others are drawn for
}

// Generate has a section generate records of the resource. invent returns the record of a number with its id; records of
// the resources that it needs must be there before it.
func (s *Records[T]) Generate(invent func(g *Generator, number int, draw seeds.Draw) T, needs ...string) *Records[T] {
	s.invent, s.needs = invent, needs
	return s
}

func (s *Records[T]) generator() (generate func(g *Generator, count int), needs []string) {
	if s.invent == nil {
		return nil, nil
	}
	return func(g *Generator, count int) {
		for i := range count {
			row := s.invent(g, i, g.draw.At(s.of.Name).Item(i))
			Add(g, s, row)
			g.ids[s.of.Name] = append(g.ids[s.of.Name], s.of.ID(&row))
		}
	}, s.needs
}

// Add puts an invented record into its table. An id that a record of the seed has is a fault.
func Add[T any](g *Generator, s *Records[T], row T) {
	if id := s.of.ID(&row); g.Loader.of(s.of.One).Free(g.Loader.File, id) {
		s.of.Put(g.Loader.Tx, row)
	}
}

// ID is the id of the n-th generated record of a resource.
func (g *Generator) ID(name string, second int64, n int) store.ObjectID {
	return NumberedID(g.Loader.set.Provider, "generate/"+name, time.Unix(second, 0), n)
}

// One draws a record of a resource, so that one more takes a share from all others and moves nothing between them.
func (g *Generator) One(name string, draw seeds.Draw) store.ObjectID {
	ids := g.ids[name]
	return ids[draw.Bucket(len(ids))]
}

func (s *Records[T]) explicit(tx *store.Tx) (ids []store.ObjectID) {
	for row := range s.of.Backward(tx, nil) {
		ids = append(ids, s.of.ID(&row.Value))
	}
	return ids
}

// generate reads `generate: {seed, from, to, NAME: COUNT…}` and invents the records.
func (l *Loader) generate(node seeds.Node, kinds []Kind) {
	counts := map[string]int{}
	g := &Generator{Loader: l, kinds: kinds, ids: map[string][]store.ObjectID{}}
	g.From, g.To = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	var seed int64
	names := []string{"seed", "from", "to"}
	for _, kind := range kinds {
		if generate, _ := kind.generator(); generate != nil {
			names = append(names, kind.name())
		}
	}
	members := node.Members(names)
	for _, name := range names {
		member, given := members[name]
		switch {
		case !given:
		case name == "seed":
			seed = member.Integer(math.MinInt64, math.MaxInt64)
		case name == "from":
			g.From = member.Instant().Unix()
		case name == "to":
			g.To = member.Instant().Unix()
		default:
			counts[name] = int(member.Integer(0, maxGenerated))
		}
	}
	g.draw = seeds.NewDraw(seed).At(l.set.Provider)
	if l.File.Err() != nil {
		return
	}
	if g.To <= g.From {
		l.File.Faultf(node.Pos(), "%s.generate: to must be later than from", l.set.Provider)
		return
	}
	g.run(node.Pos(), counts)
}

func (g *Generator) run(at seeds.Pos, counts map[string]int) {
	for _, kind := range g.kinds {
		generate, needs := kind.generator()
		if generate == nil {
			continue
		}
		if counts[kind.name()] > 0 && !g.has(needs) {
			g.Loader.File.Faultf(at, "%s.generate: %s need at least one %s", g.Loader.set.Provider, kind.name(), strings.Join(g.singular(needs), " and one "))
			return
		}
		generate(g, counts[kind.name()])
		if counts[kind.name()] == 0 {
			g.ids[kind.name()] = kind.explicit(g.Loader.Tx) // where none are generated, the seed's own serve
		}
	}
}

func (g *Generator) has(names []string) bool {
	for _, name := range names {
		if len(g.ids[name]) == 0 {
			return false
		}
	}
	return true
}

// singular lists what a single record of some resources is called.
func (g *Generator) singular(names []string) []string {
	var ones []string
	for _, kind := range g.kinds {
		if slices.Contains(names, kind.name()) {
			ones = append(ones, kind.one())
		}
	}
	return ones
}

func generateSchema(kinds []Kind) seeds.SchemaMember {
	members := []seeds.SchemaMember{
		{Name: "seed", Schema: seeds.IntegerSchema(math.MinInt64, math.MaxInt64)},
		{Name: "from", Schema: seeds.InstantSchema()},
		{Name: "to", Schema: seeds.InstantSchema()},
	}
	for _, kind := range kinds {
		if generate, _ := kind.generator(); generate != nil {
			members = append(members, seeds.SchemaMember{Name: kind.name(), Schema: seeds.IntegerSchema(0, maxGenerated)})
		}
	}
	return seeds.SchemaMember{Name: "generate", Schema: seeds.ObjectSchema(members)}
}
