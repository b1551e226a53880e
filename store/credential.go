package store

import (
	"fmt"
	"sync/atomic"
	"time"
)

// Credential is a vendor's token or key. It belongs to exactly one sandbox and is never changed; only its last use is
// noted beside it.
type Credential struct {
	Token     string
	Provider  string // huntr, teamtailor or jusrecruit
	Sandbox   string // the name of the sandbox it selects
	Name      string
	CreatedBy string
	ExpiresAt time.Time // zero: never
	Rights    any       // the vendor's own immutable value, read only by its dialect

	lastUse *atomic.Int64 // Unix nanoseconds, 0: never
}

// Use notes that the credential was used. It is no change of the sandbox's state.
func (c *Credential) Use(at time.Time) { c.lastUse.Store(at.UnixNano()) }

// LastUse is when the credential was last used, false for never.
func (c *Credential) LastUse() (at time.Time, used bool) {
	noted := c.lastUse.Load()
	return time.Unix(0, noted).UTC(), noted != 0
}

// TokenTakenError says that a token already selects a sandbox.
type TokenTakenError struct{ Provider, Sandbox string }

func (e TokenTakenError) Error() string {
	return fmt.Sprintf("this %s token already belongs to the sandbox %q", e.Provider, e.Sandbox)
}

// Masked prints enough of a token to recognise it and too little to use it.
func (c *Credential) Masked() string {
	const shown = 4
	if len(c.Token) < 3*shown {
		return "****"
	}
	return c.Token[:shown] + "****" + c.Token[len(c.Token)-shown:]
}

type credentialKey struct{ provider, token string }

type account struct {
	credential *Credential
	sandbox    *Sandbox
}
