package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"gopkg.in/yaml.v3"
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
func Encode(from any) Mapping { return encodeStruct(reflect.ValueOf(from)) }

func encodeStruct(from reflect.Value) Mapping {
	var mapping Mapping
	for _, field := range fieldsOf(from.Type()) {
		if value := from.Field(field.index); given(value) {
			mapping = append(mapping, Member{field.name, encode(value)})
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

func encode(value reflect.Value) any {
	switch of := value.Interface().(type) {
	case Text, Instant:
		return of
	}
	switch value.Kind() {
	case reflect.Pointer:
		return encode(value.Elem())
	case reflect.Struct:
		return encodeStruct(value)
	case reflect.Slice:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = encode(value.Index(i))
		}
		return list
	default:
		return value.Interface()
	}
}

// YAML writes the mapping as a seed file that Parse reads back.
func (m Mapping) YAML() ([]byte, error) {
	var buffer bytes.Buffer
	encoder := yaml.NewEncoder(&buffer)
	encoder.SetIndent(2)
	if err := encoder.Encode(yamlOf(m)); err != nil {
		return nil, err
	}
	return buffer.Bytes(), encoder.Close()
}

func yamlOf(value any) *yaml.Node {
	switch v := value.(type) {
	case Mapping:
		node := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for _, member := range v {
			node.Content = append(node.Content, yamlText(member.Name), yamlOf(member.Value))
		}
		return node
	case []any:
		node := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range v {
			node.Content = append(node.Content, yamlOf(item))
		}
		return node
	case []Mapping:
		node := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range v {
			node.Content = append(node.Content, yamlOf(item))
		}
		return node
	}
	switch v := plain(value).(type) {
	case string:
		return yamlText(v)
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v)}
	case int64:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatInt(v, 10)}
	default:
		panic(fmt.Sprintf("seeds: no way to write a %T", value))
	}
}

func yamlText(text string) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	if text == "" {
		node.Style = yaml.DoubleQuotedStyle
	}
	return node
}

// plain is a scalar as a string, bool or int64.
func plain(value any) any {
	switch v := value.(type) {
	case Text:
		return v.Value
	case Instant:
		return v.UTC().Format(time.RFC3339Nano)
	case int:
		return int64(v)
	default:
		return value
	}
}

// JSON writes the mapping as JSON, which Parse reads back too.
func (m Mapping) JSON() ([]byte, error) {
	compact, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, compact, "", "  "); err != nil {
		return nil, err
	}
	return append(indented.Bytes(), '\n'), nil
}

// MarshalJSON writes the members in their order.
func (m Mapping) MarshalJSON() ([]byte, error) {
	dst := []byte{'{'}
	for i, member := range m {
		if i > 0 {
			dst = append(dst, ',')
		}
		value, err := json.Marshal(plain(member.Value))
		if err != nil {
			return nil, err
		}
		dst = append(append(strconv.AppendQuote(dst, member.Name), ':'), value...)
	}
	return append(dst, '}'), nil
}

// MarshalText writes a text inside a list.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.Value), nil }
