package provider

import (
	"mockserver/seeds"
	"mockserver/store"
)

// Provider is one emulated vendor API.
type Provider struct {
	Name   string   // as in seeds, settings and the control API: "huntr"
	Title  string   // as the vendor calls it: "Huntr Organization API"
	Hosts  []string // of the vendor's own base URLs, in lower case, the documented one first: "api.huntr.co"
	Base   string   // the path in front of every route: "/org"
	Routes []Route
	Later  []Later // routes that the vendor has in an edition that is not imitated yet
	Codes  []*Code // every error the provider can answer

	// Secret is what the vendor calls its credentials ("key"); empty: token.
	Secret string

	// SecretParameters are the query parameters that hold a credential: the journal and the log must not show them.
	SecretParameters []string

	// FormatSuffix may stand behind every path and changes nothing (".json"); empty for none.
	FormatSuffix string

	// CanonicalPath returns the path by which the vendor's router finds a route, for one that is written otherwise: in
	// another case, or with doubled slashes. The number of segments that are not empty stays. Nil: as it is written.
	CanonicalPath func(path string) string

	// AnswerOptions answers an OPTIONS request for a path that has routes with these methods. Nil: there is no such route.
	AnswerOptions func(allow []string) Response
	OptionsLabel  Label // the evidence of that answer

	// Tagging is how the vendor's answers carry an ETag; nil for a vendor whose handlers do that, or nobody does.
	Tagging *Tagging

	Dialect Dialect

	// Always are the headers of every answer, whatever it is, unless a later step gives the same header another value.
	// number counts the exchanges of the sandbox from 1. Nil for none.
	Always func(r *Request, number int64) []Header

	// Limit is the rate limit of a sandbox's credential; nil for a vendor without one.
	Limit func(*store.Sandbox, *store.Credential) LimitPolicy

	// Load puts a seed's section into an empty sandbox and returns the section's credentials, without their sandbox.
	// What is wrong with the section it reports to the section.
	Load func(tx *store.Tx, section seeds.Node) []store.Credential

	// SectionSchema is the JSON Schema of the section that Load reads.
	SectionSchema func() seeds.Schema

	// Export writes the rows as a section of a seed, of which Load makes the same rows, and with them the credentials.
	Export func(tx *store.Tx, credentials []*store.Credential) seeds.Mapping

	// Mint makes a credential for a test. What the vendor does not know is a *FieldError.
	Mint func(Mint) (store.Credential, error)

	// Actions lists what people do in the vendor's product.
	Actions []Action

	// Webhooks is how the vendor tells of its events.
	Webhooks *Webhooks

	// Resume returns the name of a candidate whose résumé the mock serves itself, and false for any other id. Nil: no
	// candidate has one.
	Resume func(tx *store.Tx, candidate string) (name string, ok bool)

	// Settings lists what a sandbox may have a value of its own for; Standard is the server's own value of them all (a pointer to the
	// provider's settings, never changed).
	Settings []Setting
	Standard any

	// Describe says a credential's rights in a few words, for people.
	Describe func(store.Credential) string
}

// Route is one documented method and path.
type Route struct {
	Method     string
	Pattern    string // with {name} for path parameters
	Permission string // the vendor's own word for the right it needs, empty for none
	Label      Label
	Handler    Handler

	List    bool     // it answers a page of a list: faults can give another page than was asked for
	Secrets []string // members of its bodies that the journal must not show
}

// Handler answers one request. It never sees the ResponseWriter: it appends its body to the request's buffer and
// returns it, or returns an *Error.
type Handler func(*Request) (Response, error)

// Response is what a handler answers.
type Response struct {
	Status      int
	ContentType string
	Header      []Header // further headers, in order
	Reason      string   // for X-Mock-Reason, of an answer that is no refusal; empty for none
	Body        []byte   // appended to Request.Buffer, and to nothing else: the gate uses its memory again
}

// Header is one response header.
type Header struct{ Name, Value string }
