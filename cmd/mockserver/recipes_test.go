package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRecipesRun runs the recipes of each language that is there against the built binary.
func TestRecipesRun(t *testing.T) {
	t.Parallel()
	recipes := map[string][]string{
		"go":     {"go", "test", "-count=1", "."},
		"node":   {"node", "--test"},
		"python": {"python3", "-m", "unittest"},
	}
	p := start(t, environment(), "--addr", "127.0.0.1:0")
	for directory, command := range recipes {
		t.Run(directory, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("%s is not there", command[0])
			}
			run := exec.CommandContext(t.Context(), command[0], command[1:]...)
			run.Dir = filepath.Join("..", "..", "examples", directory)
			run.Env = environment("MOCKSERVER_URL="+p.ready.URL, "PYTHONDONTWRITEBYTECODE=1")
			output, err := run.CombinedOutput()
			require.NoError(t, err, "%s", output)
		})
	}
}

// TestRecipesPageShowsWhatRuns: each block of the page stands in a recipe that was run.
func TestRecipesPageShowsWhatRuns(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"go": "examples/go/recipes_test.go", "js": "examples/node/recipes.test.mjs", "python": "examples/python/test_recipes.py",
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "testing-recipes.md"))
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```(go|js|python)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	require.Len(t, blocks, 18, "six snippets in three languages")
	for _, block := range blocks {
		source, err := os.ReadFile(filepath.Join("..", "..", files[block[1]]))
		require.NoError(t, err)
		assert.True(t, strings.Contains(dedented(string(source)), dedented(block[2])), "%s has not:\n%s", files[block[1]], block[2])
	}
}

// dedented leaves out how far lines are indented.
func dedented(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}
