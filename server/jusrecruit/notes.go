package jusrecruit

import (
	"slices"
	"strings"

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
	id := readPathID(r, "candidateId")
	q := readQuery(r)
	p := q.pageOf(maxLimit)
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		if _, err := j.candidate(tx, id); err != nil {
			return err
		}
		notes := selection[Note]{span: j.notesByCandidate.under(tx, id.ObjectID)}
		body = appendPage(body, p, notes, func(dst []byte, row *store.Row[Note]) []byte { return j.appendNote(tx, dst, row) })
		return nil
	})
	return closed(body), err
}

// addNote stores a note and tells of it in the candidate's history.
func (j *JusRecruit) addNote(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "candidateId")
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

// noteMembers are what a note's text may be called, the first one given counts. The vendor's own word is unknown; each is
// that of a comparable API: note of Ashby, text of Comeet, body of Greenhouse and Workable, value of Lever.
func noteMembers() []string { return []string{"content", "note", "text", "body", "value"} }

// readNote reads {"content": "…"}.
func readNote(r *provider.Request) (string, error) {
	members, err := readObject(r)
	if err != nil {
		return "", err
	}
	names := noteMembers()
	given := slices.IndexFunc(names, members.has)
	if given < 0 {
		return "", members.missing("content", "a text (it may also be called "+strings.Join(names[1:], ", ")+")")
	}
	name := names[given]
	content, err := members.text(name)
	switch {
	case err != nil:
		return "", err
	case content == "":
		return "", invalid(name, "%s is empty", name)
	case len(content) > maxNote:
		return "", invalid(name, "%s has %d bytes; at most %d are accepted", name, len(content), maxNote)
	default:
		return content, nil
	}
}
