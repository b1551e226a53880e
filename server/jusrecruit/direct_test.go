package jusrecruit_test

import (
	"net/http"
	"net/http/httptest"
)

// read asks a server that is mounted nowhere, with the key that may do everything.
func read(mock http.Handler, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+everything)
	recorder := httptest.NewRecorder()
	mock.ServeHTTP(recorder, r)
	return recorder
}
