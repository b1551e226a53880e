package schema

import (
	"reflect"

	"mockserver/seeds"
)

// pointerKind is a value that may be missing.
type pointerKind struct{ to kind }

func (k pointerKind) typeName() string { return k.to.typeName() }

func (k pointerKind) schema(f *Field) seeds.Schema { return k.to.schema(f) }

func (k pointerKind) load(r Resolver, n seeds.Node, f *Field, into reflect.Value) {
	into.Set(reflect.New(into.Type().Elem()))
	k.to.load(r, n, f, into.Elem())
}

func (k pointerKind) export(from reflect.Value) any { return k.to.export(from.Elem()) }

func (pointerKind) differs(_ *Field, from reflect.Value) bool { return !from.IsNil() }

func (k pointerKind) standard(text string, into reflect.Value) {
	into.Set(reflect.New(into.Type().Elem()))
	k.to.standard(text, into.Elem())
}

func (k pointerKind) append(dst []byte, from reflect.Value) []byte {
	if from.IsNil() {
		return append(dst, "null"...)
	}
	return k.to.append(dst, from.Elem())
}

// listKind is a list of values. An empty one prints as [].
type listKind struct{ of kind }

func (listKind) typeName() string { return "list" }

func (k listKind) schema(f *Field) seeds.Schema { return seeds.ListSchema(k.of.schema(f)) }

func (k listKind) load(r Resolver, n seeds.Node, f *Field, into reflect.Value) {
	items := n.Items()
	list := reflect.MakeSlice(into.Type(), len(items), len(items))
	for i, item := range items {
		k.of.load(r, item, f, list.Index(i))
	}
	into.Set(list)
}

func (k listKind) export(from reflect.Value) any {
	list := make([]any, from.Len())
	for i := range list {
		list[i] = k.of.export(from.Index(i))
	}
	return list
}

func (listKind) differs(_ *Field, from reflect.Value) bool { return from.Len() > 0 }

func (listKind) standard(string, reflect.Value) { panic("schema: a list has no default") }

func (k listKind) append(dst []byte, from reflect.Value) []byte {
	dst = append(dst, '[')
	for i := range from.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = k.of.append(dst, from.Index(i))
	}
	return append(dst, ']')
}

// structKind is an object inside a record.
type structKind struct{ fields *Fields }

func (structKind) typeName() string { return "mapping" }

func (k structKind) schema(*Field) seeds.Schema { return seeds.ObjectSchema(k.fields.SeedMembers()) }

func (k structKind) load(r Resolver, n seeds.Node, _ *Field, into reflect.Value) {
	members := n.Members(k.fields.SeedNames())
	for _, f := range k.fields.list {
		member, given := members[f.Name]
		switch {
		case given:
			f.load(r, member, into)
		case f.Required:
			n.Missing(f.Name)
		case f.standard != "":
			f.kind.standard(f.standard, into.Field(f.index))
		}
	}
}

func (k structKind) export(from reflect.Value) any {
	mapping := make(seeds.Mapping, 0, len(k.fields.list))
	for _, f := range k.fields.list {
		if value, said := f.export(from); said {
			mapping = append(mapping, seeds.Member{Name: f.Name, Value: value})
		}
	}
	return mapping
}

func (structKind) differs(_ *Field, from reflect.Value) bool { return !from.IsZero() }

func (structKind) standard(string, reflect.Value) { panic("schema: an object has no default") }

func (k structKind) append(dst []byte, from reflect.Value) []byte {
	start := len(dst)
	for _, f := range k.fields.list {
		if !f.Hidden {
			dst = f.append(dst, from)
		}
	}
	if len(dst) == start {
		return append(dst, "{}"...)
	}
	dst[start] = '{' // in place of the first comma
	return append(dst, '}')
}

// SeedNames lists the names of the fields that a seed may set.
func (fs *Fields) SeedNames() []string {
	var names []string
	for _, f := range fs.list {
		if !f.Unseeded {
			names = append(names, f.Name)
		}
	}
	return names
}

// SeedMembers describes the fields that a seed may set, for a JSON Schema.
func (fs *Fields) SeedMembers() []seeds.SchemaMember {
	var members []seeds.SchemaMember
	for _, f := range fs.list {
		if !f.Unseeded {
			members = append(members, seeds.SchemaMember{Name: f.Name, Schema: f.SeedSchema(), Required: f.Required})
		}
	}
	return members
}
