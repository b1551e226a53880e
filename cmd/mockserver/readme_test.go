package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
)

const readme = "../../README.md"

// documented is where the documents say that the server is.
const documented = "127.0.0.1:8888"

// TestShellLinesOfDocuments runs every block of shell lines of the README and of docs/clients.md with the built binary.
// Where a block shows an output, it must be that. (What needs an engine for containers stands in blocks of another kind.)
func TestShellLinesOfDocuments(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl on this machine")
	}
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```\n(?:\n```(?:json)?\n(.*?)```)?")
	for _, path := range []string{readme, "../../docs/clients.md"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		found := blocks.FindAllStringSubmatch(string(text), -1)
		require.NotEmpty(t, found)
		for i, block := range found {
			t.Run(fmt.Sprint(filepath.Base(path), i), func(t *testing.T) {
				t.Parallel()
				runLines(t, block[1], block[2])
			})
		}
	}
}

// runLines runs the lines of one block as a user would who has a server running.
func runLines(t *testing.T, lines, shown string) {
	t.Helper()
	words := strings.Fields(strings.ReplaceAll(lines, "\\\n", ""))
	switch {
	case lines == "go test ./...\n":
		t.Skip("is what this test is a part of")
	case strings.HasPrefix(lines, "go run ./cmd/mockserver"):
		start(t, environment("MOCKSERVER_ADDR=127.0.0.1:0"), words[3:]...)
		return
	}
	address := freeAddress(t)
	if !strings.HasPrefix(lines, "mockserver &") {
		address = start(t, environment(), "--addr=127.0.0.1:0").ready.Address
	}
	const stopAll = "trap 'kill $! 2>/dev/null || true' EXIT\n" // also when a line fails
	command := exec.CommandContext(t.Context(), "sh", "-e", "-c", stopAll+strings.ReplaceAll(lines, documented, address))
	command.WaitDelay = generous
	command.Env = environment("MOCKSERVER_ADDR="+address, "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "NO_PROXY=", "GOBIN="+t.TempDir())
	command.Dir = t.TempDir()
	if words[0] == "go" {
		command.Dir = "../.."
	}
	output, err := command.CombinedOutput()
	require.NoError(t, err, string(output))
	assert.NotContains(t, string(output), "Not Found")
	for _, line := range strings.Split(strings.TrimSpace(shown), "\n") {
		assert.Contains(t, string(output), strings.TrimSuffix(line, " …"))
	}
	if strings.Contains(lines, "HTTPS_PROXY") || strings.Contains(lines, "env huntr") {
		assert.Contains(t, string(output), `{"data":[`)
	}
}

// freeAddress is one where nobody listens, and where nobody will who asks the system for a free port: it is below those
// that the system gives out.
func freeAddress(t *testing.T) string {
	t.Helper()
	for {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(10000)))
		if err == nil {
			_ = listener.Close()
			return listener.Addr().String()
		}
	}
}

// TestReadmeCredentials keeps the table of ready-made credentials true.
func TestReadmeCredentials(t *testing.T) {
	t.Parallel()
	text, _ := seeds.Embedded("default")
	mock, err := server.New(server.Options{Seed: seeds.Parse("default.yaml", text)})
	require.NoError(t, err)
	var table strings.Builder
	table.WriteString("| API | token | name | may do |\n|---|---|---|---|\n")
	for _, account := range mock.Accounts() {
		fmt.Fprintf(&table, "| %s | `%s` | %s | %s |\n", account.Provider, account.Token, account.Name, account.Rights)
	}
	generatedPart(t, readme, "credentials", table.String())
}

// generatedPart compares a part of a document with what it should be, or writes it there with -update.
func generatedPart(t *testing.T, path, name, want string) {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	now, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+want+end+after), 0o600))
		return
	}
	assert.Equal(t, want, now, "run this test with -update")
}
