package seeds

import "reflect"

// Key is one key that a struct with `seed` tags takes, for people and documents.
type Key struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // text, time, boolean, integer, list, mapping
	Required bool   `json:"required"`
}

// Keys lists what a struct with `seed` tags takes, in its order.
func Keys(of any) []Key {
	kind := reflect.TypeOf(of)
	fields := fieldsOf(kind)
	keys := make([]Key, 0, len(fields))
	for _, f := range fields {
		keys = append(keys, Key{f.name, typeName(kind.Field(f.index).Type), f.required})
	}
	return keys
}

func typeName(of reflect.Type) string {
	switch of {
	case reflect.TypeFor[Text]():
		return "text"
	case reflect.TypeFor[Instant]():
		return "time"
	}
	switch of.Kind() {
	case reflect.Pointer:
		return typeName(of.Elem())
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Slice:
		return "list"
	case reflect.Struct:
		return "mapping"
	default:
		return "text"
	}
}
