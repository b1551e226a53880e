// Package openapi holds the OpenAPI 3.1 documents of what the mock serves: one for each vendor's API, kept by hand.
//
// Beside what OpenAPI knows they say how well each operation is known (x-evidence, equal to the label of its route),
// how to ask for each example (x-request), and what answers a request that is none of the operations (x-elsewhere).
// The tests of the providers hold every answer to these documents: see server/contract.
package openapi

import (
	"embed"
	"strings"

	"mockserver/seeds"
)

//go:embed *.yaml
var files embed.FS

// Names lists the documents, in alphabetical order.
func Names() []string {
	entries, _ := files.ReadDir(".") // an embedded directory can be read
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = strings.TrimSuffix(entry.Name(), ".yaml")
	}
	return names
}

// Document is the YAML text of a document, false when there is none of that name.
func Document(name string) ([]byte, bool) {
	text, err := files.ReadFile(name + ".yaml")
	return text, err == nil
}

// JSON is a document as JSON, its members in the order of the YAML text.
func JSON(name string) ([]byte, bool) {
	text, ok := Document(name)
	if !ok {
		return nil, false
	}
	converted, err := seeds.ToJSON(text)
	return converted, err == nil // a test converts them all
}
