package jusrecruit

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// Actor is who did something. The zero actor is nobody: the vendor's own machinery.
type Actor struct {
	Type string
	ID   store.ObjectID
	Name string // only of a key: the names of users and candidates are joined when they are read
}

// The types of actors (inferred).
const (
	actorUser      = "USER"
	actorKey       = "API_KEY"
	actorCandidate = "CANDIDATE"
)

func actorTypes() []string { return []string{actorUser, actorKey, actorCandidate} }

// keyActor is the key that makes a request.
func keyActor(credential *store.Credential) Actor {
	return Actor{Type: actorKey, ID: keyOf(credential).ID, Name: credential.Name}
}

// actor appends a member that tells who did something, null for nobody. It cuts where the name belongs.
func (d *document) actor(member string, a Actor, head any) {
	d.member(member)
	if a.Type == "" {
		d.bytes = append(d.bytes, "null"...)
		return
	}
	d.object(func() {
		d.members(head)
		d.gap(actorNameMember)
	})
}

// appendActed writes the last pieces of a document, with the name of the actor between them.
func (j *JusRecruit) appendActed(tx *store.Tx, dst, pieces []byte, a Actor) []byte {
	piece, rest := next(pieces)
	dst = append(dst, piece...)
	if a.Type == "" {
		return dst
	}
	dst = provider.AppendString(dst, j.actorName(tx, a))
	piece, _ = next(rest)
	return append(dst, piece...)
}

func (j *JusRecruit) actorName(tx *store.Tx, a Actor) string {
	switch a.Type {
	case actorUser:
		if row, ok := j.users.Get(tx, a.ID); ok {
			return row.Value.fullName()
		}
	case actorCandidate:
		if row, ok := j.candidates.Get(tx, a.ID); ok {
			return row.Value.fullName()
		}
	}
	return a.Name
}
