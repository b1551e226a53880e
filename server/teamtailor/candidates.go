package teamtailor

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// candidates are the people who applied, were sourced or connected.
func (t *Teamtailor) candidates() *resource {
	return &resource{
		name: "candidates", heading: "Candidates", one: "candidate", scope: Admin, listed: true, creates: true, updates: true,
		attributes: []attribute{
			{name: "connected", kind: boolean, initial: false},
			{name: "created-at", kind: date, access: ignored},
			{name: "email", kind: text, fold: true},
			{name: "facebook-id", kind: text},
			{name: "first-name", kind: text},
			{name: "last-name", kind: text},
			{name: "linkedin-uid", kind: text},
			{name: "linkedin-url", kind: text},
			{name: "phone", kind: text},
			{name: "picture", kind: text},
			{name: "pitch", kind: text},
			{name: "referring-site", kind: text, access: readOnly},
			{name: "referring-url", kind: text},
			{name: "resume", kind: text, fetched: true},
			{name: "sourced", kind: boolean, initial: false},
			{name: "unsubscribed", kind: boolean, initial: false},
			{name: "updated-at", kind: date, access: ignored},
			{name: "facebook-profile", kind: text, access: readOnly},
			{name: "linkedin-profile", kind: text, access: readOnly},
			{name: "tags", kind: texts, initial: []string{}},
			{name: "merge", kind: boolean, access: writeOnly},
		},
		relations: []relation{
			{name: "department", target: "departments"},
			{name: "role", target: "roles"},
			{name: "job-applications", target: "job-applications", many: true, inverse: "candidate"},
			{name: "questions", target: "questions", many: true, through: &through{over: "answers", from: "candidate", onto: "question"}},
			{name: "answers", target: "answers", many: true, inverse: "candidate"},
		},
		filters: []filter{
			{name: "email", fold: true},
			{name: "department"},
			{name: "role"},
			{name: "connected"},
			{name: "created-at", ranged: true},
			{name: "updated-at", ranged: true},
		},
		twin: mergeTwin, settle: settleCandidate,
		told: &told{
			name: "candidate",
			watched: []string{
				"email", "first-name", "last-name", "phone", "pitch", "linkedin-url", "picture", "referring-site", "referring-url",
			},
		},
		once: &once{of: emailOf, message: emailTwice, tolerated: true},
	}
}

func emailOf(c *change) any {
	if email := c.text("email"); email != "" {
		return email
	}
	return nil
}

func emailTwice(email any, _ int64, line int) string {
	return fmt.Sprintf("the e-mail address %q is given twice, first in line %d; the API takes each once", email, line)
}

// maxPitch is the documented length; whether the vendor refuses or cuts a longer pitch is not known.
const maxPitch = 140

// settleCandidate: the e-mail is unique, and required unless the candidate was sourced (later pages of the vendor,
// "Create candidate"; the words are those of its clients' tests).
func settleCandidate(c *change) {
	email := c.text("email")
	switch {
	case email == "" && c.get("sourced") != true:
		c.invalid("email", "can't be blank")
	case email == "":
	case !strings.Contains(strings.Trim(email, "@"), "@") || strings.ContainsAny(email, " \t\n"):
		c.invalid("email", "is invalid")
	case c.changed("email") && c.emailTaken(email):
		c.invalid("email", "has already been taken")
	}
	if utf8.RuneCountInString(c.text("pitch")) > maxPitch {
		c.invalid("pitch", "is too long (maximum is 140 characters)")
	}
	for _, flag := range []string{"connected", "sourced", "unsubscribed"} {
		if c.get(flag) == nil {
			c.set(flag, false)
		}
	}
	c.stampReferrer()
	c.stampTimes()
}

func (c *change) emailTaken(email string) bool {
	twin, ok := c.withEmail(email)
	return ok && twin.ID != c.record.ID
}

// withEmail finds the candidate with an e-mail address. Addresses are stored in lower case.
func (c *change) withEmail(email string) (*Record, bool) {
	for other := range c.res.indexes[c.res.mustColumn("email")].Of(c.tx, key{text: email}).Forward(0) {
		return &other.Value, true
	}
	return nil, false
}

// mergeTwin: a create with `merge` means the candidate with that e-mail, if there is one (Teamtailor page, "Create
// candidate"). The library's create answers 201 all the same (inferred).
func mergeTwin(c *change) (*Record, bool) {
	if c.get("merge") != true || c.text("email") == "" {
		return nil, false
	}
	return c.withEmail(c.text("email"))
}
