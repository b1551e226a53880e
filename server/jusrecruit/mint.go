package jusrecruit

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// mint makes a key; see provider.Provider.Mint. In the vendor's product an administrator does (page, "Creating API
// Keys").
func mint(m provider.Mint) (store.Credential, error) {
	switch {
	case m.Scope != "":
		return store.Credential{}, provider.BadField("scope", "a JusRecruit key has permissions, no scope")
	case m.Access != "":
		return store.Credential{}, provider.BadField("access", "a JusRecruit key has permissions, no access")
	}
	token := cmp.Or(m.Own, "jc_"+m.Token)
	if !isKey(token) {
		return store.Credential{}, provider.BadField("token", "must be jc_ and 64 lower-case hex digits")
	}
	all := allPermissions()
	wanted := m.Permissions
	if wanted == nil {
		wanted = all[:]
	}
	var some permissions
	for _, permission := range wanted {
		with, ok := some.with(permission)
		if !ok {
			return store.Credential{}, provider.BadField("permissions", "no permission is called %.40q; accepted: %s", permission, strings.Join(all[:], ", "))
		}
		some = with
	}
	key := &Key{ID: mintedID(m), Permissions: some, Rate: defaultRate, Burst: defaultBurst, CreatedAt: instantOf(m.Now)}
	return store.Credential{ID: key.ID.String(), Token: token, Provider: name, Name: m.Name, ExpiresAt: m.ExpiresAt, Rights: key}, nil
}

// mintedID is the id of a key whose token has been checked: it follows from the token, which is given once.
func mintedID(m provider.Mint) store.ObjectID {
	digits, _ := hex.DecodeString(m.Token)
	return store.NewObjectID(m.Now, store.NewIDSource("jusrecruit/minted"), binary.BigEndian.Uint64(digits))
}
