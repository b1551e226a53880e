package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"mockserver/openapi"
)

// document is one OpenAPI document, ready to check with. Its schemas are compiled once, when they are first needed:
// kin-openapi would do so for every body.
type document struct {
	*openapi3.T
	lenient   *openapi3.T // says that it is of OpenAPI 3.0, so that kin-openapi checks parameters without compiling
	paths     []path
	elsewhere elsewhere

	lock     sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

// elsewhere is the document's own extension x-elsewhere: what answers requests below the base that are no operation.
type elsewhere struct {
	Base      string `json:"base"`
	Suffix    string `json:"suffix"` // may stand behind every path
	Responses map[string]struct {
		Ref string `json:"$ref"`
	} `json:"responses"`
}

var documents sync.Map //nolint:gochecknoglobals // each document is read once for all tests of a process

// load reads a document, once for all tests.
func load(name string) *document {
	loader, _ := documents.LoadOrStore(name, sync.OnceValue(func() *document {
		d, err := read(name)
		if err != nil {
			panic(fmt.Sprintf("contract: %s.yaml: %v", name, err))
		}
		return d
	}))
	return loader.(func() *document)()
}

func read(name string) (*document, error) {
	text, ok := openapi.JSON(name)
	if !ok {
		return nil, fmt.Errorf("no document %q, or none that can be read", name)
	}
	loader := openapi3.NewLoader()
	spec, err := loader.LoadFromData(text)
	if err != nil {
		return nil, err
	}
	if err := spec.Validate(context.Background(), openapi3.DisableExamplesValidation()); err != nil {
		return nil, err
	}
	lenient := *spec
	lenient.OpenAPI = "3.0.3"
	d := &document{T: spec, lenient: &lenient, schemas: map[string]*jsonschema.Schema{}, paths: pathsOf(spec)}
	if err := d.readElsewhere(); err != nil {
		return nil, err
	}
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	d.compiler = jsonschema.NewCompiler()
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	d.compiler.AssertFormat()
	return d, d.compiler.AddResource("document.json", content)
}

func (d *document) readElsewhere() error {
	encoded, err := json.Marshal(d.Extensions["x-elsewhere"])
	if err != nil {
		return err
	}
	if err := json.Unmarshal(encoded, &d.elsewhere); err != nil {
		return err
	}
	if d.elsewhere.Base == "" {
		return errors.New("x-elsewhere has no base, the path that the document's own begin with")
	}
	return nil
}

// below tells whether a path is one that the document speaks of.
func (d *document) below(path string) bool {
	return path == d.elsewhere.Base || strings.HasPrefix(path, d.elsewhere.Base+"/")
}

// validate holds a JSON text to the schema at a place of the document ("#/components/schemas/Job").
func (d *document) validate(place string, text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	schema, err := d.schema(place)
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func (d *document) schema(place string) (*jsonschema.Schema, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if found := d.schemas[place]; found != nil {
		return found, nil
	}
	compiled, err := d.compiler.Compile("document.json" + place)
	if err != nil {
		return nil, err
	}
	d.schemas[place] = compiled
	return compiled, nil
}

// pointer is the place of something in a document.
func pointer(parts ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "%", "%25", " ", "%20", "{", "%7B", "}", "%7D", ";", "%3B")
	escaped := append(make([]string, 0, 1+len(parts)), "#")
	for _, part := range parts {
		escaped = append(escaped, escape.Replace(part))
	}
	return strings.Join(escaped, "/")
}
