package control

import (
	"context"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Limit is what a sandbox has in place of a provider's rate limit: what is zero stays the vendor's.
type Limit struct {
	Mode     provider.LimitMode
	Requests int           // of a fixed window (Teamtailor)
	Window   time.Duration // of a fixed window
	Rate     int           // of a token bucket, tokens a second (JusRecruit)
	Burst    int           // of a token bucket
}

// SetLimit changes the rate limit of all of a provider's credentials, until the sandbox is reset. The zero Limit brings
// back the vendor's. A credential whose limit changes starts afresh.
func (w *World) SetLimit(ctx context.Context, providerName string, l Limit) error {
	p, err := w.control.provider("provider", providerName)
	if err != nil {
		return err
	}
	policy := &provider.LimitPolicy{Mode: l.Mode, Requests: l.Requests, Window: l.Window, Rate: l.Rate, Burst: l.Burst}
	if l == (Limit{}) {
		policy = nil
	}
	return w.turn(ctx, func() error { return w.control.Gates.Limits().Override(w.sandbox, p, policy) })
}

// Place leaves a credential so many requests of its limit: 0 puts it before the wall.
func (w *World) Place(ctx context.Context, id string, remaining int) error {
	return w.turn(ctx, func() error {
		found, err := w.credential(id)
		if err != nil {
			return err
		}
		p, err := w.control.provider("provider", found.Provider)
		if err != nil {
			return err
		}
		return w.control.Gates.Limits().Place(w.sandbox, p, found, remaining)
	})
}

// limitBody is a rate limit, for people.
type limitBody struct {
	Mode   provider.LimitMode `json:"mode,omitempty"`
	Limit  int                `json:"limit,omitempty"`
	Window string             `json:"window,omitempty"`
	Rate   int                `json:"rate,omitempty"`
	Burst  int                `json:"burst,omitempty"`
}

func showLimit(p provider.LimitPolicy) limitBody {
	b := limitBody{Mode: p.Mode, Limit: p.Requests, Rate: p.Rate, Burst: p.Burst}
	if p.Window > 0 {
		b.Window = p.Window.String()
	}
	return b
}

// meterBody is how one credential stands.
type meterBody struct {
	Credential string     `json:"credential"`
	Masked     string     `json:"masked"`
	Limit      limitBody  `json:"limit"` // in force
	Remaining  *int       `json:"remaining"`
	ResetAt    *time.Time `json:"reset_at"`
}

// limitsBody is a provider's limit in a sandbox.
type limitsBody struct {
	Provider    string      `json:"provider"`
	Override    *limitBody  `json:"override"` // null: as the vendor has it
	Credentials []meterBody `json:"credentials"`
}

func (w *World) showLimits(p *provider.Provider) limitsBody {
	limits := w.control.Gates.Limits()
	b := limitsBody{Provider: p.Name, Credentials: []meterBody{}}
	if own, ok := limits.Overridden(w.sandbox, p); ok {
		shown := showLimit(own)
		b.Override = &shown
	}
	for _, c := range w.sandbox.Credentials(p.Name) {
		b.Credentials = append(b.Credentials, w.meter(p, c))
	}
	return b
}

func (w *World) meter(p *provider.Provider, c *store.Credential) meterBody {
	left, counted := w.control.Gates.Limits().Reading(w.sandbox, p, c)
	m := meterBody{Credential: c.ID, Masked: c.Masked(), Limit: showLimit(left.Policy)}
	if counted {
		reset := left.Reset.UTC()
		m.Remaining, m.ResetAt = &left.Remaining, &reset
	}
	return m
}

func listLimits(c *call) (answer, error) {
	shown := list(c.Providers, func(p **provider.Provider) limitsBody { return c.world.showLimits(*p) })
	return answer{body: dataBody[limitsBody]{shown}}, nil
}

// pathProvider is the provider that the path names.
func (c *call) pathProvider() (*provider.Provider, error) {
	p, err := c.provider("provider", c.param("provider"))
	if err != nil {
		unknown := missing("no provider is called %q", shorten(c.param("provider")))
		unknown.Accepted = c.providerNames()
		return nil, unknown
	}
	return p, nil
}

func showLimits(c *call) (answer, error) {
	p, err := c.pathProvider()
	if err != nil {
		return answer{}, err
	}
	return answer{body: c.world.showLimits(p)}, nil
}

func setLimits(c *call) (answer, error) {
	p, err := c.pathProvider()
	if err != nil {
		return answer{}, err
	}
	body, err := decoded[struct {
		Mode   seeds.Text    `seed:"mode"`
		Limit  int           `seed:"limit,min=1,max=1000000"`
		Window time.Duration `seed:"window"`
		Rate   int           `seed:"rate,min=1,max=1000000"`
		Burst  int           `seed:"burst,min=1,max=1000000"`
	}](c)
	if err != nil {
		return answer{}, err
	}
	l := Limit{Mode: provider.LimitMode(body.Mode.Value), Requests: body.Limit, Window: body.Window, Rate: body.Rate, Burst: body.Burst}
	if err := c.world.SetLimit(c.r.Context(), p.Name, l); err != nil {
		return answer{}, err
	}
	return answer{body: c.world.showLimits(p)}, nil
}

func placeCredential(c *call) (answer, error) {
	body, err := decoded[struct {
		Remaining *int `seed:"remaining,required,min=0,max=1000000"`
	}](c)
	if err != nil {
		return answer{}, err
	}
	if body.Remaining == nil {
		return answer{}, bad("remaining", "is missing")
	}
	if err := c.world.Place(c.r.Context(), c.param("id"), *body.Remaining); err != nil {
		return answer{}, err
	}
	found, err := c.world.credential(c.param("id"))
	if err != nil {
		return answer{}, err
	}
	p, err := c.provider("provider", found.Provider)
	if err != nil {
		return answer{}, err
	}
	return answer{body: c.world.meter(p, found)}, nil
}
