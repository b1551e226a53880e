package seeds

import "embed"

//go:embed default.yaml empty.yaml large.yaml seed.schema.json
var files embed.FS

// Names lists the embedded seeds, the default one first.
func Names() []string { return []string{"default", "empty", "large"} }

// Embedded is the text of an embedded seed, false when there is none of that name.
func Embedded(name string) ([]byte, bool) {
	data, err := files.ReadFile(name + ".yaml")
	return data, err == nil
}

// SchemaText is the JSON Schema (2020-12) of a seed file, for editors and other checkers.
func SchemaText() []byte {
	data, _ := files.ReadFile("seed.schema.json") // it is embedded
	return data
}
