package jusrecruit_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDocuments shows every document once. The shapes are inferred, so these files are what a correction would change.
func TestDocuments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]endpoint{
		"candidates":        {path: base + "/candidates?limit=2&page=3"},
		"candidate":         {path: asha},
		"history":           {path: asha + "/history"},
		"history_rejected":  {path: base + "/candidates/694bf644a9b9300000000050/history"},
		"notes":             {path: asha + "/notes"},
		"note_created":      {method: "POST", path: asha + "/notes", body: `{"content":"Überzeugt, \"sehr\" <gut>"}`},
		"jobs":              {path: base + "/jobs?limit=2"},
		"job":               {path: backend},
		"tags":              {path: backend + "/tags"},
		"tags_added":        {method: "POST", path: backend + "/tags", body: `{"tags":["urgent","remote","grün"]}`},
		"tags_removed":      {method: "DELETE", path: backend + "/tags?tag=urgent"},
		"workflows":         {path: base + "/workflows"},
		"workflow":          {path: base + "/workflows/677b9b90c0ffeec0ffee0203"},
		"company":           {path: info},
		"webhooks":          {path: base + "/company/webhooks"},
		"webhook_created":   {method: "POST", path: base + "/company/webhooks", body: `{"url":"https://example.com/hook","events":["job.updated"]}`},
		"webhook_updated":   {method: "PUT", path: base + "/company/webhooks/68632500a933460000000000", body: `{"active":true}`},
		"webhook_deleted":   {method: "DELETE", path: base + "/company/webhooks/68632500a933460000000000"},
		"api_keys":          {path: base + "/company/api-keys?limit=2&page=7"},
		"api_key":           {path: base + "/company/api-keys/677b9b90ab20840000000000"},
		"user":              {path: nikhil},
		"user_info":         {path: base + "/user/info"},
		"page_behind_end":   {path: base + "/candidates?page=1000000"},
		"error_bad_request": {path: base + "/candidates?page=0"},
		"error_not_found":   {path: base + "/candidates/" + nobody},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, run(t), c.path, send(c.method, c.body))
			assert.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
			assert.True(t, strings.HasPrefix(got.header.Get("X-Mock-Evidence"), `inferred; source="`), got.header.Get("X-Mock-Evidence"))
			assert.Equal(t, got.status < 400, got.header.Get("X-Mock-Reason") == "")
			golden(t, name, got.body)
		})
	}
}

// golden compares a body with its file. The file is indented for readers; the order of members counts.
func golden(t *testing.T, name, body string) {
	t.Helper()
	file := filepath.Join("testdata", name+".json")
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, []byte(body), "", "  "))
	indented.WriteByte('\n')
	if *update {
		require.NoError(t, os.WriteFile(file, indented.Bytes(), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), indented.String())
}

// TestDocumentedCommands runs the page's own curl lines with scheme, host and key changed, and nothing else.
func TestDocumentedCommands(t *testing.T) {
	t.Parallel()
	s := run(t)
	for _, command := range []string{
		`curl -H "Authorization: Bearer YOUR_API_KEY" https://api.democruit.com/api/v1/integration/company/info`,
		`curl -H "Authorization: Bearer YOUR_API_KEY" https://api.democruit.com/api/v1/integration/candidates`,
		`curl -H "Authorization: Bearer YOUR_API_KEY" https://api.democruit.com/api/v1/integration/jobs`,
	} {
		parts := regexp.MustCompile(`^curl -H "([^:]+): ([^"]+)" https://api\.democruit\.com(/.*)$`).FindStringSubmatch(command)
		require.NotNil(t, parts, command)
		got := ask(t, s, parts[3], header(parts[1], strings.Replace(parts[2], "YOUR_API_KEY", s.Token("jusrecruit"), 1)))
		assert.Equal(t, 200, got.status, command)
		assert.True(t, got.envelope(t).Success, command)
	}
}
