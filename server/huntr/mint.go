package huntr

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// issuedAt is the second that every token says it was made in, 2025-01-01: the same name draws the same token, whatever
// the clock says.
const issuedAt = 1735689600

// mint makes a token of the shape that real ones have: a JWT of an id, a UUID and the second of its making, without an
// end (observed; reference, A1). The API takes it for what it is called, an opaque text.
func mint(m provider.Mint) (store.Credential, error) {
	switch {
	case m.Scope != "":
		return store.Credential{}, provider.BadField("scope", "a Huntr token has no scope: it opens the whole organisation")
	case m.Access != "":
		return store.Credential{}, provider.BadField("access", "a Huntr token has no access of its own: it reads the whole organisation")
	case m.Permissions != nil:
		return store.Credential{}, provider.BadField("permissions", "a Huntr token has no permissions: it opens the whole organisation")
	case !m.ExpiresAt.IsZero() && (m.ExpiresAt.Unix() < 1 || m.ExpiresAt.Unix() > math.MaxUint32):
		return store.Credential{}, provider.BadField("expires_at", "must be between 1970 and 2106, not %s", m.ExpiresAt.Format(time.RFC3339))
	}
	return store.Credential{Provider: "huntr", Token: cmp.Or(m.Own, jwt(m.Token)), Name: m.Name, ExpiresAt: m.ExpiresAt}, nil
}

// jwt makes a token of 64 hex digits.
func jwt(hex string) string {
	id, uuid := hex[:24], hex[24:56]
	payload := struct {
		ID  string `json:"id"`
		JTI string `json:"jti"`
		IAT int64  `json:"iat"`
	}{id, uuid[:8] + "-" + uuid[8:12] + "-4" + uuid[13:16] + "-a" + uuid[17:20] + "-" + uuid[20:], issuedAt}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(provider.JSON(payload))
	mac := hmac.New(sha256.New, []byte(hex))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}
