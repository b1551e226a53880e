package control_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// TestExamplesInDocumentsRun runs every curl example of docs/control.md in order: each succeeds, and answers what the page
// shows of it.
func TestExamplesInDocumentsRun(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl")
	}
	text, err := os.ReadFile("../../docs/control.md")
	require.NoError(t, err)
	s := servertest.Run(t, servertest.Wrap(byContract(t, contract.Hostile)))
	directory, ran := t.TempDir(), 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		answer := ""
		for line := range strings.Lines(block[1]) {
			line = strings.TrimSpace(line)
			if shown, isAnswer := strings.CutPrefix(line, "# "); isAnswer {
				assert.Regexp(t, answerPattern(shown), answer, line)
				continue
			}
			command := exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(line, "curl -s", "curl -sf --max-time 20", 1))
			command.Dir, command.Env = directory, append(os.Environ(), "MOCK="+s.URL)
			out, err := command.CombinedOutput()
			assert.NoError(t, err, "%s\n%s", line, out)
			answer = strings.TrimSpace(string(out))
			ran++
		}
	}
	assert.Greater(t, ran, 30)
}

// answerPattern takes "…" for anything and a status in front for nothing.
func answerPattern(shown string) string {
	shown = regexp.MustCompile(`^\d{3} `).ReplaceAllString(shown, "")
	return fmt.Sprintf("^%s", strings.ReplaceAll(regexp.QuoteMeta(shown), "…", ".*"))
}
