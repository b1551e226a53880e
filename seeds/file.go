package seeds

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// File is one parsed seed (or settings) file and all that was found wrong with it so far.
type File struct {
	Name   string
	root   *yaml.Node // nil for an empty file
	faults []Fault
	fields fieldsOfTypes
}

// Node is one place in a file, to be decoded.
type Node struct {
	*File
	yaml *yaml.Node
	path string // as in "huntr.jobs[3]"
}

// Parse reads YAML or JSON. A file with a syntax error has that one fault and no content.
func Parse(name string, data []byte) *File {
	file := &File{Name: name, fields: fieldsOfTypes{}}
	if root, ok := parseJSON(data); ok {
		file.root = root
		return file
	}
	decoder := yaml.NewDecoder(bytes.NewReader(withoutMark(data)))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if !errors.Is(err, io.EOF) {
			file.syntaxFault(err, data)
		}
		return file
	}
	root := resolve(document.Content[0])
	if !bounded(root) {
		file.Faultf(Pos{1, 1}, "aliases make this more than %d nodes, or stand for themselves", maxNodes)
		return file
	}
	if root.Tag != "!!null" {
		file.root = root
	}
	file.refuseTags(document.Content[0])
	var second yaml.Node
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		file.Faultf(Pos{max(second.Line, 1), max(second.Column, 1)}, "a second document: one file holds one document")
	}
	return file
}

// withoutMark takes away a byte order mark after the line of dashes that begins a document. One at the start of a file is
// the library's matter.
func withoutMark(data []byte) []byte {
	const mark = "\ufeff"
	for _, dashes := range []string{"---\n", "---\r\n"} {
		if rest, ok := bytes.CutPrefix(data, []byte(dashes+mark)); ok {
			return append([]byte(dashes), rest...)
		}
	}
	return data
}

// refuseTags reports every tag that is not a statement of what its node is anyway: the library would drop it, and
// "!env SECRET" would be the text SECRET.
func (f *File) refuseTags(node *yaml.Node) {
	if node.Style&yaml.TaggedStyle != 0 && !isOwnTag(node) {
		f.Faultf(Pos{node.Line, node.Column}, "the tag %.40q is not known here", node.Tag)
	}
	for _, child := range node.Content {
		f.refuseTags(child)
	}
}

func isOwnTag(node *yaml.Node) bool {
	switch node.Tag {
	case "!!map":
		return node.Kind == yaml.MappingNode
	case "!!seq":
		return node.Kind == yaml.SequenceNode
	case "!!str", "!!int", "!!float", "!!bool", "!!null":
		return node.Kind == yaml.ScalarNode
	default:
		return false
	}
}

// tabbed reports whether a line is indented with a tab.
func tabbed(data []byte, line int) bool {
	for range line - 1 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	indent := data[:len(data)-len(bytes.TrimLeft(data, " \t"))]
	return bytes.IndexByte(indent, '\t') >= 0
}

// syntaxFault keeps the line the library names; it names no column.
func (f *File) syntaxFault(err error, data []byte) {
	syntaxError := regexp.MustCompile(`(?s)^yaml: (?:line (\d+): )?(.*)$`)
	at, message := Pos{1, 1}, err.Error()
	if parts := syntaxError.FindStringSubmatch(message); parts != nil {
		message = parts[2]
		if line, err := strconv.Atoi(parts[1]); err == nil {
			at.Line = line
		}
	}
	message = strings.TrimSpace(message)
	switch {
	case tabbed(data, at.Line):
		message = "the line is indented with a tab: YAML takes spaces alone"
	case strings.Contains(message, "max depth"):
		f.Faultf(at, "nested deeper than 10,000 levels")
		return
	}
	f.Faultf(at, "not YAML: %s", message)
}

// Sections reads the top level: it calls section for each of the accepted keys that the file has, in the order of
// accepted, and reports every other key.
func (f *File) Sections(accepted []string, section func(name string, node Node)) {
	if f.root == nil {
		return
	}
	Node{File: f, yaml: f.root}.Entries(accepted, func(name string, node Node) {
		if !node.null() {
			section(name, node)
		}
	})
}

// Root is the whole content of the file, false for an empty one.
func (f *File) Root() (Node, bool) {
	return Node{File: f, yaml: f.root}, f.root != nil
}

// Entries reads a mapping in the same way. A value of null is given too: Text reads it as the word.
func (n Node) Entries(accepted []string, section func(name string, node Node)) {
	fields := n.mapping(accepted)
	for _, name := range accepted {
		if node, ok := fields[name]; ok {
			section(name, node)
		}
	}
}

// Given tells whether the file has the node at all.
func (n Node) Given() bool { return n.yaml != nil }

// Sub is the node as a file of its own, with its own faults; places are those in the whole file.
func (n Node) Sub() *File {
	sub := &File{Name: n.Name, fields: n.fields}
	if !n.null() {
		sub.root = n.yaml
	}
	return sub
}

// Scalar tells whether the node is a single value, and what it is as a text.
func (n Node) Scalar() (string, bool) { return n.yaml.Value, n.yaml.Kind == yaml.ScalarNode }

// Pos is where the node stands.
func (n Node) Pos() Pos { return Pos{n.yaml.Line, n.yaml.Column} }
