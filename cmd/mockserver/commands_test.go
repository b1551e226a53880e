package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWaitUntilAServerIsThere(t *testing.T) {
	t.Parallel()
	address := freeAddress(t) // that somebody will serve
	waiting := exec.Command(binary, "wait", "--addr", address, "--timeout", "30s")
	waiting.Env = environment()
	require.NoError(t, waiting.Start())
	start(t, environment(), "--addr", address, "--seed=empty")
	assert.NoError(t, waiting.Wait())
}

func TestWaitInVain(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := execute(t, environment("MOCKSERVER_ADDR=127.0.0.1:1"), "wait", "--timeout", "100ms")
	assert.Equal(t, exitFailure, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "not healthy after 100ms: unhealthy: http://127.0.0.1:1/")
}

// TestEnvIsWhatAShellTakes evaluates the lines and uses what they set.
func TestEnvIsWhatAShellTakes(t *testing.T) {
	t.Parallel()
	for name, token := range map[string]string{"huntr": "huntr-demo-token", "teamtailor": "abc123abc123", "jusrecruit": "jc_ffff"} {
		script := `eval "$("$0" env "$1" --addr 0.0.0.0:81)" && env`
		command := exec.Command("sh", "-c", script, binary, name)
		command.Env = environment()
		output, err := command.Output()
		require.NoError(t, err)
		upper := strings.ToUpper(name)
		assert.Contains(t, string(output), "\n"+upper+"_BASE_URL=http://127.0.0.1:81/", name)
		assert.Contains(t, string(output), "\n"+upper+"_TOKEN="+token, name)
	}
	seed := file(t, "seed.yaml", "huntr: {tokens: [{token: \"it's$HOME\"}]}\n")
	status, stdout, stderr := execute(t, environment(), "env", "huntr", "--seed", seed, "--public-url", "https://mock.test")
	assert.Zero(t, status, stderr)
	assert.Equal(t, "export HUNTR_BASE_URL='https://mock.test/org'\nexport HUNTR_TOKEN='it'\\''s$HOME'\n", stdout)
	status, _, stderr = execute(t, environment(), "env", "teamtailor", "--seed", seed)
	assert.Equal(t, exitSeed, status)
	assert.Contains(t, stderr, "no credential of teamtailor")
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := execute(t, environment(), "routes")
	assert.Zero(t, status, stderr)
	assert.Regexp(t, `(?m)^huntr +GET +/org/members +- +documented +\S`, stdout)
	assert.Regexp(t, `(?m)^jusrecruit +GET +/api/v1/integration/candidates +LIST_CANDIDATES +\w+ +\S`, stdout)
	status, stdout, stderr = execute(t, environment(), "routes", "--format", "json")
	assert.Zero(t, status, stderr)
	var lines []routeLine
	require.NoError(t, json.Unmarshal([]byte(stdout), &lines))
	assert.Equal(t, routeLine{"huntr", "GET", "/org/members", "", lines[0].Evidence, lines[0].Source}, lines[0])
	assert.NotEmpty(t, lines[0].Source)
}

func TestSeedValidateTellsEverythingOfEachFile(t *testing.T) {
	t.Parallel()
	good := file(t, "good.yaml", "huntr: {tokens: [{token: a}]}\n")
	bad := file(t, "bad.yaml", "huntr:\n  tokens:\n    - {tken: a}\n  member: []\n")
	twice := file(t, "twice.yaml", "huntr: {tokens: [{token: a}, {token: a}]}\n")
	status, stdout, stderr := execute(t, environment(), "seed", "validate", good, bad, twice, "/nowhere.yaml", "empty")
	assert.Equal(t, exitSeed, status)
	assert.Equal(t, good+": valid\nempty: valid\n", stdout)
	for _, needed := range []string{bad + ":3:7: ", bad + ":3:8: ", bad + ":4:3: ", twice, "/nowhere.yaml", "3 of 5"} {
		assert.Contains(t, stderr, needed)
	}
}

func TestSeedInitIsValidAndOverwritesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "seed.yaml")
	status, stdout, stderr := execute(t, environment(), "seed", "init", path)
	assert.Zero(t, status, stderr)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "--seed "+path)
	status, _, stderr = execute(t, environment(), "seed", "init", path)
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "no file is overwritten")
	written, err := os.ReadFile(path)
	require.NoError(t, err)
	status, stdout, _ = execute(t, environment(), "seed", "init")
	assert.Zero(t, status)
	assert.Equal(t, string(written), stdout)
	// What stands in it as a comment must hold, too.
	full := file(t, "full.yaml", strings.ReplaceAll(stdout, "  # generate:", "  generate:"))
	for _, seed := range []string{path, full} {
		status, _, stderr = execute(t, environment(), "seed", "validate", seed)
		assert.Zero(t, status, stderr)
		assert.Empty(t, stderr)
	}
}

func TestSeedGenerate(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := execute(t, environment(), "seed", "generate", "--huntr-members", "30", "--huntr-employers=2", "--huntr-jobs", "7",
		"--teamtailor-users", "3", "--draw", "9", "--from", "2025-02-01")
	require.Zero(t, status, stderr)
	assert.True(t, strings.HasPrefix(stdout, "# yaml-language-server: $schema=http"), "editors look at the first line")
	assert.Contains(t, stdout, "huntr:\n  generate: {seed: 9, from: \"2025-02-01\", members: 30, employers: 2, jobs: 7}\n")
	assert.Contains(t, stdout, "teamtailor:\n  generate: {seed: 9, from: \"2025-02-01\", users: 3}\n")
	assert.NotContains(t, stdout, "jusrecruit:\n  generate")
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed", file(t, "seed.yaml", stdout))
	_, body := get(t, p.ready.URL+"/org/members?limit=500")
	assert.Equal(t, 30, strings.Count(body, `"givenName"`))
}

// TestEveryCountOfASeedIsAFlag asks the loader what a `generate` section takes.
func TestEveryCountOfASeedIsAFlag(t *testing.T) {
	t.Parallel()
	for _, section := range generated() {
		_, _, stderr := execute(t, environment(), "seed", "validate", file(t, "s.yaml", section.provider+": {generate: {nonsense: 1}}\n"))
		accepted := regexp.MustCompile(`accepted: (.*)`).FindStringSubmatch(stderr)
		require.NotNil(t, accepted, stderr)
		assert.Equal(t, "seed, from, to, "+strings.Join(section.kinds, ", "), accepted[1], section.provider)
	}
}

func TestCA(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	p := start(t, environment(), "--addr=127.0.0.1:0", "--seed=empty", "--tls-dir", directory)
	status, fromServer, stderr := execute(t, environment("HTTP_PROXY=http://127.0.0.1:1"), "ca", "--addr", p.ready.Address)
	assert.Zero(t, status, stderr)
	assert.Contains(t, fromServer, "BEGIN CERTIFICATE")
	status, fromDirectory, stderr := execute(t, environment("MOCKSERVER_TLS_DIR="+directory), "ca")
	assert.Zero(t, status, stderr)
	assert.Equal(t, fromServer, fromDirectory)
	status, _, stderr = execute(t, environment(), "ca", "--addr", "127.0.0.1:1")
	assert.Equal(t, exitFailure, status)
	assert.Contains(t, stderr, "no server answers")
}

func TestShellCompletion(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "pwsh"} {
		status, stdout, stderr := execute(t, environment(), "completion", shell)
		assert.Zero(t, status, stderr)
		assert.NotEmpty(t, stdout, shell)
	}
	_, stdout, _ := execute(t, environment(), "--generate-shell-completion")
	assert.Contains(t, stdout, "healthcheck")
	_, stdout, _ = execute(t, environment(), "seed", "--generate-shell-completion")
	assert.Contains(t, stdout, "validate")
}

func TestOpenAPI(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := execute(t, environment(), "openapi", "huntr")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "openapi: 3.1")
	status, stdout, stderr = execute(t, environment(), "openapi", "--format", "json", "teamtailor")
	assert.Zero(t, status, stderr)
	var document struct{ Paths map[string]any }
	require.NoError(t, json.Unmarshal([]byte(stdout), &document))
	assert.NotEmpty(t, document.Paths)
}
