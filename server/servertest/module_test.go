package servertest_test

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

// TestAnotherModuleImportsIt follows docs/testing-recipes.md in a module of somebody else.
func TestAnotherModuleImportsIt(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the server once more")
	}
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	page, err := os.ReadFile(filepath.Join(root, "docs", "testing-recipes.md"))
	require.NoError(t, err)
	commands := regexp.MustCompile("(?m)^go (?:mod edit|get) .*$").FindAllString(string(page), -1)
	require.Len(t, commands, 2)
	module := t.TempDir()
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	for name, text := range map[string]string{
		"go.mod": "module example.com/mine\n\ngo 1.26.0\n", "go.sum": string(sums),
		"mine_test.go": `package mine

import (
	"net/http"
	"testing"

	"mockserver/server/servertest"
)

func TestMine(t *testing.T) {
	mock := servertest.Run(t)
	request, _ := http.NewRequest(http.MethodGet, mock.URL+"/org/members", nil)
	request.Header.Set("Authorization", "Bearer "+mock.Token("huntr"))
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != 200 {
		t.Fatal(response, err)
	}
}
`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(module, name), []byte(text), 0o600))
	}
	for _, command := range append(commands, "go test ./...") {
		run := exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(command, "=../mockserver", "="+root, 1))
		run.Dir, run.Env = module, append(os.Environ(), "GOFLAGS=-mod=mod")
		out, err := run.CombinedOutput()
		assert.NoError(t, err, "%s\n%s", command, out)
	}
}
