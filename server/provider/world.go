package provider

import (
	"slices"

	"mockserver/seeds"
	"mockserver/store"
)

// sandboxSection is the part of a seed that belongs to no provider.
type sandboxSection struct {
	IDs int `seed:"ids,min=0"` // how many ids the sandbox has made: new ones count on from there
}

// Fill loads a seed into a sandbox, whole or not at all, and returns the seed's credentials without adding them. When
// the seed has faults, the error is of type seeds.Faults.
func Fill(sandbox *store.Sandbox, providers []*Provider, seed *seeds.File) (credentials []store.Credential, err error) {
	err = FillIf(sandbox, providers, seed, func(all []store.Credential) error {
		credentials = all
		return nil
	})
	return credentials, err
}

// FillIf is Fill with a last question: what the seed's credentials are given to may still refuse, and then nothing has
// changed.
func FillIf(sandbox *store.Sandbox, providers []*Provider, seed *seeds.File, accept func([]store.Credential) error) error {
	var credentials []store.Credential
	names := make([]string, 0, len(providers)+1)
	for _, p := range providers {
		names = append(names, p.Name)
	}
	names = append(names, "sandbox")
	return sandbox.Load(sandbox.Clock().Now(), func(tx *store.Tx) error {
		seed.Sections(names, func(name string, section seeds.Node) {
			if at := slices.Index(names, name); at < len(providers) {
				credentials = append(credentials, providers[at].Load(tx, section)...)
				return
			}
			var own sandboxSection
			section.Decode(&own)
			tx.ContinueIDs(uint64(max(own.IDs, 0)))
		})
		if err := seed.Err(); err != nil {
			return err
		}
		return accept(credentials)
	})
}

// Export writes a whole sandbox as a seed: Fill makes the same of it. Without secrets, tokens are left out.
func Export(sandbox *store.Sandbox, providers []*Provider, secrets bool) (seeds.Mapping, error) {
	var whole seeds.Mapping
	err := sandbox.Read(sandbox.Clock().Now(), func(tx *store.Tx) error {
		if ids := tx.IDs(); ids > 0 {
			whole = append(whole, seeds.Member{Name: "sandbox", Value: seeds.Encode(sandboxSection{IDs: int(ids)})}) //nolint:gosec // a count
		}
		for _, p := range providers {
			if p.Export == nil {
				continue
			}
			var credentials []*store.Credential
			if secrets {
				credentials = sandbox.Credentials(p.Name)
			}
			if section := p.Export(tx, credentials); len(section) > 0 {
				whole = append(whole, seeds.Member{Name: p.Name, Value: section})
			}
		}
		return nil
	})
	return whole, err
}
