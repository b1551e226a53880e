package gate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
)

func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pattern, path string
		matches       bool
	}{
		{"", "/anything/at/all", true},
		{"/v1/jobs", "/v1/jobs", true},
		{"/v1/jobs/", "/v1/jobs", true},
		{"/v1/jobs", "/v1/jobs/1", false},
		{"/v1/jobs/{id}", "/v1/jobs/1", true},
		{"/v1/jobs/{id}", "/v1/jobs", false},
		{"/v1/jobs/{id}", "/v1/jobs/1/stages", false},
		{"/v1/*/1", "/v1/jobs/1", true},
		{"/v1/j*s/*-7", "/v1/jobs/a-b-7", true},
		{"/v1/j*s/*-7", "/v1/jobs/a-b-8", false},
		{"/v1/**", "/v1", true},
		{"/v1/**", "/v1/jobs/1/stages", true},
		{"/**/stages", "/v1/jobs/1/stages", true},
		{"/**/jobs/**/b", "/a/jobs/x/jobs/b", true},
		{"/**/jobs/**/b", "/a/jobs/x/jobs/c", false},
		{"/", "/", true},
		{"/v1/[a]", "/v1/a", false},
	} {
		pattern, err := gate.ParsePattern(test.pattern)
		require.NoError(t, err)
		assert.Equal(t, test.matches, pattern.Matches(test.path), "%s %s", test.pattern, test.path)
	}
	for _, bad := range []string{"v1", "/a?b", "/a#b", "/" + strings.Repeat("a", 1000)} {
		_, err := gate.ParsePattern(bad)
		require.Error(t, err, bad)
	}
	evil, err := gate.ParsePattern("/" + strings.Repeat("*a", 400))
	require.NoError(t, err)
	assert.False(t, evil.Matches("/"+strings.Repeat("a", 8000)+"b"), "and soon")
}
