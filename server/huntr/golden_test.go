package huntr_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPageExamples asks what the vendor's page asks and compares with what the page answers: same members, same order,
// same values, but for the longer texts, which are our own.
func TestPageExamples(t *testing.T) {
	t.Parallel()
	s := run(t)
	for name, path := range map[string]string{
		"pagination":        "/org/members?limit=2",
		"pagination_second": "/org/members?limit=2&next=5a70a7361d06bb000f0f1c44",
		"list_members":      "/org/members?active=true&limit=3",
		"retrieve_member":   "/org/members/5a9b3d392bd2e22e37dee4f0",
		"list_jobs":         "/org/jobs?limit=2&member_id=589189b5448fe5e45f01256b",
		"retrieve_job":      "/org/jobs/5b088a7b12728af4ec0be9d6",
		"event":             "/org/events?limit=1&job_id=5a8a255bb4271026f0c0f749",
		"list_events":       "/org/events?limit=2",
		"list_employers":    "/org/employers?limit=2",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, s, path)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
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
