package store

import (
	"crypto/sha256"
	"strings"
)

// Kinship is what a token that selects no sandbox has to do with one that does, or did.
type Kinship int

// What an unknown token may be.
const (
	NoKin         Kinship = iota
	OtherProvider         // it is the token of another provider
	OtherCase             // it differs from a token in the case of its letters
	Wrapped               // it has blanks, quotes or a scheme around a token
	Revoked               // it was revoked, or a reset took it away
	OfDeleted             // its sandbox was deleted
)

// Kin is the credential that comes nearest to an unknown token.
type Kin struct {
	Kinship  Kinship
	Provider string
	Sandbox  string
}

// mostFormer bounds how many tokens are remembered that select nothing any more. The oldest are forgotten first.
const mostFormer = 4096

// formers are tokens that selected a sandbox once, as hashes: so each takes the same room, and none can be read back.
type formers struct {
	known map[[sha256.Size]byte]Kin
	order [][sha256.Size]byte // oldest first; it may name some that have come back
}

func formerKey(key credentialKey) [sha256.Size]byte {
	return sha256.Sum256([]byte(key.provider + "\x00" + key.token))
}

func (f *formers) add(c *Credential, why Kinship) {
	if f.known == nil {
		f.known = map[[sha256.Size]byte]Kin{}
	}
	key := formerKey(c.key())
	f.known[key] = Kin{why, c.Provider, c.Sandbox}
	f.order = append(f.order, key)
	if len(f.order) > mostFormer {
		delete(f.known, f.order[0])
		f.order = f.order[1:]
	}
}

// forget lets go of a token that selects a sandbox again.
func (f *formers) forget(c *Credential) {
	if len(f.known) > 0 {
		delete(f.known, formerKey(c.key()))
	}
}

// Kin finds what comes nearest to a token that Identify does not know. It looks at every credential, which only the
// refusal of a request pays for.
func (s *Store) Kin(provider, token string) Kin {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if former, ok := s.former.known[formerKey(credentialKey{provider, token})]; ok {
		return former
	}
	bare := unwrap(token)
	best := Kin{}
	for key, owner := range s.accounts {
		found := Kin{kinship(key, provider, token, bare), key.provider, owner.sandbox.name}
		if found.Kinship != NoKin && (best.Kinship == NoKin || found.before(best)) {
			best = found
		}
	}
	return best
}

func kinship(key credentialKey, provider, token, bare string) Kinship {
	switch {
	case key.token == token:
		return OtherProvider // of this one it would be known
	case key.provider != provider:
		return NoKin
	case key.token == bare:
		return Wrapped
	case strings.EqualFold(key.token, token):
		return OtherCase
	default:
		return NoKin
	}
}

// before puts those that fit equally well in one order, whatever the order of the map.
func (k Kin) before(other Kin) bool {
	if k.Kinship != other.Kinship {
		return k.Kinship < other.Kinship
	}
	return k.Sandbox+"\x00"+k.Provider < other.Sandbox+"\x00"+other.Provider
}

// unwrap takes away what scripts put around a token: blanks, quotes, and the scheme a second time.
func unwrap(token string) string {
	const around = " \t\r\n\"'<>"
	bare := strings.Trim(token, around)
	if scheme, rest, twice := strings.Cut(bare, " "); twice && (strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "Token")) {
		bare = strings.TrimPrefix(strings.Trim(rest, around), "token=")
	}
	return strings.Trim(bare, around)
}
