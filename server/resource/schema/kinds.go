package schema

import (
	"cmp"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
)

// kind is one type of value: how a seed writes it and how a document prints it.
type kind interface {
	typeName() string
	schema(f *Field) seeds.Schema
	load(r Resolver, n seeds.Node, f *Field, into reflect.Value)
	export(from reflect.Value) any
	differs(f *Field, from reflect.Value) bool // from what a record has when its seed says nothing
	standard(text string, into reflect.Value)
	append(dst []byte, from reflect.Value) []byte // as JSON
}

// kindOf finds the kind of a Go type.
func kindOf(of reflect.Type, f *Field) kind {
	switch of {
	case reflect.TypeFor[ID]():
		return idKind{}
	case reflect.TypeFor[Seconds](), reflect.TypeFor[Millis]():
		return timeKind{}
	}
	switch of.Kind() {
	case reflect.String:
		return textKind{}
	case reflect.Bool:
		return boolKind{}
	case reflect.Int, reflect.Int64:
		return integerKind{}
	case reflect.Pointer:
		return pointerKind{kindOf(of.Elem(), f)}
	case reflect.Slice:
		return listKind{kindOf(of.Elem(), f)}
	case reflect.Struct:
		return structKind{Of(of)}
	default:
		panic(fmt.Sprintf("schema: the field %s is a %s, which no seed and no document has", f.Name, of))
	}
}

// plainKind is what most kinds have in common.
type plainKind struct{}

func (plainKind) differs(f *Field, from reflect.Value) bool {
	return f.standard != "" || !from.IsZero()
}

func (plainKind) standard(text string, into reflect.Value) {
	panic(fmt.Sprintf("schema: a %s has no default, not even %q", into.Type(), text))
}

// textKind is a text. One that is required or of a vocabulary may look like a number in a seed.
type textKind struct{ plainKind }

func (textKind) typeName() string { return "text" }

func (f *Field) anyScalar() bool { return f.Required || f.Words != nil }

func (textKind) schema(f *Field) seeds.Schema {
	if f.anyScalar() {
		return seeds.TextSchema()
	}
	return seeds.Schema{{Name: "type", Value: "string"}}
}

// load: an empty text is as if there were none where there is a default.
func (textKind) load(_ Resolver, n seeds.Node, f *Field, into reflect.Value) {
	if !f.anyScalar() {
		into.SetString(cmp.Or(n.String(), f.standard))
		return
	}
	text := n.Text()
	into.SetString(cmp.Or(text.Value, f.standard))
	if f.Words != nil && text.Given() {
		f.check(n, text)
	}
}

// check reports a text that is not of the field's vocabulary.
func (f *Field) check(n seeds.Node, text seeds.Text) {
	for _, word := range f.Words {
		if word == text.Value {
			return
		}
	}
	n.Faultf(text.Pos, "no %s is called %.40q; accepted: %s", inWords(f.Name), text.Value, strings.Join(f.Words, ", "))
}

// inWords spells a name for people: "event type" for "eventType".
func inWords(name string) string {
	var words strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			words.WriteByte(' ')
			r += 'a' - 'A'
		}
		words.WriteRune(r)
	}
	return words.String()
}

func (textKind) export(from reflect.Value) any { return from.String() }

func (textKind) standard(text string, into reflect.Value) { into.SetString(text) }

func (textKind) append(dst []byte, from reflect.Value) []byte {
	return provider.AppendString(dst, from.String())
}

type boolKind struct{}

func (boolKind) typeName() string { return "boolean" }

func (boolKind) schema(*Field) seeds.Schema { return seeds.Schema{{Name: "type", Value: "boolean"}} }

func (boolKind) load(_ Resolver, n seeds.Node, _ *Field, into reflect.Value) { into.SetBool(n.Bool()) }

func (boolKind) export(from reflect.Value) any { return from.Bool() }

func (boolKind) differs(f *Field, from reflect.Value) bool {
	return from.Bool() != (f.standard == "true")
}

func (boolKind) standard(text string, into reflect.Value) { into.SetBool(text == "true") }

func (boolKind) append(dst []byte, from reflect.Value) []byte {
	return strconv.AppendBool(dst, from.Bool())
}

type integerKind struct{ plainKind }

func (integerKind) typeName() string { return "integer" }

func (integerKind) schema(f *Field) seeds.Schema { return seeds.IntegerSchema(f.least, f.most) }

func (integerKind) load(_ Resolver, n seeds.Node, f *Field, into reflect.Value) {
	into.SetInt(n.Integer(f.least, f.most))
}

func (integerKind) export(from reflect.Value) any { return from.Int() }

func (integerKind) standard(text string, into reflect.Value) {
	into.SetInt(mustInteger(into.Type().String(), text))
}

func (integerKind) append(dst []byte, from reflect.Value) []byte {
	return strconv.AppendInt(dst, from.Int(), 10)
}

// idKind is the id of the record itself, or of the record that a relation leads to.
type idKind struct{ plainKind }

func (idKind) typeName() string { return "text" }

func (idKind) schema(*Field) seeds.Schema { return seeds.TextSchema() }

func (idKind) load(r Resolver, n seeds.Node, f *Field, into reflect.Value) {
	if text := n.Text(); text.Given() {
		*into.Addr().Interface().(*ID) = r.Resolve(f.To, text)
	}
}

func (idKind) export(from reflect.Value) any { return from.Interface().(ID).String() }

func (idKind) append(dst []byte, from reflect.Value) []byte {
	dst = append(dst, '"')
	dst, _ = from.Addr().Interface().(*ID).AppendText(dst)
	return append(dst, '"')
}
