package control

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// Mint says what a new credential is to be. What is empty is as much as the vendor can give.
type Mint struct {
	Provider    string
	Token       string // the caller's own; empty: one is made up
	Name        string
	Scope       string
	Access      string
	Permissions []string // nil: all; empty: none
	ExpiresAt   time.Time
}

// mostMinted bounds the credentials that are asked for in one sandbox.
const mostMinted = 1000

// Credentials lists the sandbox's credentials, by provider.
func (w *World) Credentials() []*store.Credential {
	all := make([]*store.Credential, 0, len(w.control.Providers))
	for _, p := range w.control.Providers {
		all = append(all, w.sandbox.Credentials(p.Name)...)
	}
	return all
}

// Mint makes a credential. A reset takes it away again, and one that is made afterwards is the same.
func (w *World) Mint(ctx context.Context, m Mint) (minted *store.Credential, err error) {
	p, err := w.control.provider("provider", m.Provider)
	if err != nil {
		return nil, err
	}
	return minted, w.turn(ctx, func() error {
		if len(w.Credentials()) >= mostMinted {
			return conflict("the sandbox has %d credentials already; delete some", mostMinted)
		}
		fresh, err := w.mint(p, m, true)
		if err != nil {
			return err
		}
		added, err := w.control.Store.ReplaceCredentials(w.Name(), nil, []store.Credential{*fresh})
		if err == nil {
			minted = added[0]
		}
		return err
	})
}

// mint draws a token that nobody has and has the vendor make a credential of it.
func (w *World) mint(p *provider.Provider, m Mint, later bool) (*store.Credential, error) {
	for {
		w.minted++
		drawn := sha256.Sum256([]byte(strings.Join([]string{w.Name(), p.Name, strconv.Itoa(w.minted)}, "\x00")))
		made, err := p.Mint(provider.Mint{
			Token: hex.EncodeToString(drawn[:]), Own: m.Token, Name: m.Name, Scope: m.Scope, Access: m.Access,
			Permissions: m.Permissions, ExpiresAt: m.ExpiresAt, Now: w.sandbox.Clock().Now(),
		})
		if err != nil {
			return nil, err
		}
		made.Provider, made.Minted = p.Name, later
		if _, _, taken := w.control.Store.Identify(p.Name, made.Token); !taken || m.Token != "" {
			return &made, nil // the store refuses an own token that is taken
		}
	}
}

// remember takes credentials for those that the sandbox was created with.
func (w *World) remember(all []*store.Credential) {
	w.born = nil
	for _, c := range all {
		w.born = append(w.born, *c)
	}
	w.bornMinted = w.minted
}

// keepSeed takes the present origin and credentials for those that a reset to the seed comes back to.
func (w *World) keepSeed() { w.seed = beginning{w.sandbox.Origin(), w.born, w.bornMinted} }

// credential finds a credential by its id.
func (w *World) credential(id string) (*store.Credential, error) {
	for _, c := range w.Credentials() {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, missing("the sandbox %q has no credential %q", w.Name(), shorten(id))
}

// Revoke takes a credential away. A reset brings back one that the sandbox was created with.
func (w *World) Revoke(ctx context.Context, id string) error {
	return w.turn(ctx, func() error {
		found, err := w.credential(id)
		if err != nil {
			return err
		}
		_, err = w.control.Store.ReplaceCredentials(w.Name(), func(c *store.Credential) bool { return c == found }, nil)
		return err
	})
}

// renewCredentials brings back those that the sandbox was created with, and no others. Those that are still there stay
// as they are, unless they are to be as unused as they were.
func (w *World) renewCredentials(unused bool) error {
	there := w.Credentials()
	kept := func(c *store.Credential) bool { return !c.Minted && !unused }
	lost := slices.DeleteFunc(slices.Clone(w.born), func(b store.Credential) bool {
		return slices.ContainsFunc(there, func(c *store.Credential) bool { return kept(c) && c.Provider == b.Provider && c.ID == b.ID })
	})
	_, err := w.control.Store.ReplaceCredentials(w.Name(), func(c *store.Credential) bool { return !kept(c) }, lost)
	if err == nil {
		w.minted = w.bornMinted
	}
	return err
}

// credentialBody is a credential, its token masked.
type credentialBody struct {
	ID         string     `json:"id"`
	Provider   string     `json:"provider"`
	Name       string     `json:"name"`
	Masked     string     `json:"masked"`
	Rights     string     `json:"rights"`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
	Minted     bool       `json:"minted"`
}

func (c *call) describe(credential *store.Credential) credentialBody {
	b := credentialBody{ID: credential.ID, Provider: credential.Provider, Name: credential.Name, Masked: credential.Masked(), Minted: credential.Minted}
	for _, p := range c.Providers {
		if p.Name == credential.Provider {
			b.Rights = p.Describe(*credential)
		}
	}
	if !credential.ExpiresAt.IsZero() {
		at := credential.ExpiresAt.UTC()
		b.ExpiresAt = &at
	}
	if at, used := credential.LastUse(); used {
		b.LastUsedAt = &at
	}
	return b
}

// secrets is one ready credential a provider, with its id and its token by the vendor's word: of the default sandbox the
// first, of another the one that it was given, which stands behind those of its seed.
func (c *call) secrets(w *World) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, p := range c.Providers {
		own := slices.DeleteFunc(slices.Clone(w.sandbox.Credentials(p.Name)), func(one *store.Credential) bool { return one.Minted })
		if len(own) == 0 {
			continue
		}
		ready := own[len(own)-1]
		if w.Name() == store.Default {
			ready = own[0]
		}
		all[p.Name] = map[string]string{"id": ready.ID, secretWord(p): ready.Token}
	}
	return all
}

// secretWord is what the vendor calls its credentials.
func secretWord(p *provider.Provider) string { return cmp.Or(p.Secret, "token") }

func listCredentials(c *call) (answer, error) {
	shown := list(c.world.Credentials(), func(credential **store.Credential) credentialBody { return c.describe(*credential) })
	return answer{body: dataBody[credentialBody]{shown}}, nil
}

func mintCredential(c *call) (answer, error) {
	body, err := decoded[mintBody](c)
	if err != nil {
		return answer{}, err
	}
	m := Mint{Provider: body.Provider, Token: body.Token, Name: body.Name, Scope: body.Scope, Access: body.Access, Permissions: body.Permissions, ExpiresAt: body.ExpiresAt.Time}
	if !isToken(m.Token) {
		return answer{}, bad("token", "must be printable ASCII without blanks, at most %d bytes", mostToken)
	}
	if len(m.Name) > mostName {
		return answer{}, bad("name", "may have at most %d bytes", mostName)
	}
	minted, err := c.world.Mint(c.r.Context(), m)
	if err != nil {
		return answer{}, err
	}
	p, err := c.provider("provider", m.Provider)
	if err != nil {
		return answer{}, err
	}
	return answer{status: 201, body: mintedBody{minted.ID, secretWord(p), minted.Token}}, nil
}

// mostName bounds the name of a credential, in bytes.
const mostName = 200

// mostToken bounds a token that a caller brings along, in bytes.
const mostToken = 512

// isToken tells whether a text can be sent as a credential in a header.
func isToken(text string) bool {
	return len(text) <= mostToken && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == ',' || r == ';' })
}

type mintBody struct {
	Provider    string        `seed:"provider,required"`
	Token       string        `seed:"token"`
	Name        string        `seed:"name"`
	Scope       string        `seed:"scope"`
	Access      string        `seed:"access"`
	Permissions []string      `seed:"permissions"`
	ExpiresAt   seeds.Instant `seed:"expires_at"`
}

// mintedBody is a new credential, its token by the vendor's word for it.
type mintedBody struct{ id, word, token string }

func (m mintedBody) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"id":%s,%s:%s}`, strconv.Quote(m.id), strconv.Quote(m.word), strconv.Quote(m.token)), nil
}

func revokeCredential(c *call) (answer, error) {
	return answer{}, c.world.Revoke(c.r.Context(), c.param("id"))
}
