package seeds_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/seeds"
)

func TestLabelsResolveIDsAndNames(t *testing.T) {
	t.Parallel()
	file := seeds.Parse("a.yaml", nil)
	at := func(line int) seeds.Pos { return seeds.Pos{Line: line, Column: 1} }
	text := func(line int, value string) seeds.Text { return seeds.Text{Value: value, Pos: at(line)} }
	names := seeds.NewLabels("pet", func(s string) (int, bool) {
		id, err := strconv.Atoi(s)
		return id, err == nil
	})
	names.Define(file, 7, at(1), text(1, "rex"))
	names.Define(file, 8, at(2), seeds.Text{})
	for _, relation := range []string{"rex", "7"} {
		id, ok := names.Resolve(file, text(3, relation))
		assert.True(t, ok)
		assert.Equal(t, 7, id)
	}
	assert.NoError(t, file.Err())

	names.Define(file, 7, at(4), text(5, "rex"))
	names.Define(file, 9, at(6), text(6, "10"))
	_, ok := names.Resolve(file, text(7, "max"))
	assert.False(t, ok)
	_, ok = names.Resolve(file, text(8, "99"))
	assert.False(t, ok)
	assert.Equal(t, `a.yaml:4:1: the pet id 7 is given twice, first in line 1
a.yaml:5:1: the pet label "rex" is given twice, first in line 1
a.yaml:6:1: the label "10" must be a name, not an id
a.yaml:7:1: no pet has the id or label "max"
a.yaml:8:1: no pet has the id or label "99"`, file.Err().Error())
}
