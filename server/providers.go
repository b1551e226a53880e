package server

import (
	"mockserver/server/huntr"
	"mockserver/server/jusrecruit"
	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/server/teamtailor"
	"mockserver/store"
)

// Settings are what a user may change about the providers.
type Settings struct {
	Huntr      huntr.Settings
	Teamtailor teamtailor.Settings
	JusRecruit jusrecruit.Settings
	PublicURL  string // scheme and host of the links that providers print; empty for those of the request

	WebhookAllow []string // hosts that may be called though their addresses are public
}

// DefaultSettings are the vendors' own ways.
func DefaultSettings() Settings {
	return Settings{Huntr: huntr.DefaultSettings(), Teamtailor: teamtailor.DefaultSettings(), JusRecruit: jusrecruit.DefaultSettings()}
}

// providers is the one list of providers.
func providers(schema *store.Schema, settings Settings, own *outbound.Own) []*provider.Provider {
	settings.Teamtailor.PublicURL, settings.Teamtailor.WebhookAllow = settings.PublicURL, settings.WebhookAllow
	settings.Teamtailor.Own = own
	settings.JusRecruit.PublicURL = settings.PublicURL
	return []*provider.Provider{
		huntr.New(schema, settings.Huntr),
		teamtailor.New(schema, settings.Teamtailor),
		jusrecruit.New(schema, settings.JusRecruit),
	}
}
