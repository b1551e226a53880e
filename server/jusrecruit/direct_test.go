package jusrecruit_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"mockserver/server/contract"
)

// read asks a server that is mounted nowhere, with the key that may do everything.
func read(t testing.TB, mock http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+everything)
	recorder := httptest.NewRecorder()
	contract.Checked(t, "jusrecruit")(mock).ServeHTTP(recorder, r)
	return recorder
}
