package plain_test

import (
	"net/http"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/action"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// A made-up vendor of the plain kind with two resources: all that it has of its own stands in this file.

type team struct {
	ID        store.ObjectID `field:"id"`
	Name      string         `field:"name,required"`
	Colour    string         `field:"colour,null"`
	Size      int            `field:"size,default=1,min=1,max=99"`
	CreatedAt schema.Millis  `field:"createdAt"`
}

type person struct {
	ID     store.ObjectID `field:"id"`
	Email  string         `field:"email,omitempty"`
	Skills []string       `field:"skills"`
	Notes  []note         `field:"notes"`
	Team   store.ObjectID `field:"team,hidden,required,to=team"`
	Active bool           `field:"active,default=true"`
	Joined schema.Seconds `field:"createdAt"`
}

type note struct {
	Text   string         `field:"text,required"`
	Author store.ObjectID `field:"author,to=person,null"`
}

type acme struct {
	set      *resource.Set
	manner   *plain.Manner
	webhooks *provider.Webhooks
	teams    *resource.Resource[team]
	people   *resource.Resource[person]

	teamView, teamRef *plain.View[team]
	personView, lean  *plain.View[person]
}

func newAcme(tables *store.Schema) *acme {
	a := &acme{set: resource.NewSet(tables, "acme")}
	a.teams = resource.New[team](a.set, "teams", "team")
	a.teams.Fields.Words("colour", []string{"red", "blue"})
	teams := plain.NewDocuments(a.teams)
	a.teamView, a.teamRef = teams.View(teams.All()), teams.View(teams.Own("id", "name"))
	a.people = resource.New[person](a.set, "people", "person")
	people := plain.NewDocuments(a.people)
	inTeam := people.Joined(plain.Nested("team", a.teamRef, func(p *person) store.ObjectID { return p.Team }))
	a.personView = people.View(people.Own("id", "email"), inTeam, people.Own("skills", "createdAt"), people.Text(`,"kind":"person"`))
	a.lean = people.View(people.Own("id", "email"))
	a.manner = &plain.Manner{
		ContentType: "application/json", Cursor: "after", Missing: missing, BadID: func(string) error { return provider.Refuse(bad, "no id") },
		Refuse: func(all []plain.Problem) error { return provider.Refuse(bad, "%s", all[0].Reason) },
		Limit:  func(q *plain.Query, _ *provider.Request) int { return q.Number("limit", 2, 3, "") },
		Next:   func(*provider.Request) plain.LastPage { return plain.NullNext },
	}
	a.webhooks = &provider.Webhooks{Table: store.NewTable(tables, "acme.webhooks", store.CompareObjectIDs, func(e *store.Endpoint) store.ObjectID { return e.ID })}
	return a
}

func (a *acme) provider() *provider.Provider {
	section := &seed.Section{Set: a.set, Webhooks: a.webhooks, Kinds: []seed.Kind{
		seed.Of(a.teams).Generate(inventTeam),
		seed.Of(a.people).Generate(inventPerson, "teams").Complete(noSpaces),
	}}
	return &provider.Provider{
		Name: "acme", Title: "Acme", Hosts: []string{"api.acme.example"}, Base: "/acme", Routes: a.routes(), Codes: []*provider.Code{bad, missing},
		Dialect: dialect{}, Load: section.Load, Export: section.Export, SectionSchema: section.Schema, Actions: a.actions(), Webhooks: a.webhooks,
	}
}

func (a *acme) routes() []provider.Route {
	filters := plain.ByID(a.people, func(p *person) store.ObjectID { return p.Team }, "team")
	filters = append(filters, plain.ByBool(a.people, func(p *person) bool { return p.Active }, "active")...)
	filters = append(filters, plain.ByText(a.people, func(p *person) string { return p.Email }, "email")...)
	window := plain.NewWindow(a.people, func(p *person) int64 { return int64(p.Joined) }, "since", "until")
	get := func(pattern string, handler provider.Handler) provider.Route {
		return provider.Route{Method: http.MethodGet, Pattern: pattern, Handler: handler, Label: label}
	}
	return []provider.Route{
		get("/acme/teams", plain.List(a.manner, a.teams, a.teamView, nil)),
		get("/acme/teams/{id}", plain.Show(a.manner, a.teams, a.teamView)),
		get("/acme/people", plain.List(a.manner, a.people, a.personView, window, filters...)),
		get("/acme/people/{id}", plain.Show(a.manner, a.people, a.personView)),
		get("/acme/lean", plain.List(a.manner, a.people, a.lean, nil)),
	}
}

func (a *acme) actions() []provider.Action {
	keys := action.Keys(a.people, "ref", "email,required", "team,required", "skills", "notes")
	return []provider.Action{action.New(a.set, "hire", "Somebody joins.", label, keys, func(r *action.Run) {
		a.people.Put(r.Tx, action.Begin(r, a.people))
	})}
}

func noSpaces(r *seed.Record[person]) {
	if strings.Contains(r.Row.Email, " ") {
		r.File.Faultf(r.Pos("email"), "an address has no spaces")
	}
}

func inventTeam(g *seed.Generator, number int, d seeds.Draw) team {
	at := d.At("createdAt").Between(g.From, g.To)
	return team{ID: g.ID("teams", at, number), Name: d.At("name").City(), Size: 1, CreatedAt: schema.MillisOf(time.Unix(at, 0))}
}

func inventPerson(g *seed.Generator, number int, d seeds.Draw) person {
	at := d.At("createdAt").Between(g.From, g.To)
	return person{ID: g.ID("people", at, number), Team: g.One("teams", d.At("team")), Active: true, Joined: schema.Seconds(at)}
}

var (
	label   = provider.Label{Evidence: provider.Inferred, Source: "made up"}
	bad     = &provider.Code{Name: "bad", Status: http.StatusBadRequest, Message: "bad", Label: label}
	missing = &provider.Code{Name: "missing", Status: http.StatusNotFound, Message: "missing", Label: label}
)

// dialect answers errors as plain text.
type dialect struct{}

func (dialect) Order() []provider.Step {
	return []provider.Step{provider.StepAuthenticate, provider.StepRoute}
}

func (dialect) Token(r *http.Request) (token, problem string) {
	return provider.BearerToken(r.Header, "token")
}

func (dialect) Negotiate(*http.Request) *provider.Error { return nil }

func (dialect) Allows(any, *provider.Route) (ok bool, needed, had string) { return true, "", "" }

func (dialect) LimitHeaders(*store.Sandbox, provider.Allowance, time.Time) []provider.Header {
	return nil
}

func (dialect) Refusals() provider.Refusals {
	return provider.Refusals{NoToken: bad, UnknownToken: bad, ExpiredToken: bad, NoRoute: missing, NoMethod: missing, NotAllowed: bad, TooLarge: bad, BadBody: bad, Internal: bad}
}

func (dialect) Render(err *provider.Error, dst []byte) provider.Response {
	return provider.Response{Status: err.Code.Status, ContentType: "text/plain", Body: append(dst, err.Code.Message...)}
}

func (dialect) Word(status int) *provider.Error {
	return &provider.Error{Code: &provider.Code{Name: "fault", Status: status, Label: label}}
}

func (dialect) FirstPage(query string) string { return query }
