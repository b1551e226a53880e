package teamtailor

import (
	"strings"

	"mockserver/seeds"
	"mockserver/store"
)

// checkAll looks for what the rules of the API would not let a client write.
func (l *loader) checkAll() {
	first := map[taken]*draft{}
	for _, d := range l.drafts {
		if d.res.once == nil {
			continue
		}
		what := l.onceOf(d.res, l.put(d))
		earlier, twice := first[what]
		switch {
		case what.of == nil: // or said already
		case !twice:
			first[what] = d
		case d.res.once.tolerated:
			l.file.Warnf(d.node.Pos(), "%s", d.res.once.message(what.of, earlier.id, earlier.node.Pos().Line))
		default:
			l.file.Faultf(d.node.Pos(), "%s", d.res.once.message(what.of, earlier.id, earlier.node.Pos().Line))
		}
	}
}

// taken is what one record of a type has, and no other may.
type taken struct {
	res *resource
	of  any
}

func (d *document) onceOf(res *resource, record Record) taken {
	return taken{res, res.once.of(&change{document: d, res: res, record: record})}
}

func (l *loader) put(d *draft) Record {
	one, ok := d.res.table.Get(l.tx, d.id)
	if !ok {
		return d.res.newRecord()
	}
	return one.Value
}

// seedKey is one credential of a seed.
type seedKey struct {
	seeds.Pos
	Token     seeds.Text    `seed:"token,required"`
	Name      string        `seed:"name"`
	Scope     seeds.Text    `seed:"scope,required"`
	Access    seeds.Text    `seed:"access,required"`
	ExpiresAt seeds.Instant `seed:"expires-at"`
}

// keys reads the credentials.
func (l *loader) keys(list seeds.Node) []store.Credential {
	given := decoded[[]seedKey](list)
	var credentials []store.Credential
	first := map[string]seeds.Pos{}
	for _, k := range given {
		rights, ok := l.rights(&k)
		at, twice := first[k.Token.Value]
		switch {
		case !ok || !k.Token.Given(): // said already
		case twice:
			l.file.Faultf(k.Token.Pos, "this token is given twice, first in line %d", at.Line)
		case k.Token.Value == "" || strings.ContainsFunc(k.Token.Value, notInToken):
			l.file.Faultf(k.Token.Pos, `a token is a text of printable ASCII characters without spaces, quotes, commas and semicolons`)
		default:
			first[k.Token.Value] = k.Token.Pos
			credentials = append(credentials, store.Credential{Token: k.Token.Value, Provider: "teamtailor", Name: k.Name, ExpiresAt: k.ExpiresAt.Time, Rights: rights})
		}
	}
	return credentials
}

func (l *loader) rights(k *seedKey) (Rights, bool) {
	scope, scoped := scopeOf(k.Scope.Value)
	access, accessible := accessOf(k.Access.Value)
	if k.Scope.Given() && !scoped {
		l.file.Faultf(k.Scope.Pos, "the scope of a key is public, internal or admin, not %q", k.Scope.Value)
	}
	if k.Access.Given() && !accessible {
		l.file.Faultf(k.Access.Pos, "the access of a key is read, write or read/write, not %q", k.Access.Value)
	}
	return Rights{scope, access}, scoped && accessible
}

func notInToken(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`",;`, r) }
