package control

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Settings is what a sandbox has of its own; what is not said is as the server has it.
type Settings struct {
	Clock       time.Time       // where its clock begins
	ClockMode   store.ClockMode // how
	ExpireAfter time.Duration   // of real time without a request, then the sandbox is deleted; 0: never

	// Providers has the settings of providers by name, then by the setting's name: "huntr", "max_limit", "5".
	Providers map[string]map[string]string
}

// Bounds of what a clock shows: ids hold the second of creation in 32 bits.
const (
	firstSecond = 1
	lastSecond  = 1<<32 - 1
)

// shortestExpiry keeps a sandbox alive between two requests of a test.
const shortestExpiry = time.Second

// own makes the providers' own values of the settings.
func (c *Control) own(s Settings) (map[string]any, error) {
	own := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Providers)) {
		p, err := c.provider("settings."+name, name)
		if err != nil {
			return nil, err
		}
		value := p.Standard
		for _, setting := range slices.Sorted(maps.Keys(s.Providers[name])) {
			if value, err = set(p, value, setting, s.Providers[name][setting]); err != nil {
				return nil, err
			}
		}
		own[name] = value
	}
	return own, nil
}

func set(p *provider.Provider, settings any, name, value string) (any, error) {
	field := "settings." + p.Name + "." + name
	for _, known := range p.Settings {
		if known.Name != name {
			continue
		}
		changed, ok := known.Set(settings, value)
		if !ok {
			return nil, bad(field, "%q is not accepted; accepted: %s", shorten(value), known.Accepted)
		}
		return changed, nil
	}
	unknown := bad(field, "a sandbox has no such setting of its own")
	unknown.Accepted = settingNames(p)
	return nil, unknown
}

func (s Settings) check() error {
	switch {
	case s.ExpireAfter != 0 && s.ExpireAfter < shortestExpiry:
		return bad("settings.expire_after", "must be at least %s", shortestExpiry)
	case s.ClockMode != "" && s.ClockMode != store.Running && s.ClockMode != store.Still:
		p := bad("settings.clock_mode", "%q is no mode", shorten(string(s.ClockMode)))
		p.Accepted = []string{string(store.Running), string(store.Still)}
		return p
	case !s.Clock.IsZero():
		return checkInstant("settings.clock", s.Clock)
	}
	return nil
}

func checkInstant(field string, at time.Time) error {
	if second := at.Unix(); second < firstSecond || second > lastSecond {
		return bad(field, "must be between 1970 and 2106")
	}
	return nil
}

// begin is the clock of a sandbox that would begin at a mark.
func (s Settings) begin(at store.Mark) *store.Clock {
	if s.Clock.IsZero() && s.ClockMode == "" {
		return at.Clock()
	}
	from, mode := s.Clock, s.ClockMode
	clock := at.Clock()
	if from.IsZero() && (mode == store.Still || clock.Mode() == store.Still) {
		from = clock.Now()
	}
	if mode == "" {
		mode = clock.Mode()
	}
	return store.NewClock(from, mode)
}

// MarshalJSON writes the settings as they are asked for.
func (s Settings) MarshalJSON() ([]byte, error) {
	all := map[string]any{}
	if !s.Clock.IsZero() {
		all["clock"] = s.Clock.UTC()
	}
	if s.ClockMode != "" {
		all["clock_mode"] = s.ClockMode
	}
	if s.ExpireAfter != 0 {
		all["expire_after"] = s.ExpireAfter.String()
	}
	for name, own := range s.Providers {
		all[name] = own
	}
	return json.Marshal(all)
}

// settingsIn reads settings from a body.
func (c *Control) settingsIn(node seeds.Node) (s Settings) {
	members := node.Members(append(generalSettings(), c.providerNames()...))
	for name, member := range members {
		switch name {
		case "clock":
			s.Clock = member.Instant().Time
		case "clock_mode":
			s.ClockMode = store.ClockMode(member.Text().Value)
		case "expire_after":
			s.ExpireAfter = member.Duration()
		default:
			c.settingsOf(name, member, &s)
		}
	}
	return s
}

func (c *Control) settingsOf(name string, member seeds.Node, into *Settings) {
	for _, p := range c.Providers {
		if p.Name != name {
			continue
		}
		for setting, value := range member.Members(settingNames(p)) {
			into.Set(name, setting, value.Text().Value)
		}
	}
}

// generalSettings lists what belongs to no provider.
func generalSettings() []string { return []string{"clock", "clock_mode", "expire_after"} }

func settingNames(p *provider.Provider) []string {
	names := make([]string, len(p.Settings))
	for i, known := range p.Settings {
		names[i] = known.Name
	}
	return names
}

// Set gives one setting of a provider a value.
func (s *Settings) Set(providerName, setting, value string) {
	if s.Providers == nil {
		s.Providers = map[string]map[string]string{}
	}
	if s.Providers[providerName] == nil {
		s.Providers[providerName] = map[string]string{}
	}
	s.Providers[providerName][setting] = value
}
