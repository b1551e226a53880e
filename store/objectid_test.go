package store_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/store"
)

func TestObjectIDHoldsItsSecond(t *testing.T) {
	t.Parallel()
	id := store.NewObjectID(instant(), store.NewIDSource("a"), 7)
	assert.Equal(t, instant().Unix(), id.Second())
	assert.Len(t, id.String(), 24)
	encoded, err := json.Marshal(id)
	require.NoError(t, err)
	assert.JSONEq(t, `"`+id.String()+`"`, string(encoded))
	assert.False(t, id.IsZero())
	assert.Negative(t, store.CompareObjectIDs(store.FirstObjectID(uint32(id.Second())), id))
	assert.Positive(t, store.CompareObjectIDs(store.FirstObjectID(uint32(id.Second()+1)), id))
}

func TestObjectIDsNeverLookLikeNumbers(t *testing.T) {
	t.Parallel()
	number := regexp.MustCompile(`^[0-9]+e[0-9]+$`)
	rapid.Check(t, func(t *rapid.T) {
		source := store.NewIDSource(rapid.String().Draw(t, "source"))
		id := store.NewObjectID(instant(), source, rapid.Uint64Range(0, 1<<40-1).Draw(t, "n"))
		assert.NotRegexp(t, number, id.String())
		assert.Equal(t, byte('a'), id.String()[8], "every id has a letter that no number has")
		parsed, err := store.ParseObjectID(strings.ToUpper(id.String()))
		assert.NoError(t, err)
		assert.Equal(t, id, parsed)
	})
}

func TestOrderOfObjectIDsIsThatOfTheirText(t *testing.T) {
	t.Parallel()
	ids := rapid.Custom(func(t *rapid.T) (id store.ObjectID) {
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 12, 12).Draw(t, "bytes"))
		return id
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := ids.Draw(t, "a"), ids.Draw(t, "b")
		assert.Equal(t, strings.Compare(a.String(), b.String()), store.CompareObjectIDs(a, b))
	})
}

func FuzzParseObjectID(f *testing.F) {
	for _, text := range []string{"", "5b0379b5712bb674fd0d561e", "5B0379B5712BB674FD0D561E", "zz0379b5712bb674fd0d561e", "5b03", "666958440297480067932137"} {
		f.Add(text)
	}
	shape := regexp.MustCompile(`^[0-9a-fA-F]{24}$`)
	f.Fuzz(func(t *testing.T, text string) {
		id, err := store.ParseObjectID(text)
		if shape.MatchString(text) != (err == nil) {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil && id.String() != strings.ToLower(text) {
			t.Fatalf("%q came back as %s", text, id)
		}
	})
}
