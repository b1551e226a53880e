package seeds

import (
	"iter"
	"reflect"
)

// Mapping is a mapping to be written, its members in order. Values are Mapping, []Mapping, []any, string, bool, int,
// int64, Text or Instant.
type Mapping []Member

// Member is one key of a mapping and its value.
type Member struct {
	Name  string
	Value any
}

// Encode is the inverse of Decode: the mapping that fills such a struct. Fields with their zero value, and texts and
// instants that were not given, are left out; pointers are left out when nil.
func Encode(from any) Mapping {
	e := encoder{fieldsOfTypes{}}
	return e.structure(reflect.ValueOf(from))
}

// EncodeEach encodes many structs of one type, faster than one by one.
func EncodeEach[S any](all iter.Seq[S]) []Mapping {
	e := encoder{fieldsOfTypes{}}
	var list []Mapping
	for from := range all {
		list = append(list, e.structure(reflect.ValueOf(from)))
	}
	return list
}

type encoder struct{ fields fieldsOfTypes }

func (e encoder) structure(from reflect.Value) Mapping {
	fields := e.fields.of(from.Type())
	mapping := make(Mapping, 0, len(fields))
	for _, field := range fields {
		if value := from.Field(field.index); given(value) {
			mapping = append(mapping, Member{field.name, e.value(value)})
		}
	}
	return mapping
}

// given tells whether a field has something to say. An empty list that is there is said, so that it differs from none.
func given(value reflect.Value) bool {
	switch of := value.Interface().(type) {
	case Text:
		return of.Given() || of.Value != ""
	case Instant:
		return of.Given() || !of.IsZero()
	}
	if value.Kind() == reflect.Slice {
		return !value.IsNil()
	}
	return !value.IsZero()
}

func (e encoder) value(value reflect.Value) any {
	switch of := value.Interface().(type) {
	case Text:
		return of.Value
	case Instant:
		return of
	}
	switch value.Kind() {
	case reflect.Pointer:
		return e.value(value.Elem())
	case reflect.Struct:
		return e.structure(value)
	case reflect.Slice:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = e.value(value.Index(i))
		}
		return list
	default:
		return value.Interface()
	}
}
