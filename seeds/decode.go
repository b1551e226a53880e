package seeds

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Decode fills a struct from the node. Its fields carry tags like `seed:"name,required"`; a field of type Pos gets the
// node's place, one of type Node the node itself. A key that no field names, a key given twice, a missing required one and a value of the wrong type are
// faults; the rest is filled all the same.
func (n Node) Decode(into any) { n.decode(reflect.ValueOf(into).Elem(), noLimits()) }

func (n Node) decode(into reflect.Value, limits limits) {
	switch into.Type() {
	case reflect.TypeFor[Text]():
		into.Set(reflect.ValueOf(n.Text()))
		return
	case reflect.TypeFor[Instant]():
		into.Set(reflect.ValueOf(n.instant()))
		return
	case reflect.TypeFor[time.Duration]():
		into.SetInt(int64(n.Duration()))
		return
	case reflect.TypeFor[Node]():
		into.Set(reflect.ValueOf(n))
		return
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(n.string())
	case reflect.Bool:
		into.SetBool(n.bool())
	case reflect.Int, reflect.Int64:
		into.SetInt(n.integer(limits))
	case reflect.Float64:
		into.SetFloat(n.float())
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		n.decode(into.Elem(), limits)
	case reflect.Slice:
		n.decodeList(into, limits)
	case reflect.Struct:
		n.decodeStruct(into)
	default:
		panic(fmt.Sprintf("seeds: no way to read a %s", into.Type()))
	}
}

func (n Node) decodeList(into reflect.Value, limits limits) {
	if n.yaml.Kind != yaml.SequenceNode {
		n.mismatch("a list")
		return
	}
	list := reflect.MakeSlice(into.Type(), len(n.yaml.Content), len(n.yaml.Content))
	for i, item := range n.yaml.Content {
		Node{n.File, resolve(item), fmt.Sprintf("%s[%d]", n.path, i)}.decode(list.Index(i), limits)
	}
	into.Set(list)
}

func (n Node) decodeStruct(into reflect.Value) {
	fields := n.fields.of(into.Type())
	names := make([]string, 0, len(fields))
	for _, field := range fields {
		names = append(names, field.name)
	}
	values := n.mapping(names)
	for i := range into.NumField() {
		if into.Field(i).Type() == reflect.TypeFor[Pos]() {
			into.Field(i).Set(reflect.ValueOf(n.Pos()))
		}
	}
	for _, field := range fields {
		value, given := values[field.name]
		switch {
		case given && !value.null():
			value.decode(into.Field(field.index), field.limits)
		case field.required && n.yaml.Kind == yaml.MappingNode:
			n.faultf(n.Pos(), "%q is missing", field.name)
			n.about(field.name, nil)
		}
	}
}

// null tells whether the node says nothing: a struct takes its key as absent.
func (n Node) null() bool { return n.yaml.Tag == "!!null" }

// Nulls lists the keys of a mapping whose value is null, for a body in which that says something: "take it away".
func (n Node) Nulls() []string {
	var names []string
	for i := 0; n.yaml.Kind == yaml.MappingNode && i+1 < len(n.yaml.Content); i += 2 {
		if resolve(n.yaml.Content[i+1]).Tag == "!!null" {
			names = append(names, n.yaml.Content[i].Value)
		}
	}
	return names
}

// mapping reads the node's keys and values, and reports what is not among the accepted keys.
func (n Node) mapping(accepted []string) map[string]Node {
	if n.yaml.Kind != yaml.MappingNode {
		n.mismatch("a mapping with the keys " + strings.Join(accepted, ", "))
		return nil
	}
	values, first := make(map[string]Node, len(n.yaml.Content)/2), make(map[string]Pos)
	for i := 0; i+1 < len(n.yaml.Content); i += 2 {
		key, value := n.yaml.Content[i], resolve(n.yaml.Content[i+1])
		at, name := Pos{key.Line, key.Column}, key.Value
		if was, twice := first[name]; twice {
			n.child(name, value).faultf(at, "given twice, first in line %d", was.Line)
			continue
		}
		first[name] = at
		if !slices.Contains(accepted, name) {
			n.faultf(at, "unknown key %q; accepted: %s", shorten(name), strings.Join(accepted, ", "))
			n.about(shorten(name), accepted)
			continue
		}
		values[name] = n.child(name, value)
	}
	return values
}

// child is the node under a key.
func (n Node) child(name string, value *yaml.Node) Node {
	return Node{n.File, value, strings.TrimPrefix(n.path+"."+name, ".")}
}

// resolve follows an alias to what it stands for.
func resolve(node *yaml.Node) *yaml.Node {
	for node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}

// Members reads a mapping whose keys a provider's own schema names: each accepted key that is given, with its value. All
// else is a fault, as in Decode; a value of null is as if the key were absent.
func (n Node) Members(accepted []string) map[string]Node {
	members := n.mapping(accepted)
	maps.DeleteFunc(members, func(_ string, member Node) bool { return member.null() })
	return members
}

// IsMapping tells whether the node is a mapping, for what may be that or a text.
func (n Node) IsMapping() bool { return n.yaml.Kind == yaml.MappingNode }

// Items reads a list.
func (n Node) Items() []Node {
	if n.yaml.Kind != yaml.SequenceNode {
		n.mismatch("a list")
		return nil
	}
	items := make([]Node, len(n.yaml.Content))
	for i, item := range n.yaml.Content {
		items[i] = Node{n.File, resolve(item), fmt.Sprintf("%s[%d]", n.path, i)}
	}
	return items
}
