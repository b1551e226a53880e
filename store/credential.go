package store

import (
	"sync/atomic"
	"time"
)

// Credential is a vendor's token or key. It belongs to exactly one sandbox and is never changed; only its last use is
// noted beside it.
type Credential struct {
	ID        string // within its sandbox; the store gives one to a credential that has none
	Token     string
	Provider  string // huntr, teamtailor or jusrecruit
	Sandbox   string // the name of the sandbox it selects
	Name      string
	CreatedBy string
	ExpiresAt time.Time // zero: never
	Minted    bool      // asked for later, not what the sandbox was created with: a reset takes it away
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

// Masked prints enough of a token to recognise it and too little to use it.
func (c *Credential) Masked() string {
	const shown = 4
	if len(c.Token) < 3*shown {
		return "****"
	}
	return c.Token[:shown] + "****" + c.Token[len(c.Token)-shown:]
}

func (c *Credential) key() credentialKey { return credentialKey{c.Provider, c.Token} }
