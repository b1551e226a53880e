package seeds

import "reflect"

// Key is one key that a struct with `seed` tags takes, for people and documents.
type Key struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // text, time, boolean, integer, number, list, mapping, any
	Required bool   `json:"required"`
	Items    string `json:"items,omitempty"` // the type of what a list holds
	Keys     []Key  `json:"keys,omitempty"`  // what a mapping takes, or each mapping of a list
}

// Keys lists what a struct with `seed` tags takes, in its order.
func Keys(of any) []Key {
	kind := reflect.TypeOf(of)
	fields := fieldsOf(kind)
	keys := make([]Key, 0, len(fields))
	for _, f := range fields {
		keys = append(keys, newKey(f, kind.Field(f.index).Type))
	}
	return keys
}

func newKey(f field, of reflect.Type) Key {
	key := Key{Name: f.name, Type: typeName(of), Required: f.required}
	if key.Type == "list" {
		of = of.Elem()
		key.Items = typeName(of)
	}
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if typeName(of) == "mapping" {
		key.Keys = Keys(reflect.Zero(of).Interface())
	}
	return key
}

func typeName(of reflect.Type) string {
	switch of {
	case reflect.TypeFor[Text]():
		return "text"
	case reflect.TypeFor[Instant]():
		return "time"
	case reflect.TypeFor[Node]():
		return "any"
	}
	switch of.Kind() {
	case reflect.Pointer:
		return typeName(of.Elem())
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		return "list"
	case reflect.Struct:
		return "mapping"
	default:
		return "text"
	}
}
