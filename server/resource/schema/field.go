package schema

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"mockserver/seeds"
)

// Field is one field of a row.
type Field struct {
	Name     string   // in documents and in seeds
	Hidden   bool     // documents print it in a way of their own, or not at all
	Unseeded bool     // no seed may set it: it follows from other fields
	Required bool     // a seed must set it
	To       string   // a relation: the kind of record that the id leads to ("member")
	Words    []string // the values that a seed may set; nil for any

	empty    empty
	standard string // the value of a record whose seed has none
	least    int64
	most     int64
	index    int
	of       reflect.Type
	kind     kind
}

// empty says how a document prints a field that has its zero value.
type empty int

const (
	shown   empty = iota // like any other value
	omitted              // not at all
	null                 // as null
)

// newField reads a tag: the name, then options.
func newField(of reflect.StructField, tag string) *Field {
	options := strings.Split(tag, ",")
	f := &Field{Name: options[0], index: of.Index[0], of: of.Type, least: math.MinInt64, most: math.MaxInt64}
	for _, option := range options[1:] {
		f.option(option)
	}
	f.kind = kindOf(of.Type, f)
	return f
}

func (f *Field) option(option string) {
	name, value, _ := strings.Cut(option, "=")
	switch name {
	case "hidden":
		f.Hidden = true
	case "unseeded":
		f.Unseeded = true
	case "required":
		f.Required = true
	case "to":
		f.To = value
	case "omitempty":
		f.empty = omitted
	case "null":
		f.empty = null
	case "default":
		f.standard = value
	case "min":
		f.least = mustInteger(f.Name, value)
	case "max":
		f.most = mustInteger(f.Name, value)
	default:
		panic(fmt.Sprintf("schema: the field %s has the unknown option %q", f.Name, option))
	}
}

func mustInteger(name, text string) int64 {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("schema: the field %s has a bound that is no number: %q", name, text))
	}
	return number
}

// Resolver finds the record that a relation of a seed or of an action's body names by id or label. What it cannot find
// it reports, and returns the zero id.
type Resolver interface {
	Resolve(kind string, relation seeds.Text) ID
}

// load reads a seed's value into the field of a row.
func (f *Field) load(r Resolver, n seeds.Node, row reflect.Value) {
	f.kind.load(r, n, f, row.Field(f.index))
}

// export returns the value that a seed has for the field of a row, false when the seed need not say it.
func (f *Field) export(row reflect.Value) (value any, said bool) {
	from := row.Field(f.index)
	if !f.kind.differs(f, from) {
		return nil, false
	}
	return f.kind.export(from), true
}

// append writes the member of the field with a comma before it, or nothing when it is empty and left out.
func (f *Field) append(dst []byte, row reflect.Value) []byte {
	value := row.Field(f.index)
	if f.empty == omitted && value.IsZero() {
		return dst
	}
	dst = append(append(append(dst, `,"`...), f.Name...), `":`...)
	if f.empty == null && value.IsZero() {
		return append(dst, "null"...)
	}
	return f.kind.append(dst, value)
}
