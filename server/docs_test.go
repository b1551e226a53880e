package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	require.NoError(t, err)
	return string(text)
}

// TestEvidenceTablesAreTrue: the page of each provider lists its routes with their labels, in their order.
func TestEvidenceTablesAreTrue(t *testing.T) {
	t.Parallel()
	tables := map[string]string{}
	for _, route := range servertest.New(t).Routes() {
		tables[route.Provider] += fmt.Sprintf("| `%s %s` | %s | %s |\n", route.Method, route.Pattern, route.Label.Evidence, route.Label.Source)
	}
	for provider, table := range tables {
		assert.Contains(t, document(t, "docs/"+provider+".md"), table, provider)
	}
}

// TestSeedsInDocumentsLoad loads every whole seed that a document shows.
func TestSeedsInDocumentsLoad(t *testing.T) {
	t.Parallel()
	blocks := regexp.MustCompile("(?s)```yaml\n((?:huntr|teamtailor|jusrecruit):.*?)```").FindAllStringSubmatch(document(t, "docs/seeds.md")+document(t, "docs/teamtailor.md"), -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		file := seeds.Parse("docs/seeds.md", []byte(block[1]))
		_, err := server.New(server.Options{Seed: file})
		require.NoError(t, err)
		assert.Empty(t, file.Warnings())
	}
}

// TestEveryCodeIsListed: a code that is missing from its provider's list would escape the check of labels.
func TestEveryCodeIsListed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*/errors.go")
	require.NoError(t, err)
	declared := 0
	for _, file := range files {
		declared += strings.Count(document(t, "server/"+file), "&provider.Code{") + strings.Count(document(t, "server/"+file), "= newCode(")
	}
	assert.Len(t, servertest.New(t).Codes(), declared)
}
