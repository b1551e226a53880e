package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/servertest"
)

var inlineCode = regexp.MustCompile("`([^`\n]+)`")

// armed asks a mock to arm a fault and returns the status of the answer, with its body.
func armed(t *testing.T, s *servertest.Server, fault map[string]any) (int, string) {
	t.Helper()
	text, err := json.Marshal(fault)
	require.NoError(t, err)
	return exchange(t, http.MethodPost, s.URL+"/_mock/faults", string(text))
}

// exchange sends a request and returns the status and the body, with the reason of a refusal after it. The status is 0 when
// there is no answer.
func exchange(t *testing.T, method, url, body string, header ...string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body) // a fault may cut it off
	return response.StatusCode, string(text) + response.Header.Get("X-Mock-Reason")
}

// TestExamplesOfFaultsAreTaken: every member that docs/faults.md shows in braces, every field of its table, and every
// header that it shows.
func TestExamplesOfFaultsAreTaken(t *testing.T) {
	t.Parallel()
	page := document(t, "docs/faults.md")
	s := servertest.Run(t, func(o *server.Options) { o.FaultHeader = true })
	shown := 0
	for _, found := range inlineCode.FindAllStringSubmatch(page, -1) {
		var members map[string]any
		if !strings.HasPrefix(found[1], "{\"") || json.Unmarshal([]byte(found[1]), &members) != nil {
			continue
		}
		effect := map[string]any{"type": "status", "status": 503}
		fault := map[string]any{"effect": effect}
		for name, value := range members {
			if name == "after_handler" {
				effect[name] = value
			} else {
				fault[name] = value
			}
		}
		status, body := armed(t, s, fault)
		assert.Equal(t, 201, status, "%s: %s", found[1], body)
		shown++
	}
	assert.GreaterOrEqual(t, shown, 3)
	checkEffects(t, s, page)
	headers := regexp.MustCompile(`(?m)^    X-Mock-Fault: (.*)$`).FindAllStringSubmatch(page, -1)
	require.NotEmpty(t, headers)
	for _, found := range headers {
		_, answer := exchange(t, http.MethodGet, s.URL+"/org/members", "", "X-Mock-Fault", found[1], "Authorization", "Bearer "+s.Token("huntr"))
		assert.NotContains(t, answer, "asks for no fault", found[1])
	}
}

// checkEffects arms each effect of the table with each of its fields.
func checkEffects(t *testing.T, s *servertest.Server, page string) {
	t.Helper()
	values := map[string]any{"status": 503, "retry_after": "1s", "delay": "1ms", "max": "2ms", "at": 0.5, "chunk": 7}
	rows := regexp.MustCompile("(?m)^\\| `(\\w+)` \\|.*\\| ([^|]*) \\|$").FindAllStringSubmatch(page, -1)
	require.Len(t, rows, 10)
	for _, row := range rows {
		effect := map[string]any{"type": row[1]}
		for _, field := range inlineCode.FindAllStringSubmatch(row[2], -1) {
			require.Contains(t, values, field[1], row[1])
			effect[field[1]] = values[field[1]]
		}
		status, body := armed(t, s, map[string]any{"effect": effect, "match": map[string]any{"path": "/org/members"}})
		assert.Equal(t, 201, status, "%s: %s", row[1], body)
	}
}

// TestTablesOfActionsAreTrue: each page's table of actions names the actions and the keys of their bodies.
func TestTablesOfActionsAreTrue(t *testing.T) {
	t.Parallel()
	s := servertest.Run(t)
	_, text := exchange(t, http.MethodGet, s.URL+"/_mock/actions", "")
	var all struct {
		Data []struct {
			Provider, Name string
			Body           []struct{ Name string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &all))
	keys := map[string][]string{}
	for _, action := range all.Data {
		for _, key := range action.Body {
			keys[action.Provider+" "+action.Name] = append(keys[action.Provider+" "+action.Name], key.Name)
		}
	}
	require.NotEmpty(t, keys)
	listed := map[string]bool{}
	row := regexp.MustCompile("(?m)^\\| ((?:`[a-z-]+`(?:, )?)+) \\| ([^|]*) \\|")
	for _, provider := range []string{"huntr", "teamtailor", "jusrecruit"} {
		_, section, _ := strings.Cut(document(t, filepath.Join("docs", provider+".md")), "| action |")
		section, _, _ = strings.Cut(section, "\n\n")
		for _, found := range row.FindAllStringSubmatch(section, -1) {
			for _, name := range inlineCode.FindAllStringSubmatch(found[1], -1) {
				action := provider + " " + name[1]
				listed[action] = true
				require.Contains(t, keys, action)
				for _, code := range inlineCode.FindAllStringSubmatch(found[2], -1) {
					for key := range strings.SplitSeq(code[1], ", ") {
						nested := slices.Contains([]string{"email", "first-name", "firstName", "lastName", "workflow"}, key)
						assert.True(t, slices.Contains(keys[action], key) || nested, "%s has no key %s", action, key)
					}
				}
			}
		}
	}
	for action := range keys {
		assert.True(t, listed[action], "no page lists the action %s", action)
	}
}
