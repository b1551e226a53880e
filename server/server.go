package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"mockserver/seeds"
	"mockserver/server/control"
	"mockserver/server/gate"
	"mockserver/server/host"
	"mockserver/server/intercept"
	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/server/webhook"
	"mockserver/store"
)

// Options are what a server is made from. The zero value is a server with an empty sandbox on real time.
type Options struct {
	Version  string
	Seed     *seeds.File // fills the default sandbox; nil leaves it empty
	Clock    *store.Clock
	Settings *Settings    // nil: the vendors' own ways
	Log      *slog.Logger // nil: no log

	MaxSandboxes int               // how many sandboxes there may be at once, the default one included; 0: DefaultMaxSandboxes
	Instance     string            // names this start of the server in the answer to health checks; empty for none
	FaultHeader  bool              // whether a request may ask for a fault of its own by a header
	CORS         bool              // whether web pages of every origin may read the providers' answers
	TLS          intercept.Options // Names and Domains are set by New
	AllowHosts   []string          // names, in lower case, that are the server's own beside those that always are
	// Wrap puts middleware around the whole server; nil for none. Tests look at every exchange with it.
	Wrap func(http.Handler) http.Handler
}

// DefaultMaxSandboxes is how many sandboxes there may be at once when nobody says otherwise.
const DefaultMaxSandboxes = 10_000

// Server is the mock: an http.Handler to mount anywhere.
type Server struct {
	instance  string
	version   string
	log       *slog.Logger
	providers []*provider.Provider
	store     *store.Store
	sandbox   *store.Sandbox // the default one
	gates     *gate.Gates
	webhooks  *webhook.Room
	control   *control.Control
	authority *intercept.Authority
	tunnels   *intercept.Tunnels
	hosts     *host.Names
	own       *outbound.Own
	handler   http.Handler
}

// Account is a ready-made credential and what it may do, for people.
type Account struct {
	Provider, Token, Name, Rights string
}

// New makes a server. When the seed has faults, the error is of type seeds.Faults.
func New(o Options) (*Server, error) {
	o.complete()
	schema := new(store.Schema)
	s := &Server{version: o.Version, instance: o.Instance, log: o.Log, own: new(outbound.Own)}
	s.providers = providers(schema, *o.Settings, s.own)
	s.store = store.New(schema)
	if err := s.intercept(o); err != nil {
		return nil, err
	}
	s.webhooks = webhook.New(webhook.Options{Store: s.store, Providers: s.providers, Allow: o.Settings.WebhookAllow, Own: s.own, Log: o.Log})
	var err error
	if s.sandbox, err = s.store.Create(store.Default, o.Clock); err != nil {
		return nil, err
	}
	if o.Seed != nil {
		if err := s.load(o.Seed); err != nil {
			return nil, err
		}
	}
	if err := s.wire(o); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	if o.Wrap != nil {
		s.handler = o.Wrap(s.handler)
	}
	return s, nil
}

// complete fills in what was left to the defaults.
func (o *Options) complete() {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = store.NewClock(time.Time{}, store.Running)
	}
	if o.Settings == nil {
		settings := DefaultSettings()
		o.Settings = &settings
	}
	if o.MaxSandboxes == 0 {
		o.MaxSandboxes = DefaultMaxSandboxes
	}
}

// wire makes the gates and the control API above the default sandbox.
func (s *Server) wire(o Options) (err error) {
	if s.gates, err = gate.New(gate.Options{Store: s.store, Providers: s.providers, Log: o.Log, FaultHeader: o.FaultHeader, CORS: o.CORS}); err != nil {
		return err
	}
	s.control, err = control.New(control.Deps{
		Store: s.store, Providers: s.providers, Gates: s.gates, Webhooks: s.webhooks, Log: o.Log,
		MaxSandboxes: o.MaxSandboxes, Hosts: s.hosts, PublicURL: o.Settings.PublicURL,
		Pages: s.pages(),
	})
	return err
}

// Control drives the server's sandboxes, as the control API does.
func (s *Server) Control() *control.Control { return s.control }

// landing is how long a delivery in flight may take to end when the server stops.
const landing = 5 * time.Second

// Close stops what runs by itself: who waits is sent home, nothing more is delivered, and what is being delivered may end
// in five seconds, or until the context ends. Requests are answered still.
func (s *Server) Close(ctx context.Context) {
	s.control.Close()
	s.gates.Close()
	ctx, cancel := context.WithTimeout(ctx, landing)
	defer cancel()
	if dropped := s.webhooks.Close(ctx); dropped > 0 {
		s.log.Info("stopped with webhook deliveries that were not made", "dropped", dropped)
	}
}

// Listening says that requests to an address reach the server, before it is served there. Webhooks and résumé fetches to
// it are refused from then on.
func (s *Server) Listening(address net.Addr) { s.own.Add(address) }

// ServeHTTP answers one request of any provider or of the mock itself.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.UserAgent() == outbound.UserAgent { // it came back by an address that Listening does not know, a forwarded port
		s.problem(w, r, http.StatusForbidden, "the mock does not answer calls of a mock; no webhook and no résumé may lead to it (it is called by the user agent "+outbound.UserAgent+")")
		return
	}
	if r.Method == http.MethodConnect {
		s.connect(w, r)
		return
	}
	if reason := s.hosts.Foreign(r); reason != "" {
		s.problem(w, r, http.StatusForbidden, reason)
		return
	}
	s.handler.ServeHTTP(w, r)
}

// Accounts lists the ready-made credentials of the default sandbox, in the order of the seed.
func (s *Server) Accounts() []Account {
	var all []Account
	for _, p := range s.providers {
		for _, c := range s.sandbox.Credentials(p.Name) {
			all = append(all, Account{Provider: p.Name, Token: c.Token, Name: c.Name, Rights: p.Describe(*c)})
		}
	}
	return all
}

// Clock is the default sandbox's clock.
func (s *Server) Clock() *store.Clock { return s.sandbox.Clock() }

// Exchange is one request and its answer as the journal keeps them.
type Exchange = gate.Entry

// Journal copies out the exchanges of the default sandbox, oldest first.
func (s *Server) Journal() []Exchange { return s.gates.Journals().Of(s.sandbox).Entries() }

// API is one provider and the path its routes begin with.
type API struct{ Name, Title, Base string }

// APIs lists the providers.
func (s *Server) APIs() []API {
	apis := make([]API, len(s.providers))
	for i, p := range s.providers {
		apis[i] = API{p.Name, p.Title, p.Base}
	}
	return apis
}

// Load makes the default sandbox what a seed says, as at the start: whole or not at all. Tokens that the seed does not
// have are unknown then.
func (s *Server) Load(seed *seeds.File) error {
	first, err := s.control.World(store.Default)
	if err != nil {
		return err
	}
	return first.Reload(context.Background(), seed)
}

// load fills the default sandbox before anything is wired to it.
func (s *Server) load(seed *seeds.File) error {
	return provider.FillIf(s.sandbox, s.providers, seed, func(credentials []store.Credential) error {
		_, err := s.store.ReplaceCredentials(store.Default, nil, credentials)
		return err
	})
}
