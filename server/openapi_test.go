package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/openapi"
	"mockserver/seeds"
	"mockserver/server/servertest"
)

func TestDescriptionsAreServed(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	for _, name := range openapi.Names() {
		text, _ := openapi.Document(name)
		yaml := get(t, s, "http://localhost/_mock/openapi/"+name+".yaml", "")
		assert.Equal(t, http.StatusOK, yaml.Code)
		assert.Equal(t, "application/yaml", yaml.Header().Get("Content-Type"))
		assert.Equal(t, string(text), yaml.Body.String())

		asJSON := get(t, s, "http://localhost/_mock/openapi/"+name+".json", "")
		assert.Equal(t, "application/json", asJSON.Header().Get("Content-Type"))
		var document struct{ OpenAPI string }
		require.NoError(t, json.Unmarshal(asJSON.Body.Bytes(), &document), name)
		assert.Equal(t, "3.1.0", document.OpenAPI)
		assert.True(t, strings.HasPrefix(asJSON.Body.String(), `{"openapi":"3.1.0","info":{"title":"`), "members stay in their order")
	}
	schema := get(t, s, "http://localhost/_mock/seed.schema.json", "")
	assert.Equal(t, "application/schema+json", schema.Header().Get("Content-Type"))
	assert.Equal(t, string(seeds.SchemaText()), schema.Body.String())
	for _, path := range []string{"http://localhost/_mock/openapi/nobody.json", "http://localhost/_mock/openapi/huntr.txt", "http://localhost/_mock/openapi/huntr", "http://localhost/_mock/openapi/.yaml", "http://localhost/_mock/openapi/..%2fhuntr.yaml", "http://localhost/_mock/openapi/seed.json"} {
		assert.Equal(t, http.StatusNotFound, get(t, s, path, "").Code, path)
	}
}
