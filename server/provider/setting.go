package provider

// Setting is one setting of a provider that a sandbox may have a value of its own for.
type Setting struct {
	Name     string // without the provider's name: "max_limit"
	Accepted string // what values there are, for people

	// Set returns a copy of the provider's settings (a pointer to them) with the value, false when it is not accepted.
	Set func(settings any, value string) (any, bool)
}

// NewSetting makes a setting of settings of type S.
func NewSetting[S any](name, accepted string, set func(settings *S, value string) bool) Setting {
	return Setting{Name: name, Accepted: accepted, Set: func(settings any, value string) (any, bool) {
		changed := *settings.(*S)
		ok := set(&changed, value)
		return &changed, ok
	}}
}

// SettingsOf is what a sandbox has of its own for a provider, else what the server has.
func SettingsOf[S any](own any, standard *S) *S {
	if settings, ok := own.(*S); ok {
		return settings
	}
	return standard
}
