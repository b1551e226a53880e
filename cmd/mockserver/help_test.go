package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

// TestHelpIsShort: every flag has a group and a line that a terminal shows whole.
func TestHelpIsShort(t *testing.T) {
	t.Parallel()
	for _, s := range settings() {
		b := briefs()[s.name]
		assert.NotEmpty(t, b.group, "%s has no group", s.name)
		assert.NotEmpty(t, b.meaning, "%s has no brief meaning", s.name)
	}
	assert.Len(t, briefs(), len(settings()))
	for _, command := range [][]string{{"--help"}, {"serve", "--help"}, {"wait", "--help"}, {"seed", "--help"}, {"seed", "generate", "--help"}, {"help"}} {
		status, stdout, _ := execute(t, environment(), command...)
		assert.Zero(t, status)
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, utf8.RuneCountInString(line), 110, "%s: %s", command, line)
		}
	}
}

func TestHelpOfAFlag(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"clock-mode", "--clock-mode", "clock_mode", "MOCKSERVER_CLOCK_MODE"} {
		status, stdout, _ := execute(t, environment(), "help", name)
		assert.Zero(t, status)
		assert.Equal(t, "--clock-mode, MOCKSERVER_CLOCK_MODE, config key clock_mode\n\nWhether time passes by itself.\n\nAccepted: running, still\nDefault: running\n", stdout, name)
	}
	for _, s := range settings() {
		_, stdout, _ := execute(t, environment(), "help", s.flag())
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, utf8.RuneCountInString(line), 112, s.name)
		}
	}
}
