package main

import (
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

var update = flag.Bool("update", false, "rewrite the generated parts of files")

// table is the settings as docs/settings.md shows them.
func table() string {
	var b strings.Builder
	b.WriteString("| name | flag | environment variable | config key | default | accepted | meaning | per sandbox |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range settings() {
		key := "–"
		if group, inner, ok := s.key(); ok && group != "" {
			key = "`" + group + ": {" + inner + ": …}`"
		} else if ok {
			key = "`" + inner + ": …`"
		}
		standard := "–"
		if s.standard != "" {
			standard = "`" + s.standard + "`"
		}
		cells := []string{"`" + s.name + "`", "`" + s.flag() + "`", "`" + s.variable() + "`", key, standard, s.accepted, s.meaning, s.perSandbox}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	return b.String()
}

func TestSettingsDocument(t *testing.T) {
	t.Parallel()
	generatedPart(t, "../../docs/settings.md", "settings", table())
}

func TestSettingsAreComplete(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range settings() {
		assert.NotEmpty(t, s.accepted, s.name)
		assert.NotEmpty(t, s.meaning, s.name)
		assert.Contains(t, []string{"no", "yes"}, s.perSandbox, s.name)
		assert.NotContains(t, s.accepted+s.meaning, "|", "would break the table")
		for _, spelling := range []string{s.name, s.flag(), s.variable()} {
			assert.False(t, seen[spelling], spelling)
			seen[spelling] = true
		}
		if s.standard != "" {
			assert.True(t, s.set(new(options), value{text: s.standard}), "%s does not accept its own default", s.name)
		}
	}
	assert.True(t, seen["--huntr-max-limit"] && seen["MOCKSERVER_HUNTR_MAX_LIMIT"] && seen["huntr.max_limit"])
}
