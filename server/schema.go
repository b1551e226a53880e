package server

import "mockserver/seeds"

// SeedSchema is the JSON Schema of a seed file as the providers read it. Committed and served is seeds.SchemaText, which
// a test holds equal.
func (s *Server) SeedSchema() seeds.Schema {
	sections := make([]seeds.SchemaMember, len(s.providers))
	for i, p := range s.providers {
		sections[i] = seeds.SchemaMember{Name: p.Name, Schema: p.SectionSchema()}
	}
	return seeds.FileSchema(sections)
}
