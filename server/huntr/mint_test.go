package huntr

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/server/resource/seed"
)

func TestMintedTokensAreJWTs(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	order := provider.Mint{Token: strings.Repeat("0123456789abcdef", 4), Name: "ci", Now: time.Unix(1768467600, 0), ExpiresAt: ends}
	c, err := mint(order)
	require.NoError(t, err)
	assert.Equal(t, "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."+
		"eyJpZCI6IjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2NyIsImp0aSI6Ijg5YWJjZGVmLTAxMjMtNDU2Ny1hOWFiLWNkZWYwMTIzNDU2NyIsImlhdCI6MTczNTY4OTYwMH0",
		c.Token[:strings.LastIndexByte(c.Token, '.')])
	assert.Equal(t, []any{"huntr", "ci", ends}, []any{c.Provider, c.Name, c.ExpiresAt})
	assert.True(t, seed.IsToken(c.Token), "a seed takes it")
	order.Token = strings.Repeat("0123456789abcdee", 4)
	other, err := mint(order)
	require.NoError(t, err)
	assert.NotEqual(t, c.Token, other.Token)
}

func TestMintRefusesWhatHuntrDoesNotKnow(t *testing.T) {
	t.Parallel()
	token := strings.Repeat("0", 64)
	for field, order := range map[string]provider.Mint{
		"scope":       {Token: token, Scope: "admin"},
		"access":      {Token: token, Access: "read"},
		"permissions": {Token: token, Permissions: []string{}},
		"expires_at":  {Token: token, ExpiresAt: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		_, err := mint(order)
		var fault *provider.FieldError
		require.ErrorAs(t, err, &fault)
		assert.Equal(t, field, fault.Field)
	}
}
