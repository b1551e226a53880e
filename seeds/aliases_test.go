package seeds_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
)

// TestAliasesDoNotExplode: a few lines that would be billions of nodes, and one that stands for itself.
func TestAliasesDoNotExplode(t *testing.T) {
	t.Parallel()
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i < 20; i++ {
		before, after := string(rune('a'+i-1)), string(rune('a'+i))
		laughs.WriteString(after + "0: &" + after + "0 [" + strings.TrimSuffix(strings.Repeat("*"+before+"0,", 10), ",") + "]\n")
	}
	for name, text := range map[string]string{"laughs": laughs.String(), "itself": "a: &a [*a]", "itself in a mapping": "a: &a {b: {c: *a}}"} {
		require.ErrorContains(t, seeds.Parse("s", []byte(text)).Err(), "aliases make this more than", name)
	}
	require.NoError(t, seeds.Parse("s", []byte("a: &a [1, 2]\nb: [*a, *a]\n")).Err())
}

func TestFaultsNameWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	var body struct {
		Match struct {
			Method string `seed:"method"`
		} `seed:"match"`
		Chance float64 `seed:"chance"`
		Name   string  `seed:"name,required"`
	}
	file := seeds.Parse("body", []byte(`{"match":{"method":1,"colour":2},"chance":"often"}`))
	root, _ := file.Root()
	root.Decode(&body)
	var faults seeds.Faults
	require.ErrorAs(t, file.Err(), &faults)
	paths := make([]string, 0, len(faults))
	for _, f := range faults {
		paths = append(paths, f.Path)
	}
	assert.ElementsMatch(t, []string{"match.method", "match.colour", "chance", "name"}, paths)
}
