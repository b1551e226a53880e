package control

import (
	"context"
	"net/http"

	"mockserver/store"
)

// trialName is what a sandbox is called while one tries whether it can be made. No user can call one so.
const trialName = "_trial"

// Put makes a sandbox of a name, or makes it anew when there is one. The old one stays as it is when the new one cannot be
// made from what the spec says. It tells whether there was none.
func (c *Control) Put(ctx context.Context, spec Spec) (made *World, fresh bool, err error) {
	old, err := c.World(spec.Name)
	if err != nil {
		made, err = c.Create(ctx, spec)
		return made, true, err
	}
	switch from := fromSandbox(spec.From); {
	case spec.Name == store.Default:
		return nil, false, conflict("the sandbox %q is the server's own; reset it, or replace its state", spec.Name)
	case from == spec.Name:
		return nil, false, bad("from", "the sandbox %q would be made from itself; restore a snapshot of it instead", spec.Name)
	case spec.Seed != nil && spec.From != "":
		return nil, false, bad("from", "give either from or seed")
	}
	if err := spec.Settings.check(); err != nil {
		return nil, false, err
	}
	own, err := c.own(spec.Settings)
	if err != nil {
		return nil, false, err
	}
	err = old.turn(ctx, func() error {
		if err := c.try(old, spec); err != nil {
			return err
		}
		if err := old.end(); err != nil {
			return err
		}
		c.mu.Lock()
		c.worlds[spec.Name] = nil // the name stays taken
		c.mu.Unlock()
		made, err = c.finish(spec.Name, spec, own)
		return err
	})
	return made, false, err
}

// try makes the rows that a spec asks for in a sandbox that nobody sees, and looks whether its tokens are free.
func (c *Control) try(old *World, spec Spec) error {
	c.trying.Lock()
	defer c.trying.Unlock()
	_, credentials, err := c.rows(trialName, spec)
	if ended := c.Store.Delete(trialName); err == nil && ended != nil {
		err = ended
	}
	if err != nil {
		return err
	}
	for _, one := range credentials {
		if _, owner, taken := c.Store.Identify(one.Provider, one.Token); taken && owner != old.sandbox {
			return store.TokenTakenError{Provider: one.Provider, Sandbox: owner.Name(), Masked: one.Masked()}
		}
	}
	return nil
}

func putSandbox(c *call) (answer, error) {
	spec, err := c.spec()
	if err != nil {
		return answer{}, err
	}
	name := c.param("name")
	if spec.Name != "" && spec.Name != name {
		return answer{}, bad("name", "the path says %q, the body %q", shorten(name), shorten(spec.Name))
	}
	spec.Name = name
	made, fresh, err := c.Put(c.r.Context(), spec)
	if err != nil {
		return answer{}, err
	}
	status := http.StatusOK
	if fresh {
		status = http.StatusCreated
	}
	shown := c.show(made)
	shown.Credentials, shown.Warnings = c.secrets(made), warnings(spec.Seed)
	return answer{status: status, body: shown}, nil
}
