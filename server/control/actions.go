package control

import (
	"net/http"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Outcome is what an action has done.
type Outcome struct {
	Changed []store.Change
	Events  []store.Event
}

// Act has something done that people do in a vendor's product. What is wrong with the body, or forbids the action, is
// of type seeds.Faults, and then nothing has changed.
func (w *World) Act(providerName, action string, body *seeds.File) (Outcome, error) {
	found, err := w.control.action(providerName, action)
	if err != nil {
		return Outcome{}, err
	}
	root, ok := body.Root()
	if !ok {
		if err := body.Err(); err != nil {
			return Outcome{}, err
		}
		root, _ = seeds.Parse(body.Name, []byte("{}")).Root()
	}
	var done Outcome
	err = w.sandbox.Write(w.Clock().Now(), func(tx *store.Tx) error {
		found.Run(tx, root)
		done = Outcome{tx.Changes(), tx.Events()}
		return root.Err()
	})
	return done, err
}

func (c *Control) action(providerName, action string) (*provider.Action, error) {
	p, err := c.provider("provider", providerName)
	if err != nil {
		return nil, missing("no provider is called %q", shorten(providerName))
	}
	names := make([]string, len(p.Actions))
	for i := range p.Actions {
		if p.Actions[i].Name == action {
			return &p.Actions[i], nil
		}
		names[i] = p.Actions[i].Name
	}
	unknown := missing("%s has no action %q", providerName, shorten(action))
	unknown.Accepted = names
	return nil, unknown
}

type actionBody struct {
	Provider string      `json:"provider"`
	Name     string      `json:"name"`
	Summary  string      `json:"summary"`
	Evidence string      `json:"evidence"`
	Source   string      `json:"source"`
	Body     []seeds.Key `json:"body"`
}

func listActions(c *call) (answer, error) {
	all := []actionBody{}
	for _, p := range c.Providers {
		for _, a := range p.Actions {
			all = append(all, actionBody{p.Name, a.Name, a.Summary, a.Label.Evidence.String(), a.Label.Source, a.Body})
		}
	}
	return answer{body: dataBody[actionBody]{all}}, nil
}

type changeBody struct {
	Table string     `json:"table"`
	Key   string     `json:"key"`
	What  store.What `json:"what"`
}

type eventBody struct {
	Number   int64     `json:"number"`
	Provider string    `json:"provider"`
	Name     string    `json:"name"`
	ID       string    `json:"id,omitempty"`
	Subject  string    `json:"subject,omitempty"`
	At       time.Time `json:"at"`
}

func showEvent(e *store.Event) eventBody {
	return eventBody{e.Number, e.Provider, e.Name, e.ID, e.Subject, e.At}
}

func act(c *call) (answer, error) {
	done, err := c.world.Act(c.param("provider"), c.param("action"), c.file())
	if err != nil {
		return answer{}, err
	}
	changed := list(done.Changed, func(change *store.Change) changeBody { return changeBody(*change) })
	events := list(done.Events, showEvent)
	return answer{status: http.StatusOK, body: map[string]any{"changed": changed, "events": events}}, nil
}

type routeBody struct {
	Provider   string `json:"provider"`
	Method     string `json:"method"`
	Pattern    string `json:"pattern"`
	Permission string `json:"permission"`
	Evidence   string `json:"evidence"`
	Source     string `json:"source"`
}

func listRoutes(c *call) (answer, error) {
	all := []routeBody{}
	for _, p := range c.Providers {
		for _, r := range p.Routes {
			all = append(all, routeBody{p.Name, r.Method, r.Pattern, r.Permission, r.Label.Evidence.String(), r.Label.Source})
		}
	}
	return answer{body: dataBody[routeBody]{all}}, nil
}
