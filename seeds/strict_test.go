package seeds

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTagsAreNotDropped(t *testing.T) {
	t.Parallel()
	for text, fault := range map[string]string{
		"token: !env SECRET":              `f:1:8: the tag "!env" is not known here`,
		"a: [1, !secret {b: 1}]":          `f:1:8: the tag "!secret" is not known here`,
		"!env a: 1":                       `f:1:1: the tag "!env" is not known here`,
		"a: !!binary aGVsbG8=":            `f:1:4: the tag "!!binary" is not known here`,
		"a: !!set {x}":                    `f:1:4: the tag "!!set" is not known here`,
		"a: !!str [1]":                    `f:1:4: the tag "!!str" is not known here`,
		"a: !vault |\n  text":             `f:1:4: the tag "!vault" is not known here`,
		"a: !!str 5\nb: !!int 7":          "",
		"a: !!map {b: !!seq [!!null '']}": "",
		"a: \"!env SECRET\"":              "",
	} {
		file := Parse("f", []byte(text))
		if fault == "" {
			assert.NoError(t, file.Err(), text)
			continue
		}
		assert.EqualError(t, file.Err(), fault, text)
	}
}

func TestMarksAndTabs(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"\ufeffa: 1", "---\n\ufeffa: 1", "---\r\n\ufeffa: 1\r\n", "\ufeff---\na: 1"} {
		file := Parse("f", []byte(text))
		assert.NoError(t, file.Err(), "%q", text)
		file.Sections([]string{"a"}, func(_ string, n Node) { assert.Equal(t, "1", n.Text().Value, "%q", text) })
		assert.NoError(t, file.Err(), "%q", text)
	}
	assert.EqualError(t, Parse("f", []byte("a:\n\tb: 1\n")).Err(), "f:2:1: not YAML: the line is indented with a tab: YAML takes spaces alone")
	assert.EqualError(t, Parse("f", []byte("a:\n  - b: 1\n \t  c: 2\n")).Err(), "f:2:1: not YAML: found a tab character that violates indentation")
	deep := strings.Repeat("[", 20000) + strings.Repeat("]", 20000)
	assert.EqualError(t, Parse("f", []byte(deep)).Err(), "f:1:1: nested deeper than 10,000 levels")
	assert.EqualError(t, Parse("f", []byte(`{"a":`+deep+`}`)).Err(), "f:1:1: nested deeper than 10,000 levels")
}

// TestFaultsNameTheirNode: one that a rule reports by its place alone as well.
func TestFaultsNameTheirNode(t *testing.T) {
	t.Parallel()
	file := Parse("f", []byte("a:\n  - {b: x, c: [1, {d: y}]}\n"))
	file.Faultf(Pos{2, 9}, "one")
	file.Faultf(Pos{2, 23}, "two")
	file.Faultf(Pos{2, 5}, "three")
	file.Faultf(Pos{9, 9}, "four")
	var faults Faults
	require.ErrorAs(t, file.Err(), &faults)
	paths := make([]string, 0, len(faults))
	for _, fault := range faults {
		paths = append(paths, fault.Path)
	}
	assert.Equal(t, []string{"a[0]", "a[0].b", "a[0].c[1].d", ""}, paths)
}
