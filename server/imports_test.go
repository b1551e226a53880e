package server_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allowed says who may import whom: packages of ours by their path in the module, others by the path of their module.
// A package that is not named here may not exist, so that a new room is a decision.
func allowed() map[string][]string {
	return map[string][]string{
		"store":                  {"github.com/tidwall/btree"},
		"seeds":                  {"gopkg.in/yaml.v3", "github.com/brianvoe/gofakeit/v6"},
		"openapi":                {"seeds"},
		"server/provider":        {"store", "seeds"},
		"server/resource":        {"store", "server/provider", "server/resource/schema"},
		"server/resource/schema": {"store", "seeds", "server/provider"},
		"server/resource/seed":   {"store", "seeds", "server/provider", "server/resource", "server/resource/schema"},
		"server/resource/action": {"store", "seeds", "server/provider", "server/resource", "server/resource/schema"},
		"server/plain":           {"store", "server/provider", "server/resource", "server/resource/schema"},
		"server/gate":            {"store", "server/provider", "server/limit"},
		"server/webhook":         {"store", "server/provider", "server/outbound"},
		"server/control":         {"store", "seeds", "server/provider", "server/host", "server/gate", "server/webhook", "server/limit", "github.com/go-chi/chi/v5"},
		"server/limit":           {"golang.org/x/time"},
		"server/outbound":        {},
		"server/resume":          {},
		"server/host":            {},
		"server/huntr":           {"store", "seeds", "server/provider", "server/plain", "server/resource", "server/resource/schema", "server/resource/seed", "server/resource/action"},
		"server/teamtailor":      {"store", "seeds", "server/provider", "server/outbound", "server/resume", "github.com/google/jsonapi"},
		"server/express":         {},
		"server/jusrecruit":      {"store", "seeds", "server/provider", "server/express", "server/resume"},
		"server/intercept":       {"store"},
		"server":                 {"store", "seeds", "openapi", "server/provider", "server/host", "server/outbound", "server/resume", "server/gate", "server/webhook", "server/control", "server/intercept", "server/huntr", "server/teamtailor", "server/jusrecruit", "github.com/go-chi/chi/v5"},
		"server/servertest":      {"store", "seeds", "server", "server/control"},
		"cmd/mockserver/lossy":   {},
		"cmd/mockserver":         {"cmd/mockserver/lossy", "store", "seeds", "openapi", "server", "server/intercept", "github.com/urfave/cli/v3"},
		"server/contract":        {"openapi", "github.com/getkin/kin-openapi", "github.com/santhosh-tekuri/jsonschema/v6"}, // for our own tests alone
		"examples/go":            {},
		"bench":                  {},
		"bench/bare":             {},
	}
}

func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "mockserver/...").Output()
	require.NoError(t, err)
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		seen++
		name := strings.TrimPrefix(p.ImportPath, "mockserver/")
		may, known := allowed()[name]
		assert.True(t, known, "the package %s has no row in the table of imports", name)
		for _, imported := range p.Imports {
			assert.True(t, mayImport(may, imported), "%s imports %s", name, imported)
		}
	}
	assert.Equal(t, len(allowed()), seen)
}

func mayImport(may []string, imported string) bool {
	if ours, ok := strings.CutPrefix(imported, "mockserver/"); ok {
		return slices.Contains(may, ours)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(may, func(module string) bool { return imported == module || strings.HasPrefix(imported, module+"/") })
}
