package control_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mockserver/server/contract"
	"mockserver/server/servertest"
)

// FuzzControl: whatever an operation is sent as its body and query, it is done, or refused by a problem document in words
// that a user understands. The contract knows every answer.
func FuzzControl(f *testing.F) {
	mock := servertest.New(f)
	parameter := regexp.MustCompile(`\{\w+\}`)
	var all []string
	for _, operation := range operations(f) {
		if !strings.HasSuffix(operation, "/stream") && strings.Contains(operation, "/_mock") && !strings.HasSuffix(operation, "/ca.pem") {
			all = append(all, operation)
		}
	}
	for i := range all {
		f.Add(uint8(i), "huntr", "", []byte(`{"name":"a","provider":"huntr"}`))
		f.Add(uint8(i), "1", "limit=1&after=0", []byte(`{"to":"2026-01-15T09:00:00Z","by":"1h","mode":"still","remaining":1}`))
	}
	for _, body := range []string{
		`{"effect":{"type":"status","status":503},"match":{"path":"/v1/**","provider":"teamtailor"},"times":"always"}`, `{"url":"http://127.0.0.1:1/","events":["candidate.create"],"provider":"teamtailor"}`,
		"huntr: {members: [{id: 5b0379b5712bb674fd0d561e}]}", `[1,{"a":[]}]`, "a: &a [*a]", `{"name":"\u0000"}`, "\xff", `{"settings":{"teamtailor.rate_limit":"off"}}`, `{"calls":[{"method":"GET","path":"/v1/jobs"}],"count":1e99}`,
	} {
		for i := range all {
			f.Add(uint8(i), "default", "limit=99999999999999999999&since=x", []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, name, query string, body []byte) {
		if len(body) > 1<<10 || strings.Contains(string(body), "0000") || strings.Contains(string(body), "generate") {
			t.Skip("small bodies find as much")
		}
		method, pattern, _ := strings.Cut(all[int(which)%len(all)], " ")
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		r := httptest.NewRequestWithContext(ctx, method, "http://localhost/", strings.NewReader(string(body)))
		r.URL = &url.URL{Path: parameter.ReplaceAllLiteralString(pattern, name), RawPath: parameter.ReplaceAllLiteralString(pattern, url.PathEscape(name)), RawQuery: query}
		w := httptest.NewRecorder()
		contract.Hostile(t, "mock")(mock).ServeHTTP(w, r)
		if w.Code < 400 {
			return
		}
		var p struct{ Title, Detail string }
		err := json.Unmarshal(w.Body.Bytes(), &p)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable || err != nil || p.Detail == "" {
			t.Fatalf("%s %s?%s %q: %d %s", method, r.URL.Path, query, body, w.Code, w.Body)
		}
		if words := regexp.MustCompile(`"(\\.|[^"\\])*"`).ReplaceAllString(p.Detail, ""); goWords.MatchString(words) {
			t.Fatalf("%s %s?%s %q: %s", method, r.URL.Path, query, body, p.Detail)
		}
	})
}
