package jusrecruit

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// maxNote is the greatest size of a note, in bytes (reference, Decisions).
const maxNote = 65_536

// Note is a text about a candidate.
type Note struct {
	ID, Candidate store.ObjectID
	Content       string
	CreatedBy     Actor
	CreatedAt     instant
}

// keepNote cuts where the author's name belongs.
func keepNote(n *Note) []byte {
	d := newDocument()
	d.members(noteHead{n.ID, n.Candidate, n.Content})
	d.actor(createdByMember, n.CreatedBy, authorHead{n.CreatedBy.Type, n.CreatedBy.ID})
	d.members(noteTail{n.CreatedAt})
	return d.kept()
}

func (j *JusRecruit) appendNote(tx *store.Tx, dst []byte, row *store.Row[Note]) []byte {
	return j.appendActed(tx, dst, row.Kept(), row.Value.CreatedBy)
}

func (j *JusRecruit) listNotes(r *provider.Request) (provider.Response, error) {
	id, err := pathID(r, "candidateId")
	if err != nil {
		return provider.Response{}, err
	}
	q := readQuery(r)
	p := q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err = r.Read(func(tx *store.Tx) error {
		if _, err := j.candidate(tx, id); err != nil {
			return err
		}
		notes := selection[Note]{span: j.notesByCandidate.under(tx, id)}
		body = appendPage(body, p, notes, func(dst []byte, row *store.Row[Note]) []byte { return j.appendNote(tx, dst, row) })
		return nil
	})
	return closed(body), err
}

// addNote stores a note and tells of it in the candidate's history.
func (j *JusRecruit) addNote(r *provider.Request) (provider.Response, error) {
	id, err := pathID(r, "candidateId")
	if err != nil {
		return provider.Response{}, err
	}
	content, err := readNote(r)
	if err != nil {
		return provider.Response{}, err
	}
	body := opened(r)
	err = r.Write(func(tx *store.Tx) error {
		candidate, err := j.candidate(tx, id)
		if err != nil {
			return err
		}
		note := j.writeNote(tx, &candidate.Value, candidate.Value.current().Job, content, keyActor(r.Credential))
		row, _ := j.notes.Get(tx, note.ID)
		body = j.appendNote(tx, body, row)
		return nil
	})
	return created(body), err
}

// readNote reads {"content": "…"}.
func readNote(r *provider.Request) (string, error) {
	members, err := readObject(r)
	if err != nil {
		return "", err
	}
	content, err := members.text("content")
	switch {
	case err != nil:
		return "", err
	case content == "":
		return "", invalid("content", "content is empty")
	case len(content) > maxNote:
		return "", invalid("content", "content has %d bytes; at most %d are accepted", len(content), maxNote)
	default:
		return content, nil
	}
}
