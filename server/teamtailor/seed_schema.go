package teamtailor

import (
	"mockserver/seeds"
	"mockserver/server/provider"
)

// sectionMembers are the keys of the section that load reads: each resource by its table, then what is no record.
func (t *Teamtailor) sectionMembers() []seeds.SchemaMember {
	members := make([]seeds.SchemaMember, 0, len(t.resources)+3)
	for _, res := range t.resources {
		members = append(members, seeds.SchemaMember{Name: res.name, Schema: seeds.ListSchema(res.seedSchema())})
	}
	return append(members,
		seeds.SchemaMember{Name: "keys", Schema: seeds.SchemaOf([]seedKey{})},
		seeds.SchemaMember{Name: "webhooks", Schema: seeds.SchemaOf([]provider.SeedWebhook{})},
		seeds.SchemaMember{Name: "generate", Schema: seeds.SchemaOf(seedGenerate{})})
}

// sectionNames are the names of these keys.
func (t *Teamtailor) sectionNames() []string {
	members := t.sectionMembers()
	names := make([]string, len(members))
	for i, member := range members {
		names[i] = member.Name
	}
	return names
}

func (t *Teamtailor) sectionSchema() seeds.Schema { return seeds.ObjectSchema(t.sectionMembers()) }

// seedSchema is the schema of one record of a seed.
func (r *resource) seedSchema() seeds.Schema {
	text := seeds.SchemaOf(seeds.Text{})
	members := []seeds.SchemaMember{{Name: "id", Schema: text}, {Name: "ref", Schema: text}}
	for i := range r.attributes {
		if a := &r.attributes[i]; a.inSeeds() {
			members = append(members, seeds.SchemaMember{Name: a.name, Schema: a.seedSchema()})
		}
	}
	for i := range r.relations {
		rel := &r.relations[i]
		switch {
		case !rel.inSeeds():
		case rel.many:
			members = append(members, seeds.SchemaMember{Name: rel.name, Schema: seeds.ListSchema(text)})
		default:
			members = append(members, seeds.SchemaMember{Name: rel.name, Schema: text, Required: rel.needed})
		}
	}
	return seeds.ObjectSchema(members)
}

// seedSchema follows loader.read.
func (a *attribute) seedSchema() seeds.Schema {
	switch a.kind {
	case boolean:
		return seeds.SchemaOf(false)
	case integer:
		return seeds.SchemaOf(int64(0))
	case date:
		return seeds.SchemaOf(seeds.Instant{})
	case texts, pictures:
		return seeds.SchemaOf([]string{})
	case integers:
		return seeds.SchemaOf([]int64{})
	case alternatives:
		return seeds.SchemaOf([]alternative{})
	default:
		plain := seeds.SchemaOf("")
		if a.words != nil {
			plain = append(plain, seeds.Keyword{Name: "enum", Value: a.words})
		}
		return plain
	}
}
