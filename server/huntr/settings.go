package huntr

import (
	"strconv"

	"mockserver/server/provider"
)

// Settings are what a user may change about the imitation.
type Settings struct {
	MaxLimit     int          // the greatest limit of a list, 0 for any
	LastPageNext LastPageNext // what the last page of a list says in "next"
}

// LastPageNext is what a list's last page says in "next", which no page of the vendor settles (reference, A2).
type LastPageNext string

// The ways to end a list.
const (
	NextAlways LastPageNext = "always" // the last object's id whenever there is one; absent on an empty page
	NextExact  LastPageNext = "exact"  // absent when nothing follows
	NextNull   LastPageNext = "null"   // null when nothing follows
)

// DefaultSettings are the vendor's ways as far as known: a maximum of 500 since 2021, a cursor on every page with data.
func DefaultSettings() Settings {
	return Settings{MaxLimit: documentedMaximum, LastPageNext: NextAlways}
}

// sandboxSettings lists what a sandbox may have a value of its own for: everything.
func sandboxSettings() []provider.Setting {
	return []provider.Setting{
		provider.NewSetting("max_limit", "a whole number, 0 for no maximum", func(s *Settings, value string) bool {
			most, err := strconv.ParseUint(value, 10, 31)
			s.MaxLimit = int(most)
			return err == nil
		}),
		provider.NewSetting("last_page_next", "always, exact, null", func(s *Settings, value string) bool {
			s.LastPageNext = LastPageNext(value)
			return s.LastPageNext == NextAlways || s.LastPageNext == NextExact || s.LastPageNext == NextNull
		}),
	}
}
