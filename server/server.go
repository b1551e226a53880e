package server

import (
	"log/slog"
	"net/http"
	"time"

	"mockserver/seeds"
	"mockserver/server/gate"
	"mockserver/server/intercept"
	"mockserver/server/provider"
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
	FaultHeader  bool              // whether a request may ask for a fault of its own by a header
	TLS          intercept.Options // Names are set by New
	AllowHosts   []string          // names, in lower case, that the control API answers to beside those it always does
	// Wrap puts middleware around the whole server; nil for none. Tests look at every exchange with it.
	Wrap func(http.Handler) http.Handler
}

// DefaultMaxSandboxes is how many sandboxes there may be at once when nobody says otherwise.
const DefaultMaxSandboxes = 10_000

// Server is the mock: an http.Handler to mount anywhere.
type Server struct {
	version   string
	log       *slog.Logger
	providers []*provider.Provider
	store     *store.Store
	sandbox   *store.Sandbox // the default one
	gates     *gate.Gates
	authority *intercept.Authority
	tunnels   *intercept.Tunnels
	handler   http.Handler
}

// Account is a ready-made credential and what it may do, for people.
type Account struct {
	Provider, Token, Name, Rights string
}

// New makes a server. When the seed has faults, the error is of type seeds.Faults.
func New(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = store.NewClock(time.Time{}, store.Running)
	}
	settings := DefaultSettings()
	if o.Settings != nil {
		settings = *o.Settings
	}
	schema := new(store.Schema)
	s := &Server{version: o.Version, log: o.Log, providers: providers(schema, settings)}
	s.store = store.New(schema)
	var err error
	if err = s.intercept(o); err != nil {
		return nil, err
	}
	if s.sandbox, err = s.store.Create(store.Default, o.Clock); err != nil {
		return nil, err
	}
	if o.Seed != nil {
		if err := s.Load(o.Seed); err != nil {
			return nil, err
		}
	}
	if s.gates, err = gate.New(s.store, o.Log); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	if o.Wrap != nil {
		s.handler = o.Wrap(s.handler)
	}
	return s, nil
}

// ServeHTTP answers one request of any provider or of the mock itself.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		s.connect(w, r)
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

// Load fills the default sandbox from a seed, whole or not at all: its records and its credentials are those of the seed
// afterwards, and no others. When the seed has faults, the error is of type seeds.Faults, and everything is as before.
func (s *Server) Load(seed *seeds.File) error {
	return provider.FillIf(s.sandbox, s.providers, seed, func(credentials []store.Credential) error {
		all := func(*store.Credential) bool { return true }
		_, err := s.store.ReplaceCredentials(store.Default, all, credentials)
		return err
	})
}
