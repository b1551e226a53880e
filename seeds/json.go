package seeds

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"gopkg.in/yaml.v3"
)

// maxNodes bounds what aliases may grow a document to.
const maxNodes = 1_000_000

// ToJSON turns one YAML document into JSON: members stay in their order, numbers, texts and truth values what YAML takes
// them for. Aliases and merge keys are written out. It is for the mock's own documents, not for seeds.
func ToJSON(text []byte) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if len(document.Content) == 0 {
		return []byte("null"), nil
	}
	c := converter{left: maxNodes}
	if err := c.node(document.Content[0]); err != nil {
		return nil, err
	}
	return c.out.Bytes(), nil
}

// JSON writes the node as JSON, as YAML takes its values.
func (n Node) JSON() ([]byte, error) {
	c := converter{left: maxNodes}
	err := c.node(n.yaml)
	return c.out.Bytes(), err
}

type converter struct {
	out  bytes.Buffer
	left int
}

func (c *converter) node(node *yaml.Node) error {
	if c.left--; c.left < 0 {
		return errors.New("seeds: the document is too large")
	}
	switch node = resolve(node); node.Kind {
	case yaml.MappingNode:
		return c.mapping(node)
	case yaml.SequenceNode:
		return c.sequence(node)
	default:
		return c.scalar(node)
	}
}

func (c *converter) mapping(node *yaml.Node) error {
	c.out.WriteByte('{')
	for i, pair := range merged(node) {
		if i > 0 {
			c.out.WriteByte(',')
		}
		if resolve(pair.key).Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d: a key must be a text", pair.key.Line)
		}
		c.text(resolve(pair.key).Value)
		c.out.WriteByte(':')
		if err := c.node(pair.value); err != nil {
			return err
		}
	}
	c.out.WriteByte('}')
	return nil
}

func (c *converter) sequence(node *yaml.Node) error {
	c.out.WriteByte('[')
	for i, item := range node.Content {
		if i > 0 {
			c.out.WriteByte(',')
		}
		if err := c.node(item); err != nil {
			return err
		}
	}
	c.out.WriteByte(']')
	return nil
}

func (c *converter) scalar(node *yaml.Node) error {
	switch tag := node.ShortTag(); tag {
	case "!!str", "!!timestamp":
		c.text(node.Value)
	case "!!null":
		c.out.WriteString("null")
	case "!!bool":
		var value bool
		if err := node.Decode(&value); err != nil {
			return err
		}
		c.out.WriteString(strconv.FormatBool(value))
	case "!!int", "!!float":
		return c.number(node)
	default:
		return fmt.Errorf("line %d: no way to write %s as JSON", node.Line, tag)
	}
	return nil
}

// number keeps a number as it is written where JSON writes it so, too.
func (c *converter) number(node *yaml.Node) error {
	if json.Valid([]byte(node.Value)) {
		c.out.WriteString(node.Value)
		return nil
	}
	var value any
	if err := node.Decode(&value); err != nil {
		return err
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	c.out.Write(encoded)
	return nil
}

func (c *converter) text(text string) {
	encoder := json.NewEncoder(&c.out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text can be encoded
	c.out.Truncate(c.out.Len() - 1)
}

type pair struct{ key, value *yaml.Node }

// merged lists a mapping's members with those of its merge keys behind them, where it has none of that name.
func merged(node *yaml.Node) (pairs []pair) {
	var more []pair
	has := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.ShortTag() == "!!merge" {
			more = append(more, merged(resolve(value))...)
			continue
		}
		has[key.Value] = true
		pairs = append(pairs, pair{key, value})
	}
	for _, p := range more {
		if !has[p.key.Value] {
			has[p.key.Value] = true
			pairs = append(pairs, p)
		}
	}
	return pairs
}
