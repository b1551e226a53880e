package teamtailor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestManyMembersAreReadInOneGo: a document with a hundred thousand names, each looked for among all before it, would
// take the better part of a minute.
func TestManyMembersAreReadInOneGo(t *testing.T) {
	t.Parallel()
	const many = 100_000
	var document strings.Builder
	document.WriteString(`{"n0":"first"`)
	for i := range many {
		fmt.Fprintf(&document, `,"n%d":%d`, i, i)
	}
	document.WriteString("}")
	object, err := decodeJSON([]byte(document.String()))
	require.NoError(t, err)
	require.Len(t, object.members, many)
	assert.Equal(t, "n0", object.members[0].name, "the first place")
	assert.Equal(t, "0", object.members[0].value.text, "the last value")
	for _, i := range []int{0, fewMembers - 1, fewMembers, fewMembers + 1, many - 1} {
		found, ok := object.get(fmt.Sprintf("n%d", i))
		assert.True(t, ok)
		assert.Equal(t, fmt.Sprint(i), found.text)
	}
	_, ok := object.get("n")
	assert.False(t, ok)
	assert.Len(t, object.places, many, "each name has its place")
}

func TestParametersAreBounded(t *testing.T) {
	t.Parallel()
	query := func(count int) string {
		parts := make([]string, count)
		for i := range parts {
			parts[i] = fmt.Sprintf("x[n%d]=%d", i, i)
		}
		return strings.Join(parts, "&")
	}
	top, ok := parseParams(query(maxParams))
	require.True(t, ok)
	assert.Len(t, top.get("x").places, maxParams)
	assert.Equal(t, "4095", top.get("x").get("n4095").text)
	assert.False(t, top.get("x").get("n4096").given)
	_, ok = parseParams(query(maxParams + 1))
	assert.False(t, ok)
	top, ok = parseParams(query(100) + "&x=text&x[n1]=again")
	require.True(t, ok)
	require.Len(t, top.get("x").members, 1, "a text takes the place of the members")
	assert.Equal(t, "again", top.get("x").get("n1").text)
}

func TestIDsOfALinkageKeepTheirOrderOnce(t *testing.T) {
	t.Parallel()
	const many = 100_000
	items := make([]value, 0, 2*many)
	for i := range 2 * many {
		id := value{kind: aNumber, text: fmt.Sprint(many - i%many)}
		items = append(items, value{kind: anObject, members: []named{{"type", value{kind: aText, text: "stages"}}, {"id", id}}})
	}
	ids, bad := readMany(&relation{target: "stages"}, value{kind: aList, items: items})
	require.Nil(t, bad)
	require.Len(t, ids, many)
	assert.Equal(t, []int64{many, many - 1, many - 2}, ids[:3])
}
