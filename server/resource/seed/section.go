package seed

import (
	"slices"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/store"
)

// Section is a provider's part of a seed.
type Section struct {
	Set      *resource.Set
	Kinds    []Kind // in the order of loading: records before the ones that point at them
	Webhooks *provider.Webhooks
}

// token is a credential of a vendor whose tokens open everything.
type token struct {
	seeds.Pos
	Token     seeds.Text    `seed:"token,required"`
	Name      string        `seed:"name"`
	ExpiresAt seeds.Instant `seed:"expiresAt"`
}

// Load fills the tables from a section and returns its credentials; see provider.Provider.Load.
func (s *Section) Load(tx *store.Tx, node seeds.Node) []store.Credential {
	l := newLoader(tx, node.File, s.Set)
	members := node.Members(s.names())
	for _, kind := range s.Kinds {
		if list, given := members[kind.name()]; given {
			kind.load(l, list)
		}
	}
	if generate, given := members["generate"]; given {
		l.generate(generate, s.Kinds)
	}
	var hooks []provider.SeedWebhook
	if list, given := members["webhooks"]; given {
		list.Decode(&hooks)
	}
	s.Webhooks.Load(tx, node.File, s.Set.Provider, hooks)
	l.keepLabels()
	var tokens []token
	if list, given := members["tokens"]; given {
		list.Decode(&tokens)
	}
	return l.credentials(tokens)
}

func (s *Section) names() []string {
	names := []string{"tokens"}
	for _, kind := range s.Kinds {
		names = append(names, kind.name())
	}
	return append(names, "generate", "webhooks")
}

// Schema describes the section; see provider.Provider.SectionSchema.
func (s *Section) Schema() seeds.Schema {
	members := make([]seeds.SchemaMember, 0, len(s.Kinds)+3)
	members = append(members, seeds.SchemaMember{Name: "tokens", Schema: seeds.SchemaOf([]token{})})
	for _, kind := range s.Kinds {
		members = append(members, kind.schema())
	}
	members = append(members, generateSchema(s.Kinds), seeds.SchemaMember{Name: "webhooks", Schema: seeds.SchemaOf([]provider.SeedWebhook{})})
	return seeds.ObjectSchema(members)
}

// Export writes every row as a record of its own, the generated ones too, in the order of ids; see
// provider.Provider.Export.
func (s *Section) Export(tx *store.Tx, credentials []*store.Credential) seeds.Mapping {
	var section seeds.Mapping
	add := func(name string, list []seeds.Mapping) {
		if len(list) > 0 {
			section = append(section, seeds.Member{Name: name, Value: list})
		}
	}
	tokens := make([]token, 0, len(credentials))
	for _, c := range credentials {
		tokens = append(tokens, token{Token: seeds.Text{Value: c.Token}, Name: c.Name, ExpiresAt: seeds.Instant{Time: c.ExpiresAt}})
	}
	add("tokens", seeds.EncodeEach(slices.Values(tokens)))
	for _, kind := range s.Kinds {
		add(kind.name(), kind.export(tx))
	}
	add("webhooks", seeds.EncodeEach(slices.Values(s.Webhooks.Export(tx))))
	return section
}

func (l *Loader) credentials(tokens []token) []store.Credential {
	var credentials []store.Credential
	first := map[string]seeds.Pos{}
	for _, t := range tokens {
		at, twice := first[t.Token.Value]
		switch {
		case !t.Token.Given(): // already reported
		case twice:
			l.File.Faultf(t.Token.Pos, "this token is given twice, first in line %d", at.Line)
		case !IsToken(t.Token.Value):
			l.File.Faultf(t.Token.Pos, "a token is a text of printable ASCII characters without spaces")
		default:
			first[t.Token.Value] = t.Token.Pos
			credentials = append(credentials, store.Credential{Token: t.Token.Value, Provider: l.set.Provider, Name: t.Name, ExpiresAt: t.ExpiresAt.Time})
		}
	}
	return credentials
}

// IsToken reports whether a text can be sent as a token in a header.
func IsToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}
