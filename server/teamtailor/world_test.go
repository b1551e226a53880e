package teamtailor

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// world is Teamtailor behind its gates, without a rate limit, with what a test can reach only past the API.
type world struct {
	provider  *provider.Provider
	providers []*provider.Provider // with those whose sections a seed may have too
	sandbox   *store.Sandbox
	handler   http.Handler
}

// failer is a testing.T or a rapid.T.
type failer interface {
	require.TestingT
	Helper()
}

const worldKey = "world-key"

func newWorld(t failer, seed string) *world {
	t.Helper()
	schema := new(store.Schema)
	p := New(schema, Settings{RateLimit: LimitOff})
	w := &world{provider: p, providers: []*provider.Provider{nobodys("huntr"), p, nobodys("jusrecruit")}}
	stored := store.New(schema)
	stored.Listen(func(*store.Sandbox) {}) // the outbox holds events only for somebody who listens
	var err error
	w.sandbox, err = stored.Create(store.Default, store.NewClock(time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(t, err)
	credentials, err := provider.Fill(w.sandbox, w.providers, seeds.Parse("seed.yaml", []byte(seed)))
	require.NoError(t, err)
	if !slices.ContainsFunc(credentials, func(c store.Credential) bool { return c.Token == worldKey }) {
		everything, err := mint(provider.Mint{Token: worldKey})
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
	w.handler = mux
	return w
}

// nobodys is a provider that only has a section in the seed.
func nobodys(name string) *provider.Provider {
	return &provider.Provider{Name: name, Load: func(*store.Tx, seeds.Node) []store.Credential { return nil }}
}

// send asks for a path and returns the answer.
func (w *world) send(method, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Authorization", "Token "+worldKey)
	request.Header.Set("X-Api-Version", firstVersion)
	if body != "" {
		request.Header.Set("Content-Type", mediaType)
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	return recorder
}

// get is a document that is there.
func (w *world) get(t failer, path string) string {
	t.Helper()
	got := w.send(http.MethodGet, path, "")
	require.Equal(t, http.StatusOK, got.Code, got.Body.String())
	return got.Body.String()
}

// attribute is one attribute of a record, read through the API.
func (w *world) attribute(t failer, path, name string) any {
	t.Helper()
	var d struct {
		Data struct{ Attributes map[string]any }
	}
	require.NoError(t, json.Unmarshal([]byte(w.get(t, path)), &d))
	return d.Data.Attributes[name]
}

// exported writes the world as a seed, with its keys or without.
func (w *world) exported(t failer, secrets bool) string {
	t.Helper()
	mapping, err := provider.Export(w.sandbox, w.providers, secrets)
	require.NoError(t, err)
	yaml, err := mapping.YAML()
	require.NoError(t, err)
	return string(yaml)
}

// everything reads every record of every type, with all that its relations lead to.
func (w *world) everything(t failer) (all []string) {
	t.Helper()
	for _, res := range newTeamtailor(new(store.Schema), DefaultSettings()).resources {
		relations := make([]string, 0, len(res.relations))
		for i := range res.relations {
			relations = append(relations, res.relations[i].name)
		}
		for page := 1; ; page++ {
			path := "/v1/" + res.name + "?page[size]=30&include=" + strings.Join(relations, ",") + "&page[number]=" + string(provider.JSON(page))
			if res.name == "jobs" {
				path += "&filter[status]=all"
			}
			body := w.get(t, path)
			all = append(all, body)
			if !strings.Contains(body, `"next":`) {
				break
			}
		}
	}
	return all
}

// events takes out what happened since it was last asked for.
func (w *world) events() []store.Event { return w.sandbox.Outbox().Take() }

// names are those of the events since they were last asked for, with their subjects.
func (w *world) names() []string {
	events := w.events()
	names := make([]string, 0, len(events))
	for _, event := range events {
		names = append(names, event.Name+" "+event.Subject)
	}
	return names
}

// act runs an action and returns its fault, "" for none.
func (w *world) act(t failer, name, body string) string {
	t.Helper()
	i := slices.IndexFunc(w.provider.Actions, func(a provider.Action) bool { return a.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	file := seeds.Parse("body.json", []byte(body))
	err := w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
		if root, ok := file.Root(); ok {
			w.provider.Actions[i].Run(tx, root)
		}
		return file.Err()
	})
	if err != nil {
		return err.Error()
	}
	return ""
}
