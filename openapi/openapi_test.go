package openapi_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/openapi"
	"mockserver/server/servertest"
)

// spec is what these tests read of a document.
type spec struct {
	OpenAPI string                                `json:"openapi"`
	Paths   map[string]map[string]json.RawMessage `json:"paths"`
}

type operation struct {
	OperationID string `json:"operationId"`
	Evidence    struct {
		Label  string `json:"label"`
		Source string `json:"source"`
	} `json:"x-evidence"`
	Permission string                     `json:"x-permission"`
	Responses  map[string]json.RawMessage `json:"responses"`
}

func read(t *testing.T, name string) spec {
	t.Helper()
	text, ok := openapi.JSON(name)
	require.True(t, ok, name)
	var s spec
	require.NoError(t, json.Unmarshal(text, &s), name)
	return s
}

// operations lists "GET /path" of a document.
func (s spec) operations(t *testing.T) map[string]operation {
	t.Helper()
	all := map[string]operation{}
	for pattern, item := range s.Paths {
		for method, raw := range item {
			if !slices.Contains([]string{"get", "post", "put", "patch", "delete"}, method) {
				continue
			}
			var o operation
			require.NoError(t, json.Unmarshal(raw, &o), pattern)
			all[strings.ToUpper(method)+" "+pattern] = o
		}
	}
	return all
}

// TestEveryRouteIsAnOperation: of the providers' documents no route is missing, none is too many, and each says how
// well it is known as the route does.
func TestEveryRouteIsAnOperation(t *testing.T) {
	t.Parallel()
	left := map[string]map[string]operation{}
	for _, route := range servertest.New(t).Routes() {
		if left[route.Provider] == nil {
			left[route.Provider] = read(t, route.Provider).operations(t)
		}
		place := route.Method + " " + route.Pattern
		o, ok := left[route.Provider][place]
		if !assert.True(t, ok, "%s.yaml has no operation %s", route.Provider, place) {
			continue
		}
		delete(left[route.Provider], place)
		assert.Equal(t, route.Label.Evidence.String(), o.Evidence.Label, place)
		assert.Equal(t, route.Label.Source, o.Evidence.Source, place)
		assert.Equal(t, route.Permission, o.Permission, place)
	}
	for name, operations := range left {
		assert.Empty(t, operations, "%s.yaml has operations that nobody serves", name)
	}
}

// TestDocuments: each is of OpenAPI 3.1, has operations with names of their own, and converts to JSON.
func TestDocuments(t *testing.T) {
	t.Parallel()
	assert.Subset(t, openapi.Names(), []string{"huntr", "jusrecruit", "teamtailor"})
	assert.True(t, slices.IsSorted(openapi.Names()))
	for _, name := range openapi.Names() {
		s := read(t, name)
		assert.Equal(t, "3.1.0", s.OpenAPI, name)
		ids := map[string]string{}
		for place, o := range s.operations(t) {
			assert.NotEmpty(t, o.OperationID, place)
			assert.Empty(t, ids[o.OperationID], "%s.yaml: %s has the operationId of %s", name, place, ids[o.OperationID])
			ids[o.OperationID] = place
			assert.NotEmpty(t, o.Responses, place)
		}
	}
	_, ok := openapi.Document("nobody")
	assert.False(t, ok)
	_, ok = openapi.JSON("nobody")
	assert.False(t, ok)
}

// TestEveryComponentIsUsed: what nothing refers to would be held to nothing.
func TestEveryComponentIsUsed(t *testing.T) {
	t.Parallel()
	for _, name := range openapi.Names() {
		text, _ := openapi.JSON(name)
		var s struct {
			Components map[string]map[string]json.RawMessage `json:"components"`
		}
		require.NoError(t, json.Unmarshal(text, &s))
		delete(s.Components, "securitySchemes") // used by name
		for kind, components := range s.Components {
			for component := range components {
				assert.Contains(t, string(text), `"#/components/`+kind+"/"+component+`"`, name)
			}
		}
	}
}

// TestObjectsAreClosed: a member that a schema does not know would pass unseen.
func TestObjectsAreClosed(t *testing.T) {
	t.Parallel()
	for _, name := range openapi.Names() {
		text, _ := openapi.JSON(name)
		var document map[string]any
		require.NoError(t, json.Unmarshal(text, &document))
		delete(document, "x-shared")
		checkClosed(t, name, document)
	}
}

func checkClosed(t *testing.T, at string, node any) {
	t.Helper()
	switch node := node.(type) {
	case map[string]any:
		if _, isSchema := node["properties"].(map[string]any); isSchema {
			assert.Contains(t, node, "additionalProperties", at)
		}
		for name, inner := range node {
			if name != "examples" && name != "example" {
				checkClosed(t, at+"/"+name, inner)
			}
		}
	case []any:
		for _, inner := range node {
			checkClosed(t, at, inner)
		}
	}
}
