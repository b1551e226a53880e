package server_test

import (
	"cmp"
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
	"mockserver/server/host"
	"mockserver/server/servertest"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	require.NoError(t, err)
	return string(text)
}

// TestEvidenceTablesAreGenerated: the page of each provider lists its routes with permission and label, in their order.
func TestEvidenceTablesAreGenerated(t *testing.T) {
	t.Parallel()
	const head = "| endpoint | permission | evidence | source |\n|---|---|---|---|\n"
	tables := map[string]string{}
	for _, route := range servertest.New(t).Routes() {
		tables[route.Provider] += fmt.Sprintf("| `%s %s` | %s | %s | %s |\n",
			route.Method, route.Pattern, cmp.Or(route.Permission, "–"), route.Label.Evidence, route.Label.Source)
	}
	for provider, table := range tables {
		page := filepath.Join("..", "docs", provider+".md")
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		fresh := regexp.MustCompile(`(?m)^\| endpoint \|.*\n(\|.*\n)+`).ReplaceAllLiteralString(string(text), head+table)
		if *update {
			require.NoError(t, os.WriteFile(page, []byte(fresh), 0o600))
			text = []byte(fresh)
		}
		assert.Equal(t, fresh, string(text), "go test ./server -run EvidenceTables -update writes it anew")
		assert.Contains(t, fresh, table)
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

// TestDocumentsLeadSomewhere: what a document links to is there, headings included, and each page is named in the README.
func TestDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../docs/*.md")
	require.NoError(t, err)
	readme := document(t, "README.md")
	for _, page := range pages {
		assert.Contains(t, readme, "(docs/"+filepath.Base(page), "a page that the README does not name")
	}
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, page := range append(pages, "../README.md", "../CONTRIBUTING.md", "../CHANGELOG.md", "../SECURITY.md", "../bench/README.md") {
		text := document(t, page[len("../"):])
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			path, anchor, _ := strings.Cut(link[1], "#")
			target := page
			if path != "" {
				target = filepath.Join(filepath.Dir(page), path)
			}
			require.FileExists(t, statable(t, target), "%s links to %s", page, link[1])
			if anchor != "" {
				assert.Contains(t, headings(document(t, target[len("../"):])), anchor, "%s links to %s", page, link[1])
			}
		}
	}
}

// statable is the file of a link: a directory stands for itself, so any file in it does.
func statable(t *testing.T, path string) string {
	t.Helper()
	if entries, err := os.ReadDir(path); err == nil && len(entries) > 0 {
		return "docs_test.go"
	}
	return path
}

// headings are the anchors of a document.
func headings(text string) []string {
	lines := regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1)
	anchors := make([]string, 0, len(lines))
	for _, found := range lines {
		plain := regexp.MustCompile("[^a-z0-9 _-]").ReplaceAllString(strings.ToLower(found[1]), "")
		anchors = append(anchors, strings.ReplaceAll(plain, " ", "-"))
	}
	return anchors
}

// TestEveryRoomIsIntroduced: the list of rooms of CONTRIBUTING names each package, or the directory above it.
func TestEveryRoomIsIntroduced(t *testing.T) {
	t.Parallel()
	text := document(t, "CONTRIBUTING.md")
	for room := range allowed() {
		assert.True(t, strings.Contains(text, "\n"+room+"/ ") || !strings.HasPrefix(room, "server/") && strings.Contains(text, "\n"+filepath.Dir(room)+"/ "), room)
	}
}

// TestEveryHostIsDocumented: the page for clients names each host of the mock, and the hosts entry each host of a vendor.
func TestEveryHostIsDocumented(t *testing.T) {
	t.Parallel()
	page := document(t, "docs/clients.md")
	entry := regexp.MustCompile(`echo "127.0.0.1 (.*)" >> /etc/hosts`).FindStringSubmatch(page)
	require.NotNil(t, entry)
	vendors := strings.Fields(entry[1])
	assert.Equal(t, host.New(vendors, nil).Certificates(), servertest.New(t).HostNames())
	for _, name := range append(host.New(vendors, nil).Certificates(), host.New(vendors, nil).Domains()...) {
		assert.Regexp(t, "[^.a-z]"+regexp.QuoteMeta(name)+"[^.a-z]", page)
	}
}
