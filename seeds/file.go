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
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if !errors.Is(err, io.EOF) {
			file.syntaxFault(err)
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
	var second yaml.Node
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		file.Faultf(Pos{max(second.Line, 1), max(second.Column, 1)}, "a second document: one file holds one document")
	}
	return file
}

// syntaxFault keeps the line the library names; it names no column.
func (f *File) syntaxFault(err error) {
	syntaxError := regexp.MustCompile(`(?s)^yaml: (?:line (\d+): )?(.*)$`)
	at, message := Pos{1, 1}, err.Error()
	if parts := syntaxError.FindStringSubmatch(message); parts != nil {
		message = parts[2]
		if line, err := strconv.Atoi(parts[1]); err == nil {
			at.Line = line
		}
	}
	f.Faultf(at, "not YAML: %s", strings.TrimSpace(message))
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
