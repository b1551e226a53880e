package server_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

func ask(s *server.Server, token string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/org/members", http.NoBody)
	request.Header.Set("Authorization", "Bearer "+token)
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, request)
	return answer
}

// TestLoadReplacesRecordsAndCredentials, and a seed that cannot be used replaces neither.
func TestLoadReplacesRecordsAndCredentials(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	for _, bad := range []string{"huntr: {tokens: [{token: a}], members: 7}", "huntr: {tokens: [{token: a}, {token: a}], members: []}", "a: b: c"} {
		require.Error(t, s.Load(seeds.Parse("bad.yaml", []byte(bad))), bad)
		answer := ask(s, "huntr-demo-token")
		assert.Equal(t, http.StatusOK, answer.Code, bad)
		assert.Contains(t, answer.Body.String(), "Graciela", bad)
		assert.Equal(t, http.StatusUnauthorized, ask(s, "a").Code, bad)
	}
	require.NoError(t, s.Load(seeds.Parse("good.yaml", []byte("huntr: {tokens: [{token: a}], members: [{givenName: Ann}]}"))))
	assert.Contains(t, ask(s, "a").Body.String(), "Ann")
	assert.NotContains(t, ask(s, "a").Body.String(), "Graciela")
	assert.Equal(t, http.StatusUnauthorized, ask(s, "huntr-demo-token").Code)
	require.Len(t, s.Accounts(), 1)
	assert.Equal(t, "a", s.Accounts()[0].Token)
}
