package provider_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server/provider"
)

func TestWeakerLabel(t *testing.T) {
	t.Parallel()
	documented := provider.Label{Evidence: provider.Documented, Source: "page"}
	observed := provider.Label{Evidence: provider.Observed, Source: "client"}
	inferred := provider.Label{Evidence: provider.Inferred, Source: `we "think"`}
	assert.Equal(t, inferred, provider.Weaker(documented, inferred))
	assert.Equal(t, inferred, provider.Weaker(inferred, observed))
	assert.Equal(t, observed, provider.Weaker(documented, observed))
	assert.Equal(t, documented, provider.Weaker(documented, provider.Label{Evidence: provider.Documented, Source: "other"}))
	assert.Equal(t, `inferred; source="we \"think\""`, inferred.Header())
	assert.Equal(t, "unlabelled", provider.Label{}.Evidence.String())
}

func TestJSONLeavesHTMLAlone(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `{"a":"<b>&ü"}`, string(provider.JSON(map[string]string{"a": "<b>&ü"})))
	assert.Panics(t, func() { provider.JSON(func() {}) })
}

func TestParamIsUnescaped(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"/x/a%2Fb": "a/b", "/x/a%20b": "a b", "/x/ab": "ab"} {
		request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		mux := http.NewServeMux()
		mux.HandleFunc("/x/{id}", func(_ http.ResponseWriter, r *http.Request) {
			assert.Equal(t, want, (&provider.Request{HTTP: r, Params: r.PathValue}).Param("id"))
		})
		mux.ServeHTTP(httptest.NewRecorder(), request)
	}
}

func TestErrorNamesItsCode(t *testing.T) {
	t.Parallel()
	err := provider.Refuse(&provider.Code{Name: "no"}, "because of %d", 7)
	assert.EqualError(t, err, "no: because of 7")
}
