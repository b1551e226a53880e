package gate

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"mockserver/server/provider"
)

// Bounds of a fault.
const (
	maxFaultDelay = time.Hour
	maxFaultName  = 200 // bytes
	standardStall = 5 * time.Minute
)

// complete fills in what was left to the defaults.
func complete(f *Fault) {
	f.Match.Method = strings.ToUpper(f.Match.Method)
	if f.Times == 0 {
		f.Times = 1
	}
	if f.Probability == 0 {
		f.Probability = 1
	}
	e := &f.Effect
	if e.Type == EffectStall && e.Delay == 0 && e.Max == 0 {
		e.Delay = standardStall
	}
	if e.At == 0 && (e.Type == EffectTruncate || e.Type == EffectInvalidJSON) {
		e.At = 0.5
	}
}

// check refuses a fault that is faulty itself or can match nothing.
func (s SandboxFaults) check(f *Fault) (Pattern, error) {
	switch {
	case len(f.Name) > maxFaultName:
		return Pattern{}, provider.BadField("name", "has more than %d bytes", maxFaultName)
	case f.Times < Always:
		return Pattern{}, provider.BadField("times", "must be at least 1, or -1 for ever, not %d", f.Times)
	case f.After < 0:
		return Pattern{}, provider.BadField("after", "must be at least 0, not %d", f.After)
	case !(f.Probability > 0 && f.Probability <= 1): // not a number is neither
		return Pattern{}, provider.BadField("probability", "must be above 0 and at most 1, not %v", f.Probability)
	}
	if err := f.Effect.check(); err != nil {
		return Pattern{}, err
	}
	return s.checkMatch(f)
}

// checkMatch refuses what no request can match.
func (s SandboxFaults) checkMatch(f *Fault) (Pattern, error) {
	path, err := ParsePattern(f.Match.Path)
	if err != nil {
		return path, provider.BadField("match.path", "%v", err)
	}
	providers := s.faults.providers
	if f.Match.Provider != "" {
		named := func(p *provider.Provider) bool { return p.Name == f.Match.Provider }
		at := slices.IndexFunc(providers, named)
		if at < 0 {
			return path, provider.BadField("match.provider", "no provider is called %q; there are %s", f.Match.Provider, names(providers))
		}
		providers = providers[at : at+1]
	}
	if id := f.Match.Credential; id != "" {
		providers = slices.DeleteFunc(slices.Clone(providers), func(p *provider.Provider) bool { return !s.hasCredential(p, id) })
		if len(providers) == 0 {
			return path, provider.BadField("match.credential", "no credential of the sandbox that could be meant has the id %q", id)
		}
	}
	return path, f.checkRoutes(providers, path)
}

func (s SandboxFaults) hasCredential(p *provider.Provider, id string) bool {
	for _, c := range s.sandbox.Credentials(p.Name) {
		if c.ID == id {
			return true
		}
	}
	return false
}

// checkRoutes refuses a path and method that no route has, and a fault for lists on what are none.
func (f *Fault) checkRoutes(providers []*provider.Provider, path Pattern) error {
	if f.Match.Path == "" && f.Match.Method == "" && !f.Effect.ofLists() {
		return nil
	}
	onPath, withMethod, lists := false, false, false
	for _, p := range providers {
		for i := range p.Routes {
			route := &p.Routes[i]
			if !path.meets(route.Pattern) {
				continue
			}
			onPath = true
			if takes(f.Match.Method, route.Method) {
				withMethod, lists = true, lists || route.List
			}
		}
	}
	switch {
	case !onPath:
		return provider.BadField("match.path", "no route of %s has a path that matches %q", names(providers), f.Match.Path)
	case !withMethod:
		return provider.BadField("match.method", "no route there takes %q", f.Match.Method)
	case f.Effect.ofLists() && !lists:
		return provider.BadField("effect.type", "%s is for lists, and what is matched has none", f.Effect.Type)
	default:
		return nil
	}
}

// takes tells whether a route of a method takes requests of another: what answers GET answers HEAD.
func takes(asked, of string) bool {
	return asked == "" || asked == of || asked == http.MethodHead && of == http.MethodGet
}

func names(providers []*provider.Provider) string {
	all := make([]string, len(providers))
	for i, p := range providers {
		all[i] = p.Name
	}
	return strings.Join(all, ", ")
}

// ofLists tells whether the effect is one that only lists can have.
func (e *Effect) ofLists() bool { return e.Type == EffectEmptyPage || e.Type == EffectRepeatPage }
