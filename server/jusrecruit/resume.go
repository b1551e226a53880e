package jusrecruit

import (
	"cmp"
	"strings"

	"mockserver/server/provider"
	"mockserver/server/resume"
	"mockserver/store"
)

// resumeURL returns where a candidate's résumé is: at the URL that the seed gives, or at a link of the mock's own, which is
// null when nobody knows the origin of links, as in events.
func resumeURL(tx *store.Tx, c *Candidate, origin string) optional {
	switch {
	case c.ResumeURL != resume.Generated:
		return optional(c.ResumeURL)
	case origin == "":
		return ""
	default:
		return optional(resume.URL(origin, tx.Sandbox().Name(), name, c.ID.String(), tx.Now()))
	}
}

// resumeOf returns the name of a candidate whose résumé is the mock's own; see provider.Provider.Resume.
func (j *JusRecruit) resumeOf(tx *store.Tx, candidate string) (called string, ok bool) {
	id, err := store.ParseObjectID(candidate)
	if err != nil {
		return "", false
	}
	row, found := j.candidates.Get(tx, id)
	if !found {
		return "", false
	}
	return row.Value.fullName(), row.Value.ResumeURL == resume.Generated
}

// origin returns the scheme and host of the links of an answer.
func (j *JusRecruit) origin(r *provider.Request) string {
	return cmp.Or(j.publicURL(), provider.Origin(r.HTTP))
}

func (j *JusRecruit) publicURL() string { return strings.TrimSuffix(j.settings.PublicURL, "/") }
