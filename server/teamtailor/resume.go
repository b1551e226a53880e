package teamtailor

import (
	"errors"
	"net/url"
	"strings"

	"mockserver/server/provider"
	"mockserver/server/resume"
	"mockserver/store"
)

// ownFile is the value of an attribute whose file the mock serves itself: documents print a link to it.
type ownFile struct{}

// appendAttribute appends the value of an attribute as it is now. origin is the scheme and host of links, empty when nobody
// knows it, as in events: then a link is null.
func (d *document) appendAttribute(dst []byte, res *resource, record *Record, i int, origin string) []byte {
	value := res.value(record, i, d.now)
	if value != any(ownFile{}) {
		return d.appendValue(dst, res.attributes[i].kind, value)
	}
	if origin == "" {
		return append(dst, "null"...)
	}
	return provider.AppendString(dst, resume.URL(origin, d.tx.Sandbox().Name(), "teamtailor", recordIDText(record), d.now))
}

// resumeOf returns the name of a candidate whose résumé is the mock's own; see provider.Provider.Resume.
func (t *Teamtailor) resumeOf(tx *store.Tx, candidate string) (name string, ok bool) {
	res := t.resource("candidates")
	id, valid := positiveID(candidate)
	row, found := res.table.Get(tx, id)
	if !valid || !found {
		return "", false
	}
	c := &change{document: &document{Teamtailor: t, tx: tx}, res: res, record: row.Value}
	return strings.TrimSpace(c.text("first-name") + " " + c.text("last-name")), c.get("resume") == any(ownFile{})
}

// fetch looks whether a document is there. One of the mock's own is looked up, not called.
func (t *Teamtailor) fetch(r *provider.Request, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return t.fetcher.fetch(r.HTTP.Context(), address)
	}
	link, own := resume.Parse(u)
	if !own || link.Sandbox != r.Sandbox.Name() || link.Provider != "teamtailor" {
		return t.fetcher.fetch(r.HTTP.Context(), address)
	}
	if link.Expired(r.Now) {
		return errors.New("the link of the mock has expired")
	}
	return r.Read(func(tx *store.Tx) error {
		if _, there := t.resumeOf(tx, link.Candidate); !there {
			return errors.New("the mock serves no resume of the candidate " + link.Candidate)
		}
		return nil
	})
}
