package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Spec says what a new sandbox is to be. The zero value is a copy of the default one, with a name made up.
type Spec struct {
	Name     string      // [a-z0-9][a-z0-9-]{0,62}
	From     string      // "default", "empty", a sandbox, or "sandbox@snapshot": where its rows come from
	Seed     *seeds.File // instead of From
	Settings Settings
}

// Create makes a sandbox and gives it fresh credentials of every provider, with all rights. Nothing is left of one that
// could not be made.
func (c *Control) Create(_ context.Context, spec Spec) (*World, error) {
	if spec.Seed != nil && spec.From != "" {
		return nil, bad("from", "give either from or seed")
	}
	if err := spec.Settings.check(); err != nil {
		return nil, err
	}
	own, err := c.own(spec.Settings)
	if err != nil {
		return nil, err
	}
	name, err := c.reserve(spec.Name)
	if err != nil {
		return nil, err
	}
	return c.finish(name, spec, own)
}

// finish makes the sandbox of a name that is reserved, and lets go of the name when it cannot be made.
func (c *Control) finish(name string, spec Spec, own map[string]any) (*World, error) {
	w, err := c.make(name, spec, own)
	if err != nil && !errors.Is(err, store.ErrSandboxExists) {
		_ = c.Store.Delete(name) // it may not have come so far
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		delete(c.worlds, name)
		c.free(name)
		return nil, err
	}
	c.worlds[name] = w
	w.idle.start(w)
	return w, nil
}

// firstCredential is the name of the credential that a sandbox is given of each provider.
const firstCredential = "made with the sandbox"

// fromNothing is the source of a sandbox that has no rows.
const fromNothing = "empty"

// isName tells whether a text may name a sandbox or a snapshot.
func isName(text string) bool {
	return regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`).MatchString(text)
}

// reserve takes a name, so that nobody else does, and makes one up where there is none.
func (c *Control) reserve(name string) (string, error) {
	if name != "" && !isName(name) {
		return "", bad("name", "%q is no name: lower-case letters, digits and hyphens, not a hyphen first, at most 63", shorten(name))
	}
	if name == fromNothing {
		return "", bad("name", "%q is what a sandbox is made from that is made from nothing; no sandbox is called so", name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.worlds) >= c.MaxSandboxes {
		return "", &Problem{Status: http.StatusConflict, Detail: fmt.Sprintf("there are %d sandboxes already, as many as the setting max_sandboxes allows; delete some", len(c.worlds))}
	}
	for free := name != ""; !free; {
		name = madeUp + strconv.Itoa(c.number())
		_, taken := c.worlds[name]
		free = !taken
	}
	if _, taken := c.worlds[name]; taken {
		p := conflict("the sandbox %q exists already", name)
		p.Field = "name"
		return "", p
	}
	c.worlds[name] = nil
	return name, nil
}

// madeUp begins a name that is made up; a number follows.
const madeUp = "sandbox-"

// number is the next one of a name: the smallest that was given back, or one more than all before.
func (c *Control) number() int {
	if len(c.freed) > 0 {
		smallest := c.freed[0]
		c.freed = c.freed[1:]
		return smallest
	}
	c.named++
	return c.named
}

// free gives back the number of a made-up name of which nothing came.
func (c *Control) free(name string) {
	text, isMadeUp := strings.CutPrefix(name, madeUp)
	number, err := strconv.Atoi(text)
	if at, given := slices.BinarySearch(c.freed, number); isMadeUp && err == nil && number <= c.named && !given {
		c.freed = slices.Insert(c.freed, at, number)
	}
}

func (c *Control) make(name string, spec Spec, own map[string]any) (*World, error) {
	sandbox, credentials, err := c.rows(name, spec)
	if err != nil {
		return nil, err
	}
	sandbox.SetSettings(own)
	w := newWorld(c, sandbox)
	w.settings = spec.Settings
	for _, p := range c.Providers {
		fresh, err := w.mint(p, Mint{Name: firstCredential}, false)
		if err != nil {
			return nil, err
		}
		credentials = append(credentials, *fresh)
	}
	added, err := c.Store.ReplaceCredentials(name, nil, credentials)
	if err != nil {
		return nil, err
	}
	w.remember(added)
	w.keepSeed()
	return w, nil
}

// rows makes the sandbox with the rows that the spec asks for.
func (c *Control) rows(name string, spec Spec) (*store.Sandbox, []store.Credential, error) {
	first, err := c.World(store.Default)
	if err != nil {
		return nil, nil, err
	}
	beginning := first.sandbox.Clock().Renew().Mark()
	switch {
	case spec.Seed != nil:
		sandbox, err := c.Store.Create(name, spec.Settings.begin(beginning))
		if err != nil {
			return nil, nil, err
		}
		credentials, err := provider.Fill(sandbox, c.Providers, spec.Seed)
		return sandbox, credentials, err
	case spec.From == fromNothing:
		sandbox, err := c.Store.Create(name, spec.Settings.begin(beginning))
		return sandbox, nil, err
	default:
		from, at, err := c.source(spec.From)
		if err != nil {
			return nil, nil, err
		}
		sandbox, err := c.Store.Fork(from, name, spec.Settings.begin(at))
		return sandbox, nil, err
	}
}

// fromSandbox is the name of the sandbox that "sandbox@snapshot" speaks of.
func fromSandbox(from string) string {
	name, _, _ := strings.Cut(from, "@")
	return name
}

// source finds what a sandbox is to be copied from, and where its clock stood.
func (c *Control) source(from string) (*store.Snapshot, store.Mark, error) {
	name, snapshotName, atSnapshot := strings.Cut(from, "@")
	if from == "" {
		name = store.Default
	}
	w, err := c.World(name)
	if err != nil {
		p := bad("from", "no sandbox is called %q", shorten(name))
		p.Accepted = []string{"default", "empty", "the name of a sandbox", "sandbox@snapshot"}
		return nil, store.Mark{}, p
	}
	if !atSnapshot {
		return w.sandbox.Snapshot(), w.sandbox.Clock().Mark(), nil
	}
	saved, err := w.snapshot(snapshotName)
	if err != nil {
		return nil, store.Mark{}, bad("from", "%s", err)
	}
	return saved.rows, saved.clock, nil
}
