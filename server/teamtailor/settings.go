package teamtailor

import (
	"net/url"
	"slices"
	"strings"

	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/store"
)

// RateLimit is what becomes of the rate limit.
type RateLimit string

// The ways of the rate limit.
const (
	LimitEnforce     RateLimit = "enforce"      // a fixed window, 429 above it
	LimitHeadersOnly RateLimit = "headers-only" // counted and told, never refused
	LimitOff         RateLimit = "off"          // nothing is counted or told
	LimitStatic      RateLimit = "static"       // the documented state of 2017: headers that never change
)

// Settings are what a user may change about the imitation.
type Settings struct {
	RateLimit     RateLimit
	FetchResume   bool          // a candidate's resume must be there to be fetched; otherwise it is stored as given
	CareersiteURL string        // scheme and host of the career site in job links; empty for the vendor's
	PublicURL     string        // scheme and host of all other links; empty for those of the request
	WebhookAllow  []string      // hosts with public addresses from which a resume may be fetched
	Own           *outbound.Own // the mock's own addresses, from which none is fetched
}

// DefaultSettings are the vendor's ways, except that nothing is fetched.
func DefaultSettings() Settings { return Settings{RateLimit: LimitEnforce} }

// settingsOf is what holds in a sandbox.
func (t *Teamtailor) settingsOf(sandbox *store.Sandbox) *Settings {
	return provider.SettingsOf(sandbox.Settings("teamtailor"), &t.settings)
}

// settingsList is what a sandbox may have a value of its own for.
func settingsList() []provider.Setting {
	modes := []string{string(LimitEnforce), string(LimitHeadersOnly), string(LimitOff), string(LimitStatic)}
	return []provider.Setting{
		provider.NewSetting("rate_limit", strings.Join(modes, ", "), func(s *Settings, value string) bool {
			s.RateLimit = RateLimit(value)
			return slices.Contains(modes, value)
		}),
		provider.NewSetting("fetch_resume", "false, true", func(s *Settings, value string) bool {
			s.FetchResume = value == "true"
			return value == "true" || value == "false"
		}),
		provider.NewSetting("careersite_url", "scheme and host, like https://career.example.com; empty for the vendor's own", func(s *Settings, value string) bool {
			s.CareersiteURL = value
			return value == "" || isOrigin(value)
		}),
	}
}

// isOrigin tells whether a text is a URL of scheme and host, and perhaps a path in front of all others.
func isOrigin(text string) bool {
	parsed, err := url.Parse(text)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host != "" && parsed.RawQuery == "" && parsed.Fragment == "" && parsed.User == nil
}

// careersite is what the career-site links of jobs begin with: plain for the ad, secure for applying.
func (s *Settings) careersite() (plain, secure string) {
	if s.CareersiteURL == "" {
		return "http://career.teamtailor.com", "https://career.teamtailor.com"
	}
	site := strings.TrimSuffix(s.CareersiteURL, "/")
	return site, site
}

// limit is the rate limit of every key.
func (t *Teamtailor) limit(sandbox *store.Sandbox, _ *store.Credential) provider.LimitPolicy {
	mode := t.settingsOf(sandbox).RateLimit
	policy := provider.LimitPolicy{Mode: provider.LimitMode(mode), Algorithm: provider.FixedWindow, Requests: limitRequests, Window: limitWindow}
	if mode == LimitStatic {
		policy.Mode = provider.LimitHeadersOnly
	}
	return policy
}
