package teamtailor

import (
	"cmp"
	"slices"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// mintedDigits is how many digits a minted key has.
const mintedDigits = 40

// mint makes a key; see provider.Provider.Mint. In the vendor's product an administrator does, with a scope and an access
// (Teamtailor page, "Permissions").
func mint(m provider.Mint) (store.Credential, error) {
	if m.Permissions != nil {
		return store.Credential{}, provider.BadField("permissions", "a Teamtailor key has a scope and an access, no permissions")
	}
	scope, ok := scopeOf(m.Scope)
	if !ok && m.Scope != "" {
		return store.Credential{}, provider.BadField("scope", "no scope is called %.40q; accepted: %s", m.Scope, strings.Join(scopeNames(), ", "))
	}
	access, ok := accessOf(m.Access)
	if !ok && m.Access != "" {
		return store.Credential{}, provider.BadField("access", "no access is called %.40q; accepted: read, write, read/write", m.Access)
	}
	if m.Scope == "" {
		scope = Admin
	}
	if m.Access == "" {
		access = ReadWrite
	}
	token := cmp.Or(m.Own, m.Token[:min(len(m.Token), mintedDigits)])
	return store.Credential{Token: token, Provider: "teamtailor", Name: m.Name, ExpiresAt: m.ExpiresAt, Rights: Rights{scope, access}}, nil
}

func scopeNames() []string { return []string{Public.String(), Internal.String(), Admin.String()} }

// scopeOf finds a scope by its name.
func scopeOf(name string) (Scope, bool) {
	i := slices.Index(scopeNames(), name)
	return Scope(i + 1), i >= 0
}

// accessOf finds an access by its name, which may have a dash where a slash is not wanted.
func accessOf(name string) (Access, bool) {
	access := Access(strings.ReplaceAll(name, "-", "/"))
	return access, slices.Contains([]Access{Read, Write, ReadWrite}, access)
}
