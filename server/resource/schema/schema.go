// Package schema reads the declaration of a resource from the tags of its row type, once, when the server is wired:
//
//	type Job struct {
//		ID       store.ObjectID `field:"id"`
//		Title    string         `field:"title,omitempty"`
//		Deadline schema.Seconds `field:"deadline,omitempty"`
//		Member   store.ObjectID `field:"member,hidden,required,to=member"`
//		List     string         `field:"list,hidden,default=wishlist"`
//	}
//
// The name of a field is the one in documents, seeds and bodies of actions. The options:
//
//	omitempty    documents leave out an empty value
//	null         documents print an empty value as null
//	hidden       documents print it in a way of their own, or not at all
//	unseeded     no seed sets it
//	required     a seed must set it
//	to=KIND      an id that leads to a record of that kind; a seed may name it by label
//	default=V    what a record has when its seed says nothing
//	min=N, max=N bounds of a whole number
//
// Everything else follows: how a field is printed, read from a seed, written back, described in a JSON Schema. What a
// type of value can do stands in one place, its kind (kinds.go).
package schema

import (
	"fmt"
	"reflect"

	"mockserver/seeds"
	"mockserver/store"
)

// ID is the key of a row.
type ID = store.ObjectID

// Fields are the fields of a row type, in its order.
type Fields struct {
	list   []*Field
	byName map[string]*Field
	row    reflect.Type
	id     *Field
	at     *Field // when the record was created; nil for none
}

// Of reads the tags of a row type. A mistake in a tag is one of the program, and panics.
func Of(row reflect.Type) *Fields {
	fields := &Fields{byName: map[string]*Field{}, row: row}
	for i := range row.NumField() {
		tag, tagged := row.Field(i).Tag.Lookup("field")
		if !tagged {
			continue
		}
		f := newField(row.Field(i), tag)
		if fields.byName[f.Name] != nil {
			panic(fmt.Sprintf("schema: %s has the field %s twice", row, f.Name))
		}
		fields.list = append(fields.list, f)
		fields.byName[f.Name] = f
	}
	fields.id, fields.at = fields.byName["id"], fields.byName["createdAt"]
	return fields
}

// All lists the fields.
func (fs *Fields) All() []*Field { return fs.list }

// Must finds a field that the program itself names.
func (fs *Fields) Must(name string) *Field {
	f := fs.byName[name]
	if f == nil {
		panic(fmt.Sprintf("schema: %s has no field %s", fs.row, name))
	}
	return f
}

// Words gives a field its vocabulary.
func (fs *Fields) Words(name string, words []string) { fs.Must(name).Words = words }

// Append writes the members of some fields of a row, a comma before each. row is a pointer to a row.
func (fs *Fields) Append(dst []byte, row any, some []*Field) []byte {
	value := reflect.ValueOf(row).Elem()
	for _, f := range some {
		dst = f.append(dst, value)
	}
	return dst
}

// ID returns the key of a row, given as a pointer.
func (fs *Fields) ID(row any) ID { return *fs.IDOf(row) }

// IDOf returns a pointer to the key of a row, given as a pointer.
func (fs *Fields) IDOf(row any) *ID {
	return reflect.ValueOf(row).Elem().Field(fs.id.index).Addr().Interface().(*ID)
}

// Standard gives a row the values that a record has when its seed says nothing. row is a pointer to a row.
func (fs *Fields) Standard(row any) {
	value := reflect.ValueOf(row).Elem()
	for _, f := range fs.list {
		if f.standard != "" {
			f.kind.standard(f.standard, value.Field(f.index))
		}
	}
}

// Load reads some members of a seed's record, or of an action's body, into a row. What is wrong is reported to the node.
func (fs *Fields) Load(r Resolver, members map[string]seeds.Node, row any, some []*Field) {
	value := reflect.ValueOf(row).Elem()
	for _, f := range some {
		if n, given := members[f.Name]; given {
			f.load(r, n, value)
		}
	}
}

// Export lists what a seed has to say of some fields of a row.
func (fs *Fields) Export(row any, some []*Field) seeds.Mapping {
	value := reflect.ValueOf(row).Elem()
	mapping := make(seeds.Mapping, 0, len(some))
	for _, f := range some {
		if said, ok := f.export(value); ok {
			mapping = append(mapping, seeds.Member{Name: f.Name, Value: said})
		}
	}
	return mapping
}

// SeedSchema describes the field's value in a seed.
func (f *Field) SeedSchema() seeds.Schema { return f.kind.schema(f) }

// TypeName is the type of the field's value in a body, for people: as in seeds.Key.
func (f *Field) TypeName() string { return f.kind.typeName() }

// Find finds a field by name, nil when there is none.
func (fs *Fields) Find(name string) *Field { return fs.byName[name] }
