package seeds_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/seeds"
)

// TestJSONIsReadAsJSON: what YAML readers make something else of, or nothing.
func TestJSONIsReadAsJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"\ud83d\ude00"`: "😀", `"http:\/\/a\/"`: "http://a/", `"\ud83d"`: "\ufffd", "\"a\u0085b\"": "a\u0085b", "\"\x7f\ufffe\"": "\x7f\ufffe",
		`"\b\f"`: "\b\f", `1e3`: "1e3", `-0`: "-0", `true`: "true", "\"\xff\"": "\ufffd",
	} {
		f, file := read(t, `{"farm": {"animals": [{"id": `+text+`}]}}`)
		require.NoError(t, file.Err(), text)
		assert.Equal(t, want, f.Animals[0].ID.Value, text)
	}
}

func TestJSONFaultsHaveTheSamePlacesAsYAML(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"{\"farm\": {\"size\": 11,\n \"count\": 1.5, \"ü\":\n  [],\"size\":2, \"owner\": {\"name\": 7, \"name\": \"x\"}}}",
		"{\n\t\"farm\": {\n\t\t\"animals\": [\n\t\t\t{\"id\": [1],\t\"wild\": \"yes\", \"born\": true}, null, 5, {}\n\t\t]\n\t}}",
		"[1]", "{\"farm\": null}", "{}", "[]", "{\"barn\": 1e99, \"zebra\": 12345678901234567890123}", "{\"farm\": {\"count\": 99999999999999999999}}",
	} {
		require.True(t, json.Valid([]byte(text)), text)
		_, asJSON := read(t, text)
		_, asYAML := read(t, "\ufeff"+text) // with a mark in front it is no JSON
		assert.Equal(t, asYAML.Err(), asJSON.Err(), text)
	}
}

func TestJSONAndYAMLAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.Marshal(map[string]any{"farm": map[string]any{
			"size": rapid.IntRange(-1, 12).Draw(t, "size"), "count": rapid.Float64().Draw(t, "count"),
			"animals": rapid.SliceOf(rapid.Custom(func(t *rapid.T) map[string]any {
				return map[string]any{"id": rapid.StringMatching(`[ -~]*`).Draw(t, "id"), "wild": rapid.SampledFrom([]any{true, nil, "no"}).Draw(t, "wild")}
			})).Draw(t, "animals"),
		}})
		require.NoError(t, err)
		var one, two farm
		asJSON, asYAML := seeds.Parse("farm", text), seeds.Parse("farm", append([]byte("\ufeff"), text...))
		asJSON.Sections([]string{"farm"}, func(_ string, node seeds.Node) { node.Decode(&one) })
		asYAML.Sections([]string{"farm"}, func(_ string, node seeds.Node) { node.Decode(&two) })
		require.Equal(t, asYAML.Err(), asJSON.Err())
		require.Equal(t, two, one)
	})
}

func TestDeepJSONIsNoDanger(t *testing.T) {
	t.Parallel()
	for _, depth := range []int{9_000, 1_000_000} {
		_, file := read(t, strings.Repeat("[", depth)+strings.Repeat("]", depth))
		require.Error(t, file.Err())
	}
}
