package seeds_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
)

// farm is a section to read.
type farm struct {
	Animals []animal `seed:"animals"`
	Size    int      `seed:"size,min=1,max=10"`
	Count   int64    `seed:"count"`
	Owner   *person  `seed:"owner"`
}

type animal struct {
	seeds.Pos
	ID   seeds.Text    `seed:"id,required"`
	Name string        `seed:"name"`
	Born seeds.Instant `seed:"born"`
	Wild *bool         `seed:"wild"`
}

type person struct {
	Name string `seed:"name,required"`
}

func read(t *testing.T, text string) (farm, *seeds.File) {
	t.Helper()
	var f farm
	file := seeds.Parse("farm.yaml", []byte(text))
	file.Sections([]string{"farm", "zoo"}, func(name string, node seeds.Node) {
		assert.Equal(t, "farm", name)
		node.Decode(&f)
	})
	return f, file
}

func TestDecodeFillsStructs(t *testing.T) {
	t.Parallel()
	f, file := read(t, `
farm:
  size: 3
  count: -4
  owner: {name: "1"}
  animals:
    - {id: 666958440297480067932137, name: Ann, born: 1526954421, wild: true}
    - &bob
      id: 65e823456789012345678901
      born: 2026-01-15T10:00:00+01:00
    - *bob
    - {id: 0x10, name: null, born: 2026-01-15}
`)
	require.NoError(t, file.Err())
	assert.Equal(t, 3, f.Size)
	assert.Equal(t, int64(-4), f.Count)
	assert.Equal(t, "1", f.Owner.Name)
	require.Len(t, f.Animals, 4)
	assert.Equal(t, "666958440297480067932137", f.Animals[0].ID.Value, "ids are texts even when they look like numbers")
	assert.Equal(t, "65e823456789012345678901", f.Animals[1].ID.Value)
	assert.Equal(t, f.Animals[1].ID.Value, f.Animals[2].ID.Value)
	assert.Equal(t, "0x10", f.Animals[3].ID.Value)
	assert.Equal(t, seeds.Pos{Line: 7, Column: 7}, f.Animals[0].Pos)
	assert.Equal(t, int64(1526954421), f.Animals[0].Born.Unix())
	assert.Equal(t, time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), f.Animals[1].Born.Time)
	assert.True(t, *f.Animals[0].Wild)
	assert.Nil(t, f.Animals[1].Wild)
	assert.False(t, f.Animals[1].Born.IsZero())
	assert.Empty(t, f.Animals[3].Name)
}

func TestDecodeReportsAllFaultsWithPlaces(t *testing.T) {
	t.Parallel()
	_, file := read(t, `farm:
  size: 11
  count: many
  colour: red
  size: 2
  owner: {}
  animals:
    - {name: 7, born: yesterday, wild: maybe}
    - {id: [1], born: 99999999999, name: {a: 1}}
    - just a text
    - {id: 1, wild: "true"}
plant: {}
`)
	assert.Equal(t, strings.TrimSpace(`
farm.yaml:2:9: farm.size: must be a whole number from 1 to 10, not 11
farm.yaml:3:10: farm.count: must be a whole number of at most 64 bits, not "many"
farm.yaml:4:3: farm: unknown key "colour"; accepted: animals, size, count, owner
farm.yaml:5:3: farm.size: given twice, first in line 2
farm.yaml:6:10: farm.owner: "name" is missing
farm.yaml:8:7: farm.animals[0]: "id" is missing
farm.yaml:8:14: farm.animals[0].name: must be a text in quotes, not 7
farm.yaml:8:23: farm.animals[0].born: must be a time (like 2026-01-15T09:00:00Z, 2026-01-15 or Unix seconds) between 1970 and 2106, not "yesterday"
farm.yaml:8:40: farm.animals[0].wild: must be true or false, not "maybe"
farm.yaml:9:12: farm.animals[1].id: must be a text, not a list
farm.yaml:9:23: farm.animals[1].born: must be a time (like 2026-01-15T09:00:00Z, 2026-01-15 or Unix seconds) between 1970 and 2106, not 99999999999
farm.yaml:9:42: farm.animals[1].name: must be a text in quotes, not a mapping
farm.yaml:10:7: farm.animals[2]: must be a mapping with the keys id, name, born, wild, not "just a text"
farm.yaml:11:21: farm.animals[3].wild: must be true or false, not "true"
farm.yaml:12:1: unknown key "plant"; accepted: farm, zoo`), file.Err().Error())
}

func TestFilesThatAreNotSeeds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"farm: [":             "farm.yaml:1:1: not YAML: did not find expected node content",
		"a: b: c":             "farm.yaml:1:1: not YAML: mapping values are not allowed in this context",
		"- 1":                 "farm.yaml:1:1: must be a mapping with the keys farm, zoo, not a list",
		"farm: {}\n---\nb: 1": "farm.yaml:2:1: a second document: one file holds one document",
		"farm: 1":             `farm.yaml:1:7: farm: must be a mapping with the keys animals, size, count, owner, not 1`,
		"{farm: {size: 1.5}}": `farm.yaml:1:15: farm.size: must be a whole number from 1 to 10, not 1.5`,
	} {
		_, file := read(t, text)
		require.Error(t, file.Err(), text)
		assert.Equal(t, want, file.Err().Error(), text)
	}
}

func TestEmptyFilesAreEmptySeeds(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "---\n", "null"} {
		f, file := read(t, text)
		require.NoError(t, file.Err(), text)
		assert.Zero(t, f)
	}
}

func TestWarningsDoNotStop(t *testing.T) {
	t.Parallel()
	file := seeds.Parse("a.yaml", nil)
	file.Warnf(seeds.Pos{Line: 2, Column: 1}, "look here")
	require.NoError(t, file.Err())
	assert.Equal(t, "a.yaml:2:1: warning: look here", file.Warnings().Error())
}
