package gate

import (
	"strings"
	"time"
)

// strike is one fault on one request.
type strike struct {
	id, name string
	effect   Effect
	draw     func(what string) float64 // from 0 to below 1
	gone     <-chan struct{}           // closed when the fault was removed; nil for one that the request asked for
	problem  string                    // why it is not the fault that was asked for
}

// reason is what the mock says about it.
func (s *strike) reason() string {
	if s.problem != "" {
		return s.problem
	}
	return "fault " + s.label() + ": " + string(s.effect.Type)
}

// label is what the journal calls it.
func (s *strike) label() string {
	if s.name != "" {
		return s.name
	}
	return s.id
}

// delay is how long this strike waits.
func (s *strike) delay() time.Duration {
	if s.effect.Max <= s.effect.Delay {
		return s.effect.Delay
	}
	return s.effect.Delay + time.Duration(s.draw("delay")*float64(s.effect.Max-s.effect.Delay))
}

// next finds the fault that strikes a request, nil for none; one that the request asks for itself comes first. While no
// sandbox has any, that is one look at a number.
func (f *Faults) next(x *exchange) *strike {
	if f.byHeader {
		if asked := x.HTTP.Header.Get(faultHeader); asked != "" {
			return x.ownStrike(asked)
		}
	}
	if f.live.Load() == 0 {
		return nil
	}
	list := f.rooms.peek(x.Sandbox)
	if list == nil {
		return nil
	}
	return list.next(x, &f.live)
}

func (l *faultList) next(x *exchange, live interface{ Add(int64) int64 }) *strike {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.all {
		if !a.Live() || !a.aimsAt(x) {
			continue
		}
		a.Seen++
		draw := draws(a.Seed, a.ID, a.Seen)
		if a.Seen <= a.After || a.Probability < 1 && draw("strike") >= a.Probability {
			continue
		}
		if a.Struck++; !a.Live() {
			live.Add(-1)
		}
		return &strike{id: a.ID, name: a.Name, effect: a.Effect, draw: draw, gone: a.gone}
	}
	return nil
}

// aimsAt tells whether the fault is meant for a request.
func (a *armed) aimsAt(x *exchange) bool {
	m := &a.Match
	switch {
	case m.Provider != "" && m.Provider != x.provider.Name,
		m.Method != "" && m.Method != x.HTTP.Method,
		m.Credential != "" && (x.Credential == nil || x.Credential.ID != m.Credential),
		a.Effect.ofLists() && (x.route == nil || !x.route.List):
		return false
	default:
		return a.path.Matches(x.path())
	}
}

// path is the path that patterns are compared with.
func (x *exchange) path() string {
	path := x.HTTP.URL.EscapedPath()
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	if suffix := x.provider.FormatSuffix; suffix != "" {
		path = strings.TrimSuffix(path, suffix)
	}
	return path
}

// draws gives the draws of a fault's n-th request: each has an address, and depends on nothing else.
func draws(seed uint64, fault string, n int) func(what string) float64 {
	return func(what string) float64 {
		h := seed
		for _, text := range []string{fault, what} {
			for i := range len(text) {
				h = mix(h ^ uint64(text[i]))
			}
			h = mix(h ^ 1<<8) // ends a text
		}
		const bits = 53                                           // as many as a float64 holds
		return float64(mix(h^uint64(n))>>(64-bits)) / (1 << bits) //nolint:gosec // a count
	}
}

// mix is one step of splitmix64.
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
