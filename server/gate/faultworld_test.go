package gate_test

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockserver/server/gate"
	"mockserver/server/provider"
	"mockserver/store"
)

// patience ends what should have ended by itself.
const patience = 20 * time.Second

// items is the body of the list in the troubled world.
const items = `{"items":["one","two","three","four","five","six","seven"],"page":"%s"}`

const noItems = `{"items":[],"page":"%s"}`

// troubled is a plain vendor behind a real listener: a list, single items, and items that are stored. Each of its two
// sandboxes has one credential, named as the sandbox.
type troubled struct {
	*gate.Gates
	store  *store.Store
	vendor *provider.Provider
	web    *httptest.Server
	stored atomic.Int64
}

func newTroubled(t *testing.T, change ...func(*gate.Options)) *troubled {
	t.Helper()
	w := &troubled{store: store.New(new(store.Schema))}
	for _, name := range []string{store.Default, "other"} {
		_, err := w.store.Create(name, store.NewClock(time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC), store.Still))
		require.NoError(t, err)
		require.NoError(t, w.store.AddCredential(store.Credential{Token: name, Provider: "plain", Sandbox: name, Rights: "reading"}))
	}
	w.vendor = &provider.Provider{Name: "plain", Title: "Plain", Base: "/x", FormatSuffix: ".json", Dialect: plain{}, Routes: w.routes()}
	o := gate.Options{Store: w.store, Providers: []*provider.Provider{w.vendor}, Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&o)
	}
	var err error
	w.Gates, err = gate.New(o)
	require.NoError(t, err)
	w.web = httptest.NewServer(w.mux())
	t.Cleanup(func() {
		w.Close()
		w.web.Close()
	})
	return w
}

func (w *troubled) routes() []provider.Route {
	label := provider.Label{Evidence: provider.Documented, Source: "page"}
	answer := func(r *provider.Request, body string) (provider.Response, error) {
		return provider.Response{Status: 200, ContentType: "application/json", Body: append(r.Buffer, body...)}, nil
	}
	return []provider.Route{
		{Method: "GET", Pattern: "/x/items", Permission: "reading", Label: label, List: true, Handler: func(r *provider.Request) (provider.Response, error) {
			if r.EndsBefore {
				return answer(r, fmt.Sprintf(noItems, r.HTTP.URL.Query().Get("page")))
			}
			return answer(r, fmt.Sprintf(items, r.HTTP.URL.Query().Get("page")))
		}},
		{Method: "GET", Pattern: "/x/items/{id}", Permission: "reading", Label: label, Handler: func(r *provider.Request) (provider.Response, error) {
			return answer(r, `{"item":"`+r.Param("id")+`"}`)
		}},
		{Method: "DELETE", Pattern: "/x/items/{id}", Permission: "reading", Label: label, Handler: func(r *provider.Request) (provider.Response, error) {
			return provider.Response{Status: http.StatusNoContent, Body: r.Buffer}, nil
		}},
		{Method: "POST", Pattern: "/x/items", Permission: "reading", Label: label, Secrets: []string{"secret"}, Handler: func(r *provider.Request) (provider.Response, error) {
			w.stored.Add(1)
			return answer(r, `{"stored":true, "secret": "made up"}`)
		}},
	}
}

func (w *troubled) mux() http.Handler {
	mux := http.NewServeMux()
	for i := range w.vendor.Routes {
		route := &w.vendor.Routes[i]
		mux.Handle(route.Method+" "+route.Pattern, w.Handler(w.vendor, route, nil))
	}
	mux.Handle("/", w.Handler(w.vendor, nil, nil))
	return mux
}

func (w *troubled) sandbox(t *testing.T, name string) *store.Sandbox {
	t.Helper()
	found, err := w.store.Sandbox(name)
	require.NoError(t, err)
	return found
}

func (w *troubled) faults(t *testing.T) gate.SandboxFaults {
	return w.Faults().Of(w.sandbox(t, store.Default))
}

func (w *troubled) journal(t *testing.T) *gate.Journal {
	return w.Journals().Of(w.sandbox(t, store.Default))
}

// arm plans a fault in the default sandbox.
func (w *troubled) arm(t *testing.T, fault gate.Fault) gate.Fault {
	t.Helper()
	armed, err := w.faults(t).Arm(fault)
	require.NoError(t, err)
	return armed
}

// asked is what net/http's client makes of an exchange.
type asked struct {
	status int
	header http.Header
	body   string
	err    error // of the request, or of reading the body
}

func (w *troubled) ask(method, target string, change ...func(*http.Request)) asked {
	request, err := http.NewRequest(method, w.web.URL+target, strings.NewReader(strings.Repeat("b", strings.Count(method, "POST"))))
	if err != nil {
		return asked{err: err}
	}
	request.Header.Set("Authorization", store.Default)
	for _, c := range change {
		c(request)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	response, err := client.Do(request)
	if err != nil {
		return asked{err: err}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return asked{response.StatusCode, response.Header, string(body), err}
}

// raw sends a request over a socket of its own and reads to the end of the connection.
func (w *troubled) raw(t *testing.T, method, target string) (answer string, err error) {
	t.Helper()
	connection := w.send(t, method, target)
	read, err := io.ReadAll(connection)
	return string(read), err
}

func (w *troubled) send(t *testing.T, method, target string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", w.web.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	require.NoError(t, connection.SetDeadline(time.Now().Add(patience)))
	_, err = fmt.Fprintf(connection, "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: default\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", method, target)
	require.NoError(t, err)
	return connection
}

// startWithReadTimeout is a server that gives a client little time for its requests.
func startWithReadTimeout(t *testing.T, handler http.Handler, timeout time.Duration) *httptest.Server {
	t.Helper()
	web := httptest.NewUnstartedServer(handler)
	web.Config.ReadTimeout = timeout
	web.Start()
	t.Cleanup(web.Close)
	return web
}
