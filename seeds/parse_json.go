package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// parseJSON reads what begins as a JSON object or list, false when it is no JSON. YAML is nearly a superset of JSON: it
// lacks pairs of surrogate escapes (what Python makes of an emoji), the escape \/ (PHP) and some raw characters.
func parseJSON(data []byte) (root *yaml.Node, ok bool) {
	if start := bytes.TrimLeft(data, " \t\r\n"); len(start) == 0 || start[0] != '{' && start[0] != '[' || !json.Valid(data) {
		return nil, false
	}
	r := &jsonReader{data: data, decoder: json.NewDecoder(bytes.NewReader(data)), at: Pos{1, 1}}
	r.decoder.UseNumber()
	root, err := r.node()
	return root, err == nil
}

// jsonReader makes of JSON the nodes that YAML would make of it, with their places.
type jsonReader struct {
	data    []byte
	decoder *json.Decoder
	counted int // how far lines and columns are counted
	at      Pos
}

func (r *jsonReader) node() (*yaml.Node, error) {
	node := r.place()
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		return node, r.content(node, v)
	case string:
		node.Tag, node.Value, node.Style = "!!str", v, yaml.DoubleQuotedStyle
	case json.Number:
		node.Tag, node.Value = "!!float", v.String()
		if _, err := strconv.ParseInt(node.Value, 10, 64); err == nil {
			node.Tag = "!!int"
		}
	case bool:
		node.Tag, node.Value = "!!bool", strconv.FormatBool(v)
	case nil:
		node.Tag, node.Value = "!!null", "null"
	default:
		return nil, fmt.Errorf("seeds: no JSON token is a %T", token)
	}
	return node, nil
}

// content reads up to the end of an object or list.
func (r *jsonReader) content(node *yaml.Node, open json.Delim) error {
	node.Kind, node.Tag = yaml.MappingNode, "!!map"
	if open == '[' {
		node.Kind, node.Tag = yaml.SequenceNode, "!!seq"
	}
	for r.decoder.More() {
		item, err := r.node()
		if err != nil {
			return err
		}
		node.Content = append(node.Content, item)
	}
	_, err := r.decoder.Token()
	return err
}

// place starts the node of the next token: behind the last one, spaces, a comma or a colon.
func (r *jsonReader) place() *yaml.Node {
	start := int(r.decoder.InputOffset())
	for start < len(r.data) && bytes.IndexByte([]byte(" \t\r\n,:"), r.data[start]) >= 0 {
		start++
	}
	for _, c := range r.data[r.counted:start] {
		switch {
		case c == '\n':
			r.at = Pos{r.at.Line + 1, 1}
		case utf8.RuneStart(c):
			r.at.Column++
		}
	}
	r.counted = start
	return &yaml.Node{Kind: yaml.ScalarNode, Line: r.at.Line, Column: r.at.Column}
}
