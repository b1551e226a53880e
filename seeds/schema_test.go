package seeds_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
)

// TestSchemaSaysWhatDecodeTakes has the farm of the tests of Decode: keys in their order, what must be given, bounds.
func TestSchemaSaysWhatDecodeTakes(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(seeds.SchemaOf(farm{}))
	require.NoError(t, err)
	assert.Equal(t, `{"type":"object","additionalProperties":false,"properties":{`+
		`"animals":{"type":["array","null"],"items":{"type":"object","additionalProperties":false,"required":["id"],"properties":{`+
		`"id":{"$ref":"#/$defs/text"},"name":{"type":["string","null"]},"born":{"$ref":"#/$defs/instantOrNull"},"wild":{"type":["boolean","null"]}}}},`+
		`"size":{"type":["integer","null"],"minimum":1,"maximum":10},"count":{"type":["integer","null"]},`+
		`"owner":{"type":["object","null"],"additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string"}}}}}`, string(got))
}

func TestSchemaOfWordsTakesNullBesideThem(t *testing.T) {
	t.Parallel()
	word := seeds.Schema{{Name: "type", Value: "string"}, {Name: "enum", Value: []string{"a", "b"}}}
	got, err := json.Marshal(seeds.ObjectSchema([]seeds.SchemaMember{{Name: "must", Schema: word, Required: true}, {Name: "may", Schema: word}}))
	require.NoError(t, err)
	assert.Equal(t, `{"type":"object","additionalProperties":false,"required":["must"],"properties":{`+
		`"must":{"type":"string","enum":["a","b"]},"may":{"anyOf":[{"type":"string","enum":["a","b"]},{"type":"null"}]}}}`, string(got))
}

func TestSchemaIsOnlyOfWhatDecodeReads(t *testing.T) {
	t.Parallel()
	assert.Panics(t, func() { seeds.SchemaOf(1.5) })
	_, err := json.Marshal(seeds.Schema{{Name: "x", Value: make(chan int)}})
	require.Error(t, err)
}
