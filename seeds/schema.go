package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
)

// Schema is a JSON Schema (2020-12) of a part of a seed, its keywords in the order in which they are written.
type Schema []Keyword

// Keyword is one keyword of a schema, or one name of a keyword's schemas; its value is anything that JSON can say.
type Keyword struct {
	Name  string
	Value any
}

// MarshalJSON writes the keywords in order.
func (s Schema) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, keyword := range s {
		if i > 0 {
			out.WriteByte(',')
		}
		_ = encoder.Encode(keyword.Name) // a text can be encoded
		out.WriteByte(':')
		if err := encoder.Encode(keyword.Value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// SchemaOf is the schema of what Decode reads into a value of the same type.
func SchemaOf(value any) Schema { return schemaOf(reflect.TypeOf(value), noLimits()) }

func schemaOf(of reflect.Type, limits limits) Schema {
	switch of {
	case reflect.TypeFor[Text]():
		return Schema{{"$ref", "#/$defs/text"}}
	case reflect.TypeFor[Instant]():
		return Schema{{"$ref", "#/$defs/instant"}}
	}
	switch of.Kind() {
	case reflect.String:
		return Schema{{"type", "string"}}
	case reflect.Bool:
		return Schema{{"type", "boolean"}}
	case reflect.Int, reflect.Int64:
		return limits.schema()
	case reflect.Pointer:
		return schemaOf(of.Elem(), limits)
	case reflect.Slice:
		return ListSchema(schemaOf(of.Elem(), limits))
	case reflect.Struct:
		return structSchema(of)
	default:
		panic(fmt.Sprintf("seeds: no schema for a %s", of))
	}
}

func structSchema(of reflect.Type) Schema {
	fields := fieldsOf(of)
	members := make([]SchemaMember, 0, len(fields))
	for _, f := range fields {
		members = append(members, SchemaMember{f.name, schemaOf(of.Field(f.index).Type, f.limits), f.required})
	}
	return ObjectSchema(members)
}

// schema leaves out the bounds of what 64 bits can hold.
func (l limits) schema() Schema {
	s := Schema{{"type", "integer"}}
	if l.least != math.MinInt64 {
		s = append(s, Keyword{"minimum", l.least})
	}
	if l.most != math.MaxInt64 {
		s = append(s, Keyword{"maximum", l.most})
	}
	return s
}

// ListSchema is the schema of a list.
func ListSchema(items Schema) Schema { return Schema{{"type", "array"}, {"items", items}} }

// SchemaMember is a key of a mapping.
type SchemaMember struct {
	Name     string
	Schema   Schema
	Required bool
}

// ObjectSchema is the schema of a mapping with these keys and no others. A key that need not be given may be null,
// which is as if it were not.
func ObjectSchema(members []SchemaMember) Schema {
	properties, required := make(Schema, 0, len(members)), []string{}
	for _, m := range members {
		if m.Required {
			required = append(required, m.Name)
		} else {
			m.Schema = m.Schema.orNull()
		}
		properties = append(properties, Keyword{m.Name, m.Schema})
	}
	s := Schema{{"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		s = append(s, Keyword{"required", required})
	}
	return append(s, Keyword{"properties", properties})
}

// orNull is the schema of the same and of null.
func (s Schema) orNull() Schema {
	name, isText := s[0].Value.(string)
	switch {
	case isText && s[0].Name == "$ref":
		return Schema{{"$ref", name + "OrNull"}}
	case isText && s[0].Name == "type" && !s.has("enum"):
		return append(Schema{{"type", []string{name, "null"}}}, s[1:]...)
	default:
		return anyOf(s, Schema{{"type", "null"}})
	}
}

func anyOf(schemas ...Schema) Schema { return Schema{{"anyOf", schemas}} }

func (s Schema) has(name string) bool {
	for _, keyword := range s {
		if keyword.Name == name {
			return true
		}
	}
	return false
}

// FileSchema is the schema of a whole seed with these sections.
func FileSchema(sections []SchemaMember) Schema {
	s := Schema{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "A seed of mockserver"},
	}
	s = append(s, ObjectSchema(sections).orNull()...)
	text, instant, null := Schema{{"$ref", "#/$defs/text"}}, Schema{{"$ref", "#/$defs/instant"}}, Schema{{"type", "null"}}
	return append(s, Keyword{"$defs", Schema{
		{"text", Schema{
			{"description", "A text as it is written, also one that looks like a number: an id, a label, a word."},
			{"type", []string{"string", "number", "boolean"}},
		}},
		{"textOrNull", anyOf(text, null)},
		{"instant", Schema{
			{"description", "A point in time: RFC 3339, a date, or Unix seconds."},
			{"anyOf", []Schema{
				{{"type", "string"}, {"pattern", `^(\d+|\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d))?)$`}},
				{{"type", "integer"}, {"minimum", 1}, {"maximum", uint32(math.MaxUint32)}},
			}},
		}},
		{"instantOrNull", anyOf(instant, null)},
	}})
}
