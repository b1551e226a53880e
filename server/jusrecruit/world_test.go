package jusrecruit

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/contract"
	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// world is JusRecruit behind its gates, without a rate limit, with rows that a test can write past the API.
type world struct {
	*JusRecruit
	provider  *provider.Provider
	providers []*provider.Provider // with those whose sections a seed may have too
	sandbox   *store.Sandbox
	handler   http.Handler
}

// failer is a testing.T, a testing.B or a rapid.T.
type failer interface {
	require.TestingT
	contract.Failer
	Helper()
}

const worldKey = "jc_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

func newWorld(t failer, seed string) *world {
	t.Helper()
	return newWorldOf(t, seeds.Parse("seed.yaml", []byte(seed)))
}

func newWorldOf(t failer, seed *seeds.File) *world {
	t.Helper()
	schema := new(store.Schema)
	w := &world{JusRecruit: declare(schema, Settings{RateLimit: provider.LimitOff})}
	p := w.JusRecruit.provider()
	w.provider, w.providers = p, []*provider.Provider{nobodys("huntr"), nobodys("teamtailor"), p}
	stored := store.New(schema)
	stored.Listen(func(*store.Sandbox) {}) // the outbox holds events only for somebody who listens
	var err error
	w.sandbox, err = stored.Create(store.Default, store.NewClock(time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(t, err)
	credentials, err := provider.Fill(w.sandbox, w.providers, seed)
	require.NoError(t, err)
	if !slices.ContainsFunc(credentials, func(c store.Credential) bool { return c.Token == worldKey }) {
		everything, err := mint(provider.Mint{Token: worldKey[len("jc_"):], Name: "test", Now: time.Unix(1, 0)})
		require.NoError(t, err)
		credentials = append(credentials, everything)
	}
	_, err = stored.ReplaceCredentials(store.Default, nil, credentials)
	require.NoError(t, err)
	gates, err := gate.New(gate.Options{Store: stored, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	mux := http.NewServeMux()
	for i := range p.Routes {
		mux.Handle(p.Routes[i].Method+" "+p.Routes[i].Pattern, gates.Handler(p, &p.Routes[i], nil))
	}
	w.handler = contract.Hostile(t, "jusrecruit")(mux)
	return w
}

// nobodys is a provider that only has a section in the seed.
func nobodys(name string) *provider.Provider {
	return &provider.Provider{Name: name, Load: func(*store.Tx, seeds.Node) []store.Credential { return nil }}
}

func (w *world) write(change func(tx *store.Tx)) {
	_ = w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
		change(tx)
		return nil
	})
}

// send asks for a path below the base and returns the status and body.
func (w *world) send(method, path, body string) (status int, answer string) {
	request := httptest.NewRequest(method, base+path, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+worldKey)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

// pageOf is what a test reads of a list's page.
type pageOf struct {
	Data       []map[string]any `json:"data"`
	Pagination struct {
		Page, Limit, Total, TotalPages int
		HasNextPage                    bool
	} `json:"pagination"`
}

func (w *world) page(t failer, path string) pageOf {
	t.Helper()
	status, body := w.send(http.MethodGet, path, "")
	require.Equal(t, http.StatusOK, status, body)
	var page pageOf
	require.NoError(t, json.Unmarshal([]byte(body), &page))
	return page
}

// walk reads a list to its end and returns all ids in order. The path has parameters already.
func (w *world) walk(t failer, path string) (ids []string) {
	t.Helper()
	for number := 1; ; number++ {
		page := w.page(t, fmt.Sprintf("%s&page=%d", path, number))
		for _, object := range page.Data {
			ids = append(ids, object["id"].(string))
		}
		if !page.Pagination.HasNextPage {
			require.Len(t, ids, page.Pagination.Total)
			require.Equal(t, max(number, 1), max(page.Pagination.TotalPages, 1))
			return ids
		}
	}
}

func defaultSeed() string {
	text, _ := seeds.Embedded("default")
	return string(text)
}
