package server

import (
	"net/http"
	"slices"
	"strconv"

	"mockserver/server/provider"
	"mockserver/server/resume"
	"mockserver/store"
)

// resume serves the file that a candidate's link leads to. It asks for no credential: the link itself is the right to read, as
// long as it holds.
func (s *Server) resume(w http.ResponseWriter, r *http.Request, _ params) {
	link, ok := resume.Parse(r.URL)
	if !ok {
		s.problem(w, r, http.StatusForbidden, "the signature is not of this link: take the link of the candidate as it is, with its query")
		return
	}
	sandbox, err := s.store.Sandbox(link.Sandbox)
	if err != nil {
		s.problem(w, r, http.StatusNotFound, "no sandbox is called "+strconv.Quote(link.Sandbox))
		return
	}
	now := sandbox.Clock().Now()
	if link.Expired(now) {
		s.problem(w, r, http.StatusForbidden, "the link held until "+link.Expires.UTC().Format(clockFormat)+", and the clock of the sandbox says "+now.UTC().Format(clockFormat)+": read the candidate again")
		return
	}
	name, found := s.resumeOf(sandbox, link)
	if !found {
		s.problem(w, r, http.StatusNotFound, "no candidate "+strconv.Quote(link.Candidate)+" of "+link.Provider+" has a résumé that the mock serves")
		return
	}
	s.logged(r, http.StatusOK)
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Cache-Control", "private, max-age=0")
	_, _ = w.Write(resume.PDF(name)) // a client that went away is no concern of the mock
}

// clockFormat is RFC 3339 with milliseconds, the precision of a link.
const clockFormat = "2006-01-02T15:04:05.000Z07:00"

// resumeOf returns the name of the candidate that a link leads to.
func (s *Server) resumeOf(sandbox *store.Sandbox, link resume.Link) (name string, found bool) {
	i := slices.IndexFunc(s.providers, func(p *provider.Provider) bool { return p.Name == link.Provider && p.Resume != nil })
	if i < 0 {
		return "", false
	}
	_ = sandbox.Read(sandbox.Clock().Now(), func(tx *store.Tx) error {
		name, found = s.providers[i].Resume(tx, link.Candidate)
		return nil
	})
	return name, found
}
