package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

func isID(text string) bool { return strings.Trim(text, "0123456789") == "" }

// inSandbox runs a test in a transaction of a fresh sandbox.
func inSandbox(t *testing.T, test func(tx *store.Tx, labels *provider.Labels, file *seeds.File)) {
	t.Helper()
	schema := new(store.Schema)
	labels := provider.NewLabels(schema, "zoo")
	sandbox, err := store.New(schema).Create("a", store.NewClock(time.Unix(1, 0), store.Still))
	require.NoError(t, err)
	require.NoError(t, sandbox.Write(time.Unix(1, 0), func(tx *store.Tx) error {
		test(tx, labels, seeds.Parse("body", nil))
		return nil
	}))
}

func at(text string) seeds.Text { return seeds.Text{Value: text, Pos: seeds.Pos{Line: 1, Column: 2}} }

func TestLabelsNameRecordsWithinTheirKind(t *testing.T) {
	t.Parallel()
	inSandbox(t, func(tx *store.Tx, labels *provider.Labels, file *seeds.File) {
		names := seeds.NewLabels("ape", func(string) (int, bool) { return 0, false })
		names.Define(file, 7, seeds.Pos{}, at("rex"))
		provider.PutAll(tx, labels, "ape", names)
		labels.Define(tx, file, "bear", at("rex"), "8", isID)
		labels.Define(tx, file, "bear", seeds.Text{}, "9", isID)
		require.NoError(t, file.Err())
		for kind, want := range map[string]string{"ape": "7", "bear": "8"} {
			id, ok := labels.ID(tx, kind, "rex")
			assert.True(t, ok)
			assert.Equal(t, want, id)
			assert.Equal(t, "rex", labels.Of(tx, kind, want).Value)
		}
		assert.Empty(t, labels.Of(tx, "bear", "9").Value)
		labels.Drop(tx, "ape", "7")
		_, ok := labels.ID(tx, "ape", "rex")
		assert.False(t, ok)
		_, ok = labels.ID(tx, "bear", "rex")
		assert.True(t, ok)
	})
}

func TestLabelsThatCannotBe(t *testing.T) {
	t.Parallel()
	inSandbox(t, func(tx *store.Tx, labels *provider.Labels, file *seeds.File) {
		labels.Put(tx, "bear", "baloo", "1")
		labels.Unknown(tx, file, "ape", at("max"))
		for i := range 12 {
			labels.Define(tx, file, "ape", at(fmt.Sprintf("ape-%02d", i)), fmt.Sprint(i), isID)
		}
		labels.Define(tx, file, "ape", at("ape-03"), "99", isID)
		labels.Define(tx, file, "ape", at("17"), "99", isID)
		labels.Define(tx, file, "ape", at(""), "99", isID)
		labels.Unknown(tx, file, "ape", at("max"))
		assert.Equal(t, `body:1:2: no ape has the id or label "max"; it takes an id, there are no labels
body:1:2: the ape label "ape-03" is taken by 3
body:1:2: the label "17" must be a name, not an id
body:1:2: the label "" must be a name, not an id
body:1:2: no ape has the id or label "max"; it takes an id or a label: ape-00, ape-01, ape-02, ape-03, ape-04, ape-05, ape-06, ape-07, ape-08, ape-09 and 2 more`, file.Err().Error())
		assert.Empty(t, labels.Of(tx, "ape", "99").Value)
	})
}
