package seeds_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/seeds"
)

// everything has a field of every type that can be written.
type everything struct {
	Text    seeds.Text    `seed:"text"`
	String  string        `seed:"string"`
	At      seeds.Instant `seed:"at"`
	Yes     bool          `seed:"yes"`
	No      *bool         `seed:"no"`
	Number  int           `seed:"number"`
	Long    int64         `seed:"long"`
	One     *nested       `seed:"one"`
	Texts   []seeds.Text  `seed:"texts"`
	Nested  []nested      `seed:"nested"`
	Strings []string      `seed:"strings"`
}

type nested struct {
	Name string  `seed:"a-name"`
	More *nested `seed:"more"`
}

// formats are the two ways to write a mapping.
func formats() map[string]func(seeds.Mapping) ([]byte, error) {
	return map[string]func(seeds.Mapping) ([]byte, error){"YAML": seeds.Mapping.YAML, "JSON": seeds.Mapping.JSON}
}

// again writes a value as a section of a file and reads it back. Places in the file are left out.
func again(t require.TestingT, format func(seeds.Mapping) ([]byte, error), value everything) everything {
	text, err := format(seeds.Mapping{{Name: "section", Value: seeds.Encode(value)}})
	require.NoError(t, err)
	file := seeds.Parse("again", text)
	var read everything
	file.Sections([]string{"section"}, func(_ string, node seeds.Node) { node.Decode(&read) })
	require.NoError(t, file.Err(), "%s", text)
	read.Text.Pos, read.At.Pos = seeds.Pos{}, seeds.Pos{}
	for i := range read.Texts {
		read.Texts[i].Pos = seeds.Pos{}
	}
	return read
}

func hostileTexts() []string {
	return []string{
		"yes", "No", "on", "y", "null", "~", "true", "FALSE", ".inf", "-.INF", ".nan", "1e3", "0x10", "0o7", "1_000", "12:30:45", "+1", "-", "- a", "?", "? a",
		"2026-01-01", "2026-01-15T09:00:00Z", "666958440297480067932137", "65e823456789012345678901", "<<", "=", "!", "!!str a", "&a", "*a", "%TAG", "@a", "`a`",
		" leading", "trailing ", "  ", "\t", "\ttab", "tab\t", "a\tb", "\n", "\n\n", "a\nb", "a\n b\n", "  a\nb\n\n", "a\r\nb", "\r", "a: b", "a:", ": a", "a #b", "#", "a,b", "{", "}", "[", "]", "{a: b}", "[a]",
		"\"", "'", "''", "\\", "\\n", "\"a\"", "|", ">", "|-\n a", "---", "...", "--- a", "\x00", "\x01\x1f", "\x7f", "\u0080\u009f", "a\u0085b", "\u2028", "a\u2029b",
		"\ufeff", "a\ufeffb", "\ufffd", "\ufffe", "\uffff", "\u00a0", "é", "日本語", "😀", "\U0010ffff", "\u202e", "a\u0301",
		strings.Repeat("long ", 5000), strings.Repeat("ü", 5000), strings.Repeat("x", 100_000), "a b", "a  b", "Ann", "a.b@example.com",
	}
}

func TestHostileTextsAreReadBackAsTheyWere(t *testing.T) {
	t.Parallel()
	for name, format := range formats() {
		for _, text := range hostileTexts() {
			was := everything{Text: seeds.Text{Value: text}, String: text, One: &nested{Name: text}, Texts: []seeds.Text{{Value: text}}, Nested: []nested{{}, {Name: text, More: &nested{}}}, Strings: []string{text, ""}}
			assert.Equal(t, was, again(t, format, was), "%s of %.40q", name, text)
		}
	}
}

func TestAnythingIsReadBackAsItWas(t *testing.T) {
	t.Parallel()
	for name, format := range formats() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				no := rapid.Bool().Draw(t, "no")
				was := everything{
					Text: seeds.Text{Value: rapid.String().Draw(t, "text")}, String: rapid.StringOf(rapid.RuneFrom([]rune("ab1:#-, \n\t{}[]'\"\\\u0085\ufeff"))).Draw(t, "string"),
					Yes: rapid.Bool().Draw(t, "yes"), No: &no, Number: rapid.Int().Draw(t, "number"), Long: rapid.Int64().Draw(t, "long"),
					At:      seeds.Instant{Time: time.Unix(rapid.Int64Range(1, math.MaxUint32).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nano")).UTC()},
					Strings: rapid.SliceOf(rapid.String()).Draw(t, "strings"),
				}
				assert.Equal(t, was, again(t, format, was))
			})
		})
	}
}

// TestWhatIsNoUTF8IsReplaced: neither YAML nor JSON can hold it. What is written so is written the same ever after.
func TestWhatIsNoUTF8IsReplaced(t *testing.T) {
	t.Parallel()
	for name, format := range formats() {
		read := again(t, format, everything{String: "a\xffb\xc3", Text: seeds.Text{Value: "\xed\xa0\x80"}})
		assert.Equal(t, "a\ufffdb\ufffd", read.String, name)
		assert.Equal(t, "\ufffd\ufffd\ufffd", read.Text.Value, name)
		assert.Equal(t, read, again(t, format, read), name)
	}
}

func TestLayout(t *testing.T) {
	t.Parallel()
	mapping := seeds.Mapping{
		{Name: "farm", Value: seeds.Mapping{
			{Name: "animals", Value: []seeds.Mapping{{{Name: "id", Value: "17"}, {Name: "name", Value: "Ann Lee"}, {Name: "born", Value: seeds.Instant{Time: time.Unix(1, 5)}}}, {}}},
			{Name: "none", Value: []any{}},
			{Name: "owner", Value: seeds.Mapping{{Name: "tags", Value: []any{"a", int64(-7), true, "yes"}}}},
		}},
		{Name: "sandbox", Value: seeds.Mapping{{Name: "ids", Value: 3}}},
		{Name: "nothing", Value: seeds.Mapping{}},
	}
	yaml, err := mapping.YAML()
	require.NoError(t, err)
	assert.Equal(t, `farm:
  animals:
    - {id: "17", name: Ann Lee, born: 1970-01-01T00:00:01.000000005Z}
    - {}
  none: []
  owner: {tags: [a, -7, true, "yes"]}
sandbox:
  ids: 3
nothing: {}
`, string(yaml))
	indented, err := mapping.JSON()
	require.NoError(t, err)
	assert.Equal(t, `{
  "farm": {
    "animals": [
      {"id": "17", "name": "Ann Lee", "born": "1970-01-01T00:00:01.000000005Z"},
      {}
    ],
    "none": [],
    "owner": {"tags": ["a", -7, true, "yes"]}
  },
  "sandbox": {
    "ids": 3
  },
  "nothing": {}
}
`, string(indented))
	compact, err := json.Marshal(mapping)
	require.NoError(t, err)
	assert.JSONEq(t, string(indented), string(compact))
	for _, empty := range []seeds.Mapping{nil, {}} {
		yaml, err := empty.YAML()
		require.NoError(t, err)
		assert.Equal(t, "{}\n", string(yaml))
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	mapping := seeds.Mapping{{Name: "a", Value: 1.5}}
	_, err := mapping.YAML()
	require.EqualError(t, err, "seeds: no way to write a float64")
	_, err = mapping.JSON()
	require.Error(t, err)
	_, err = json.Marshal(mapping)
	require.Error(t, err)
}

// TestEveryTextIsValidJSON: texts are quoted for YAML too, but in a way that JSON readers accept.
func TestEveryTextIsValidJSON(t *testing.T) {
	t.Parallel()
	for _, text := range hostileTexts() {
		written, err := seeds.Mapping{{Name: "a", Value: text}}.JSON()
		require.NoError(t, err)
		var read map[string]string
		require.NoError(t, json.Unmarshal(written, &read), "%s", written)
		assert.Equal(t, text, read["a"])
		assert.True(t, utf8.Valid(written))
	}
}
