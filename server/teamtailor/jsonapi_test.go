package teamtailor_test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The parts of a JSON:API document (jsonapi.org, format 1.0).
type (
	doc struct {
		Data     json.RawMessage `json:"data"`
		Included []object        `json:"included"`
		Meta     map[string]int  `json:"meta"`
		Links    map[string]any  `json:"links"`
	}
	object struct {
		ID            string                  `json:"id"`
		Type          string                  `json:"type"`
		Attributes    map[string]any          `json:"attributes"`
		Relationships map[string]relationship `json:"relationships"`
		Links         map[string]string       `json:"links"`
	}
	relationship struct {
		Data  json.RawMessage   `json:"data"`
		Links map[string]string `json:"links"`
	}
	identifier struct{ Type, ID string }
)

// checkDocument checks what the format asks of every success document: members, unique type and id, no included
// resource twice or without a linkage that leads to it (unless a sparse fieldset hides the linkage), names of members.
func checkDocument(t testing.TB, text string, sparse bool) {
	t.Helper()
	var top map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(text), &top), text)
	for name := range top {
		assert.Contains(t, []string{"data", "included", "meta", "links"}, name)
	}
	var d doc
	require.NoError(t, json.Unmarshal([]byte(text), &d))
	if d.Links["related"] != nil {
		return // linkage: identifiers only
	}
	primary := objects(t, d.Data)
	seen := map[identifier]bool{}
	for _, o := range append(primary, d.Included...) {
		checkObject(t, o)
		at := identifier{o.Type, o.ID}
		assert.False(t, seen[at], "%v stands twice in the document", at)
		seen[at] = true
	}
	if _, ok := top["included"]; ok {
		assert.NotEmpty(t, d.Included, "an empty included is left out")
	}
	if sparse {
		return
	}
	linked := map[identifier]bool{}
	for _, o := range append(primary, d.Included...) {
		for _, r := range o.Relationships {
			for _, id := range identifiers(t, r.Data) {
				linked[id] = true
				assert.True(t, seen[id], "the linkage to %v leads out of the document", id)
			}
		}
	}
	for _, o := range d.Included {
		assert.True(t, linked[identifier{o.Type, o.ID}], "nothing links to the included %s %s", o.Type, o.ID)
	}
}

func checkObject(t testing.TB, o object) {
	t.Helper()
	memberName := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)
	assert.Regexp(t, `^[1-9][0-9]*$`, o.ID)
	assert.Regexp(t, memberName, o.Type)
	assert.Contains(t, o.Links, "self")
	for name := range o.Attributes {
		assert.Regexp(t, memberName, name)
		assert.NotContains(t, o.Relationships, name, "attributes and relationships share one namespace")
		assert.NotContains(t, []string{"id", "type"}, name)
	}
	for name, r := range o.Relationships {
		assert.Regexp(t, memberName, name)
		assert.Contains(t, r.Links, "self")
		assert.Contains(t, r.Links, "related")
	}
}

func objects(t testing.TB, data json.RawMessage) []object {
	t.Helper()
	var many []object
	if json.Unmarshal(data, &many) == nil {
		return many
	}
	var one object
	require.NoError(t, json.Unmarshal(data, &one), string(data))
	return []object{one}
}

func identifiers(t testing.TB, data json.RawMessage) []identifier {
	t.Helper()
	var many []identifier
	if data == nil || json.Unmarshal(data, &many) == nil {
		return many
	}
	var one identifier
	require.NoError(t, json.Unmarshal(data, &one), string(data))
	return []identifier{one}
}
