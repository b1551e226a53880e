package control

import (
	"context"
	"time"

	"mockserver/seeds"
	"mockserver/store"
)

// Clock steers the time of one sandbox.
type Clock struct{ world *World }

// Clock is the sandbox's clock.
func (w *World) Clock() Clock { return Clock{w} }

// Now is the sandbox's present instant.
func (c Clock) Now() time.Time { return c.world.sandbox.Clock().Now() }

// Mode tells whether the clock runs.
func (c Clock) Mode() store.ClockMode { return c.world.sandbox.Clock().Mode() }

// SetMode stops the clock or lets it run: where it is, or from another instant on when one is given.
func (c Clock) SetMode(ctx context.Context, mode store.ClockMode, at time.Time) error {
	return c.world.turn(ctx, func() error {
		clock := c.world.sandbox.Clock()
		clock.SetMode(mode)
		if !at.IsZero() {
			clock.Set(at)
		}
		return c.world.settle(ctx)
	})
}

// Set moves the clock to an instant, forwards or backwards, at once, and returns when what is due then has happened.
func (c Clock) Set(ctx context.Context, to time.Time) error {
	if err := checkInstant("to", to); err != nil {
		return err
	}
	return c.world.turn(ctx, func() error {
		c.world.sandbox.Clock().Set(to)
		return c.world.settle(ctx)
	})
}

// Advance moves the clock forwards through each instant at which something is due, in order, and returns when all of it
// has happened. Expiries and limits are read from the clock; what happens by itself are deliveries.
func (c Clock) Advance(ctx context.Context, by time.Duration) error {
	return c.world.turn(ctx, func() error { return c.advance(ctx, "by", c.Now().Add(by)) })
}

// AdvanceTo is Advance to an instant.
func (c Clock) AdvanceTo(ctx context.Context, to time.Time) error {
	return c.world.turn(ctx, func() error { return c.advance(ctx, "to", to) })
}

func (c Clock) advance(ctx context.Context, field string, to time.Time) error {
	if to.Before(c.Now()) {
		return bad(field, "an advance goes forwards, and it is %s already", c.Now().Format(time.RFC3339Nano))
	}
	if err := checkInstant(field, to); err != nil {
		return err
	}
	w := c.world
	for {
		if err := w.settle(ctx); err != nil {
			return err
		}
		due, waits := w.control.Webhooks.NextDue(w.sandbox)
		if !waits || due.After(to) {
			break
		}
		w.sandbox.Clock().Forward(due)
	}
	w.sandbox.Clock().Forward(to)
	return w.settle(ctx)
}

// settle waits until all that is due has been attempted.
func (w *World) settle(ctx context.Context) error {
	return w.control.Webhooks.Settle(ctx, w.sandbox)
}

// clockBody is what a clock shows.
type clockBody struct {
	Now  time.Time       `json:"now"`
	Mode store.ClockMode `json:"mode"`
}

func (w *World) showClock() clockBody { return clockBody{w.Clock().Now(), w.Clock().Mode()} }

func readClock(c *call) (answer, error) { return answer{body: c.world.showClock()}, nil }

// stepBody is what moving a clock takes.
type stepBody struct {
	To seeds.Instant  `seed:"to"`
	By *time.Duration `seed:"by"`
}

// step moves the clock as the body says and answers where it is then.
func step(move func(c *call, clock Clock, body stepBody) error) func(*call) (answer, error) {
	return func(c *call) (answer, error) {
		body, err := decoded[stepBody](c)
		if err != nil {
			return answer{}, err
		}
		if err := move(c, c.world.Clock(), body); err != nil {
			return answer{}, err
		}
		return readClock(c)
	}
}

func freeze(c *call, clock Clock, body stepBody) error { return setMode(c, clock, store.Still, body) }

func run(c *call, clock Clock, body stepBody) error { return setMode(c, clock, store.Running, body) }

func setMode(c *call, clock Clock, mode store.ClockMode, body stepBody) error {
	if body.By != nil {
		return bad("by", "only an advance goes by a duration")
	}
	return clock.SetMode(c.r.Context(), mode, body.To.Time)
}

func setClock(c *call, clock Clock, body stepBody) error {
	switch {
	case body.By != nil:
		return bad("by", "only an advance goes by a duration")
	case !body.To.Given():
		return bad("to", "is missing")
	}
	return clock.Set(c.r.Context(), body.To.Time)
}

func advance(c *call, clock Clock, body stepBody) error {
	switch {
	case body.By != nil && body.To.Given():
		return bad("by", "give either by or to")
	case body.By != nil:
		return clock.Advance(c.r.Context(), *body.By)
	case body.To.Given():
		return clock.AdvanceTo(c.r.Context(), body.To.Time)
	default:
		return bad("by", "is missing, or to")
	}
}
