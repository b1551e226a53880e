package gate

import (
	"fmt"

	"mockserver/store"
)

// unknownToken says why a token selects no sandbox, as far as one can tell.
func unknownToken(provider string, kin store.Kin) string {
	unknown := "no sandbox has this " + provider + " token; "
	switch kin.Kinship {
	case store.OtherProvider:
		return fmt.Sprintf("%sit is a %s token, of the sandbox %q", unknown, kin.Provider, kin.Sandbox)
	case store.OtherCase:
		return fmt.Sprintf("%sit differs from one of the sandbox %q in the case of its letters", unknown, kin.Sandbox)
	case store.Wrapped:
		return fmt.Sprintf("%swithout the blanks, quotes or scheme around it, it is one of the sandbox %q", unknown, kin.Sandbox)
	case store.Revoked:
		return fmt.Sprintf("%sit was revoked, or a reset took it away, in the sandbox %q", unknown, kin.Sandbox)
	case store.OfDeleted:
		return fmt.Sprintf("%sit was of the sandbox %q, which has been deleted", unknown, kin.Sandbox)
	default:
		return unknown + "the start banner lists those of the default one"
	}
}
