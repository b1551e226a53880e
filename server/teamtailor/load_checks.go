package teamtailor

import (
	"strings"

	"mockserver/seeds"
	"mockserver/store"
)

// checkAll looks for what the rules of the API would not let a client write.
func (l *loader) checkAll() {
	pairs, answers, addresses := map[[2]int64]seeds.Pos{}, map[[2]int64]seeds.Pos{}, map[any]seeds.Pos{}
	var headquarters *draft
	for _, d := range l.drafts {
		c := &change{document: l.document, res: d.res, record: l.put(d)}
		switch d.res.name {
		case "job-applications":
			l.once(d, pairs, [2]int64{c.record.One[0], c.record.One[1]}, "the candidate has applied for the job already")
		case "answers":
			l.once(d, answers, [2]int64{c.record.One[0], c.record.One[1]}, "the candidate has answered the question already")
		case "candidates":
			if first, twice := addresses[c.get("email")]; twice && c.text("email") != "" {
				l.file.Warnf(d.node.Pos(), "the e-mail address %q is given twice, first in line %d; the API takes each once", c.text("email"), first.Line)
			} else {
				addresses[c.get("email")] = d.node.Pos()
			}
		case "locations":
			if c.get("headquarters") == true {
				if headquarters != nil {
					l.file.Faultf(d.node.Pos(), "a company has one headquarters, and the location %d is it", headquarters.id)
				}
				headquarters = d
			}
		}
	}
}

func (l *loader) put(d *draft) Record {
	one, ok := d.res.table.Get(l.tx, d.id)
	if !ok {
		return d.res.newRecord()
	}
	return one.Value
}

func (l *loader) once(d *draft, seen map[[2]int64]seeds.Pos, pair [2]int64, message string) {
	if pair[0] == 0 || pair[1] == 0 {
		return // said already
	}
	if first, twice := seen[pair]; twice {
		l.file.Faultf(d.node.Pos(), "%s, in line %d", message, first.Line)
		return
	}
	seen[pair] = d.node.Pos()
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
	scopes := map[string]Scope{"public": Public, "internal": Internal, "admin": Admin}
	accesses := map[string]Access{"read": Read, "write": Write, "read/write": ReadWrite, "read-write": ReadWrite}
	rights := Rights{scopes[k.Scope.Value], accesses[k.Access.Value]}
	if k.Scope.Given() && rights.Scope == 0 {
		l.file.Faultf(k.Scope.Pos, "the scope of a key is public, internal or admin, not %q", k.Scope.Value)
	}
	if k.Access.Given() && rights.Access == "" {
		l.file.Faultf(k.Access.Pos, "the access of a key is read, write or read/write, not %q", k.Access.Value)
	}
	return rights, rights.Scope != 0 && rights.Access != ""
}

func notInToken(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`",;`, r) }
