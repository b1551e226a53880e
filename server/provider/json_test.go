package provider_test

import (
	"testing"

	"mockserver/server/provider"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestAppendStringWritesWhatJSONWrites(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		assert.Equal(t, "x"+string(provider.JSON(text)), string(provider.AppendString([]byte("x"), text)))
	})
	assert.Equal(t, `"<&>"`, string(provider.AppendString(nil, "<&>")), "HTML characters stay as they are")
}

func TestParseQuerySplitsAsNodeDoes(t *testing.T) {
	t.Parallel()
	all := provider.ParseQuery("a=1&&b&a=2=3&c%20d=e+f&g=%zz&=h&i=%E2%82%AC")
	assert.Equal(t, provider.Parameters{
		{Name: "a", Value: "1"},
		{Name: "b"},
		{Name: "a", Value: "2=3"},
		{Name: "c d", Value: "e f"},
		{Name: "g", Value: "%zz"},
		{Value: "h"},
		{Name: "i", Value: "€"},
	}, all)
	assert.Equal(t, []string{"1", "2=3"}, all.Of("a"))
	assert.Empty(t, all.Of("z"))
	assert.Empty(t, provider.ParseQuery(""))
}
