package seed

import (
	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

// Kind is the records of one resource in a section.
type Kind interface {
	name() string
	one() string
	schema() seeds.SchemaMember
	load(l *Loader, list seeds.Node)
	export(tx *store.Tx) []seeds.Mapping
	generator() (generate func(g *Generator, count int), needs []string)
	explicit(tx *store.Tx) []store.ObjectID
}

// Records is the declaration of a resource's records in a seed: `id` or `createdAt`, a label `ref`, and the fields.
type Records[T any] struct {
	of       *resource.Resource[T]
	fields   []*schema.Field // that a seed may set, without the id
	names    []string        // of all members, in the order of the schema
	complete func(*Record[T])
	invent   func(g *Generator, number int, draw seeds.Draw) T
	needs    []string
}

// Of declares the records of a resource.
func Of[T any](r *resource.Resource[T]) *Records[T] {
	records := &Records[T]{of: r, names: []string{"id", "ref"}}
	for _, f := range r.Fields.All() {
		if f.Name != "id" && !f.Unseeded {
			records.fields = append(records.fields, f)
			records.names = append(records.names, f.Name)
		}
	}
	return records
}

// Complete has a function check each record of a seed and fill in what follows from its fields.
func (s *Records[T]) Complete(complete func(*Record[T])) *Records[T] {
	s.complete = complete
	return s
}

// Record is one record of a seed on its way into its table.
type Record[T any] struct {
	*Loader
	Row *T

	pos     seeds.Pos
	members map[string]seeds.Node
}

// Given reports whether the record says something of a field.
func (r *Record[T]) Given(field string) bool {
	_, given := r.members[field]
	return given
}

// Text returns what the record says of a field, as it is written; nothing when it is no text.
func (r *Record[T]) Text(field string) seeds.Text {
	node, given := r.members[field]
	if !given {
		return seeds.Text{}
	}
	value, ok := node.Scalar()
	if !ok {
		return seeds.Text{}
	}
	return seeds.Text{Value: value, Pos: node.Pos()}
}

// Pos returns the place of a field, or of the record when it has none.
func (r *Record[T]) Pos(field string) seeds.Pos {
	if node, given := r.members[field]; given {
		return node.Pos()
	}
	return r.pos
}

func (s *Records[T]) name() string { return s.of.Name }

func (s *Records[T]) one() string { return s.of.One }

func (s *Records[T]) load(l *Loader, list seeds.Node) {
	for i, node := range list.Items() {
		s.loadOne(l, i, node)
	}
}

func (s *Records[T]) loadOne(l *Loader, number int, node seeds.Node) {
	var row T
	members := node.Members(s.names)
	if !node.IsMapping() {
		return // reported
	}
	who := identity{pos: node.Pos()}
	for name, into := range map[string]*seeds.Text{"id": &who.id, "ref": &who.ref} {
		if member, given := members[name]; given {
			*into = member.Text()
		}
	}
	if at, given := members["createdAt"]; given {
		who.createdAt = at.Instant()
	}
	id, createdAt := l.identify(s.of.Name, s.of.One, number, who)
	s.of.Fields.Standard(&row)
	for _, f := range s.fields {
		if _, given := members[f.Name]; f.Required && !given {
			node.Missing(f.Name)
		}
	}
	s.of.Fields.Load(l, members, &row, s.fields)
	s.of.Fields.SetCreated(&row, createdAt)
	*s.of.Fields.IDOf(&row) = id
	if s.complete != nil {
		s.complete(&Record[T]{l, &row, node.Pos(), members})
	}
	s.of.Put(l.Tx, row)
}

func (s *Records[T]) export(tx *store.Tx) []seeds.Mapping {
	var list []seeds.Mapping
	for row := range s.of.All(tx).Forward(0) {
		id := s.of.ID(&row.Value).String()
		mapping := seeds.Mapping{{Name: "id", Value: id}}
		if label := s.of.Set.Labels.Of(tx, s.of.One, id); label.Value != "" {
			mapping = append(mapping, seeds.Member{Name: "ref", Value: label.Value})
		}
		list = append(list, append(mapping, s.of.Fields.Export(&row.Value, s.fields)...))
	}
	return list
}

func (s *Records[T]) schema() seeds.SchemaMember {
	members := make([]seeds.SchemaMember, 0, len(s.names))
	members = append(members, seeds.SchemaMember{Name: "id", Schema: seeds.TextSchema()}, seeds.SchemaMember{Name: "ref", Schema: seeds.TextSchema()})
	for _, f := range s.fields {
		members = append(members, seeds.SchemaMember{Name: f.Name, Schema: f.SeedSchema(), Required: f.Required})
	}
	return seeds.SchemaMember{Name: s.of.Name, Schema: seeds.ListSchema(seeds.ObjectSchema(members))}
}

// keepLabels has the sandbox remember what the seed calls its records.
func (l *Loader) keepLabels() {
	for kind, names := range l.names {
		provider.PutAll(l.Tx, l.set.Labels, kind, names)
	}
}
