package server

import (
	"mockserver/server/huntr"
	"mockserver/server/jusrecruit"
	"mockserver/server/provider"
	"mockserver/store"
)

// Settings are what a user may change about the providers.
type Settings struct {
	Huntr      huntr.Settings
	JusRecruit jusrecruit.Settings
}

// DefaultSettings are the vendors' own ways.
func DefaultSettings() Settings {
	return Settings{Huntr: huntr.DefaultSettings(), JusRecruit: jusrecruit.DefaultSettings()}
}

// providers is the one list of providers.
func providers(schema *store.Schema, settings Settings) []*provider.Provider {
	return []*provider.Provider{
		huntr.New(schema, settings.Huntr),
		jusrecruit.New(schema, settings.JusRecruit),
	}
}
