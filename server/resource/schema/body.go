package schema

import (
	"reflect"

	"mockserver/seeds"
)

// Key describes the field as a key of a body, for people.
func (f *Field) Key(required bool) seeds.Key {
	key := seeds.Key{Name: f.Name, Type: f.kind.typeName(), Required: required}
	of := f.kind
	if list, ok := of.(listKind); ok {
		of = list.of
		key.Items = of.typeName()
	}
	if pointer, ok := of.(pointerKind); ok {
		of = pointer.to
	}
	if object, ok := of.(structKind); ok {
		for _, member := range object.fields.list {
			key.Keys = append(key.Keys, member.Key(member.Required))
		}
	}
	return key
}

// Check reports a value of the wrong type. It looks up no relation: what a relation names is not checked.
func (f *Field) Check(n seeds.Node) {
	into := reflect.New(f.of).Elem()
	f.kind.load(anyRecord{}, n, f, into)
}

// anyRecord resolves every relation, to nothing.
type anyRecord struct{}

func (anyRecord) Resolve(string, seeds.Text) ID { return ID{} }
