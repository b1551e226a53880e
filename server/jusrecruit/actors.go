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

// appendActor writes who did something, with or without what kind of actor it is.
func (j *JusRecruit) appendActor(tx *store.Tx, dst []byte, a Actor, withType bool) []byte {
	if a.Type == "" {
		return append(dst, "null"...)
	}
	document := actorReference{ID: a.ID, Name: j.actorName(tx, a)}
	if withType {
		document.Type = a.Type
	}
	return append(dst, provider.JSON(document)...)
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
