package gate_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/gate"
	"mockserver/server/huntr"
	"mockserver/server/jusrecruit"
	"mockserver/server/provider"
	"mockserver/server/teamtailor"
	"mockserver/store"
)

// vendors is the three vendors with the default seed.
type vendors struct {
	mux    *http.ServeMux
	faults gate.SandboxFaults
	all    []*provider.Provider
	tokens map[string]string
	gates  *gate.Gates
	own    *store.Sandbox
}

func newVendors(tb testing.TB) *vendors {
	tb.Helper()
	schema := new(store.Schema)
	v := &vendors{mux: http.NewServeMux(), tokens: map[string]string{}, all: []*provider.Provider{
		huntr.New(schema, huntr.DefaultSettings()), teamtailor.New(schema, teamtailor.DefaultSettings()), jusrecruit.New(schema, jusrecruit.DefaultSettings()),
	}}
	stored := store.New(schema)
	sandbox, err := stored.Create(store.Default, store.NewClock(time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(tb, err)
	text, _ := seeds.Embedded("default")
	credentials, err := provider.Fill(sandbox, v.all, seeds.Parse("default.yaml", text))
	require.NoError(tb, err)
	_, err = stored.ReplaceCredentials(store.Default, nil, credentials)
	require.NoError(tb, err)
	for _, p := range v.all {
		v.tokens[p.Name] = sandbox.Credentials(p.Name)[0].Token
	}
	v.own = sandbox
	v.gates, err = gate.New(gate.Options{Store: stored, Providers: v.all, Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	v.faults = v.gates.Faults().Of(sandbox)
	for _, p := range v.all {
		for i := range p.Routes {
			v.mux.Handle(p.Routes[i].Method+" "+p.Routes[i].Pattern, v.gates.Handler(p, &p.Routes[i], nil))
		}
	}
	return v
}

func (v *vendors) ask(p *provider.Provider, method, target, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	scheme := "Bearer "
	if p.Name == "teamtailor" {
		scheme = "Token token="
		request.Header.Set("X-Api-Version", "20161108")
	}
	request.Header.Set("Authorization", scheme+v.tokens[p.Name])
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	answer := httptest.NewRecorder()
	v.mux.ServeHTTP(answer, request)
	return answer
}

// get asks for a list without the limits of the vendors in its way.
func (v *vendors) get(p *provider.Provider, target string) *httptest.ResponseRecorder {
	v.gates.Limits().Reset(v.own)
	return v.ask(p, "GET", target, "")
}

// TestEveryStatusHasWordsOfItsVendor, 400 to 599: in a body of the vendor's shape, with a label.
func TestEveryStatusHasWordsOfItsVendor(t *testing.T) {
	t.Parallel()
	v := newVendors(t)
	for _, p := range v.all {
		path := p.Routes[0].Pattern
		for status := 400; status < 600; status++ {
			_, err := v.faults.Arm(gate.Fault{Effect: failing(status)})
			require.NoError(t, err)
			answer := v.get(p, path)
			v.faults.Clear()
			require.Equal(t, status, answer.Code)
			require.NotContains(t, answer.Header().Get("X-Mock-Evidence"), "unlabelled")
			body := answer.Body.String()
			switch empty := body == ""; p.Name {
			case "huntr":
				require.Contains(t, body, `"error":{"message":"`)
				require.NotContains(t, body, `"message":""`)
			case "jusrecruit":
				require.Contains(t, body, `{"success":false,"statusCode":`)
				require.NotContains(t, body, "{detail}")
			default:
				require.True(t, empty || strings.HasPrefix(body, `{"errors":[{"title":`), body)
			}
		}
	}
	_, err := v.faults.Arm(gate.Fault{Effect: failing(429), Times: 3})
	require.NoError(t, err)
	assert.Contains(t, v.get(v.all[0], "/org/jobs").Body.String(), "Slow down!")
	assert.Equal(t, []string{"0"}, v.get(v.all[1], "/v1/jobs").Header()["X-Rate-Limit-Remaining"])
	limited := v.get(v.all[2], "/api/v1/integration/jobs")
	assert.Equal(t, []string{"0"}, headerAsSent(limited, "X-RateLimit-Remaining"))
	assert.Equal(t, "1", limited.Header().Get("Retry-After"))
}

// headerAsSent finds a header that the vendor does not spell as Go does.
func headerAsSent(answer *httptest.ResponseRecorder, name string) []string {
	return answer.Header()[name]
}

// TestFaultsOfListsOfEveryVendor gives another page of every list route than was asked for.
func TestFaultsOfListsOfEveryVendor(t *testing.T) {
	t.Parallel()
	v := newVendors(t)
	lists := 0
	for _, p := range v.all {
		second := map[string]string{"huntr": "?limit=1&next=", "teamtailor": "?page%5Bsize%5D=1&page[number]=2", "jusrecruit": "?limit=1&page=2"}[p.Name]
		for i := range p.Routes {
			route := &p.Routes[i]
			if !route.List {
				continue
			}
			lists++
			path := v.exampleOf(p, route)
			first := v.get(p, path+strings.NewReplacer("&next=", "", "&page[number]=2", "", "&page=2", "").Replace(second))
			require.Equal(t, 200, first.Code, path)
			target := path + second
			if p.Name == "huntr" {
				var page struct{ Next string }
				require.NoError(t, json.Unmarshal(first.Body.Bytes(), &page))
				target += page.Next
			}
			v.arm(t, gate.EffectEmptyPage)
			empty := v.get(p, target)
			require.Equal(t, 200, empty.Code, "%s %s", target, empty.Body)
			assert.Contains(t, empty.Body.String(), `"data":[]`, target)
			if dataOf(t, first) != "[]" {
				endsBefore(t, p, empty.Body.String())
			}
			v.arm(t, gate.EffectRepeatPage)
			repeated := v.get(p, target)
			assert.Equal(t, dataOf(t, first), dataOf(t, repeated), target)
			if p.Name != "teamtailor" {
				assert.Equal(t, first.Body.String(), repeated.Body.String(), target)
			}
		}
	}
	assert.Greater(t, lists, 20)
}

// endsBefore checks an answer to the second page of one row of a list that has one page.
func endsBefore(t *testing.T, p *provider.Provider, body string) {
	t.Helper()
	switch p.Name {
	case "jusrecruit":
		assert.Contains(t, body, `"pagination":{"page":2,"limit":1,"total":1,"totalPages":1,"hasNextPage":false}`)
	case "teamtailor":
		assert.Contains(t, body, `"meta":{"record-count":1,"page-count":1}`)
		assert.Regexp(t, `"prev":"[^"]*page%5Bnumber%5D=1&`, body)
		assert.Regexp(t, `"last":"[^"]*page%5Bnumber%5D=1&`, body)
		assert.NotContains(t, body, `"next"`)
	default:
		assert.JSONEq(t, `{"data":[]}`, body)
	}
}

// TestAnEmptyPageIsReadAsItWasAskedFor: the fault hides no mistake in the parameters of the page.
func TestAnEmptyPageIsReadAsItWasAskedFor(t *testing.T) {
	t.Parallel()
	v := newVendors(t)
	for number, target := range []string{"/org/jobs?next=abcd", "/v1/jobs?page[number]=0", "/api/v1/integration/jobs?page=0"} {
		v.arm(t, gate.EffectEmptyPage)
		assert.Equal(t, 400, v.get(v.all[number], target).Code, target)
	}
	v.arm(t, gate.EffectEmptyPage)
	first := v.get(v.all[2], "/api/v1/integration/jobs?status=OPEN").Body.String()
	assert.Contains(t, first, `"data":[],"pagination":{"page":1,"limit":20,"total":0,"totalPages":0,"hasNextPage":false}`)
}

func (v *vendors) arm(t *testing.T, effect gate.EffectType) {
	t.Helper()
	_, err := v.faults.Arm(gate.Fault{Effect: gate.Effect{Type: effect}})
	require.NoError(t, err)
}

func dataOf(t *testing.T, answer *httptest.ResponseRecorder) string {
	t.Helper()
	var document struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &document), answer.Body)
	return string(document.Data)
}

// exampleOf is a path of a route: its parameter is the id of the first object in the list above it.
func (v *vendors) exampleOf(p *provider.Provider, route *provider.Route) string {
	list, rest, one := strings.Cut(route.Pattern, "/{")
	if !one {
		return list
	}
	_, rest, _ = strings.Cut(rest, "}")
	var page struct{ Data []map[string]any }
	_ = json.Unmarshal(v.get(p, list).Body.Bytes(), &page)
	for _, name := range []string{"id", "_id"} {
		if id, ok := page.Data[0][name].(string); ok {
			return list + "/" + id + rest
		}
	}
	return list
}

// TestNoSecretOfAWebhookIsWritten: JusRecruit shows the secret of a new webhook once.
func TestNoSecretOfAWebhookIsWritten(t *testing.T) {
	t.Parallel()
	v := newVendors(t)
	created := v.ask(v.all[2], "POST", "/api/v1/integration/company/webhooks", `{"url":"http://localhost/hook","secret":"hush-hush"}`)
	require.Equal(t, 201, created.Code, created.Body)
	require.Contains(t, created.Body.String(), "hush-hush")
	v.ask(v.all[2], "POST", "/api/v1/integration/company/webhooks", `{"url":"nonsense","secret":"hush-hush"}`)
	for _, entry := range v.gates.Journals().Of(v.own).Entries() {
		assert.NotContains(t, string(entry.RequestBody)+string(entry.ResponseBody), "hush-hush")
		assert.Contains(t, string(entry.RequestBody), `"secret":"[REDACTED]"`)
	}
}

// TestNoFaultIsLabelledAsMeasured: a fault answers a request that nobody sent to the vendor, and so does a mistake of the
// mock itself.
func TestNoFaultIsLabelledAsMeasured(t *testing.T) {
	t.Parallel()
	v := newVendors(t)
	for _, p := range v.all {
		assert.NotContains(t, p.Dialect.Refusals().Internal.Label.Source, "measured", p.Name)
		for status := http.StatusBadRequest; status < 600; status++ {
			word := p.Dialect.Word(status)
			assert.NotContains(t, word.Code.Label.Source, "measured", "%s %d", p.Name, status)
			assert.Equal(t, status, p.Dialect.Render(word, nil).Status, p.Name)
		}
		mistake := p.Dialect.Render(provider.Refuse(p.Dialect.Refusals().Internal, "a mistake"), nil)
		assert.Equal(t, http.StatusInternalServerError, mistake.Status, p.Name)
		assert.NotEmpty(t, mistake.Body, p.Name)
	}
}
