package seeds_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
)

func TestToJSONKeepsOrderAndTypes(t *testing.T) {
	t.Parallel()
	for yaml, want := range map[string]string{
		"b: 1\na: 2": `{"b":1,"a":2}`,
		"{a: '1', b: 1, c: 1.50, d: 1e3, e: 0x10, f: .5, g: 12345678901234567890}": `{"a":"1","b":1,"c":1.50,"d":1e3,"e":16,"f":0.5,"g":12345678901234567890}`,
		"{a: true, b: 'true', c: yes, d: null, e: ~, f: , g: 'null'}":              `{"a":true,"b":"true","c":"yes","d":null,"e":null,"f":null,"g":"null"}`,
		"[2026-01-15, 2026-01-15T09:00:00Z]":                                       `["2026-01-15","2026-01-15T09:00:00Z"]`,
		"'200': {}\n404: []":                                                       `{"200":{},"404":[]}`,
		"a: |\n  one\n  <two> \"3\"\n":                                             `{"a":"one\n<two> \"3\"\n"}`,
		"a: &x {b: 1}\nc: *x\nd: {<<: *x, b: 2, e: 3}\nf: {e: 3, <<: *x}":          `{"a":{"b":1},"c":{"b":1},"d":{"b":2,"e":3},"f":{"e":3,"b":1}}`,
		"{\"a\": {\"é\": \"\\u00e9\\n\"}}":                                         `{"a":{"é":"é\n"}}`,
		"":                                                                         `null`,
	} {
		got, err := seeds.ToJSON([]byte(yaml))
		require.NoError(t, err, yaml)
		assert.Equal(t, want, string(got), yaml)
	}
}

func TestToJSONRefusesWhatJSONCannotSay(t *testing.T) {
	t.Parallel()
	const bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n" +
		"e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]"
	for _, yaml := range []string{"a: .inf", "a: .nan", "a: [", "? [a]\n: 1", "a: !!binary YQ==", bomb} {
		_, err := seeds.ToJSON([]byte(yaml))
		require.Error(t, err, yaml)
	}
}
