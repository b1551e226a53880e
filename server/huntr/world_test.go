package huntr

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/contract"
	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// world is Huntr behind its gates with rows that a test can write: the API itself only reads.
type world struct {
	*Huntr
	vendor  *provider.Provider
	sandbox *store.Sandbox
	handler http.Handler
}

// failer is a testing.T or a rapid.T.
type failer interface {
	require.TestingT
	contract.Failer
	Helper()
}

func newWorld(t failer, settings Settings, seed string) *world {
	t.Helper()
	schema := new(store.Schema)
	w := &world{Huntr: declare(schema, settings)}
	p := w.provider()
	w.vendor = p
	stored := store.New(schema)
	var err error
	w.sandbox, err = stored.Create(store.Default, store.NewClock(time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(t, err)
	require.NoError(t, stored.AddCredential(store.Credential{Token: "t", Provider: p.Name, Sandbox: store.Default}))
	_, err = provider.Fill(w.sandbox, []*provider.Provider{p}, onlyHuntr(seed))
	require.NoError(t, err)
	gates, err := gate.New(gate.Options{Store: stored, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	mux := http.NewServeMux()
	for i := range p.Routes {
		mux.Handle(p.Routes[i].Method+" "+p.Routes[i].Pattern, gates.Handler(p, &p.Routes[i], nil))
	}
	w.handler = contract.Hostile(t, "huntr")(mux)
	return w
}

// onlyHuntr takes the sections of the other providers out of an embedded seed.
func onlyHuntr(seed string) *seeds.File {
	seed, _, _ = strings.Cut(seed, "\nteamtailor:")
	seed, _, _ = strings.Cut(seed, "\njusrecruit:")
	return seeds.Parse("seed.yaml", []byte(seed))
}

func (w *world) write(change func(tx *store.Tx)) {
	_ = w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
		change(tx)
		return nil
	})
}

// get asks for a path and returns the status and body.
func (w *world) get(path string) (status int, body string) {
	request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	request.Header.Set("Authorization", "Bearer t")
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

// pageOf is what a test reads of a list's page.
type pageOf struct {
	Data []map[string]any `json:"data"`
	Next *string          `json:"next"`
}

func (w *world) page(t failer, path string) pageOf {
	t.Helper()
	status, body := w.get(path)
	require.Equal(t, http.StatusOK, status, body)
	var page pageOf
	require.NoError(t, json.Unmarshal([]byte(body), &page))
	return page
}

// walk reads a list to its end and returns all ids in order.
func (w *world) walk(t failer, path string, between func()) (ids []string) {
	t.Helper()
	next := ""
	for range 10_000 {
		page := w.page(t, path+next)
		for _, object := range page.Data {
			ids = append(ids, object["id"].(string))
		}
		if page.Next == nil {
			return ids
		}
		next = "&next=" + *page.Next
		between()
	}
	require.Fail(t, "the list never ends", path)
	return nil
}
