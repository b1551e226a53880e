package teamtailor

// users are the company's own people, recruiters among them.
func (t *Teamtailor) users() *resource {
	return &resource{
		name: "users", heading: "Users", one: "user", scope: Public, listed: true,
		attributes: []attribute{
			{name: "description", kind: text, initial: ""},
			{name: "email", kind: text, fold: true},
			{name: "facebook-profile", kind: text, initial: ""},
			{name: "google-profile", kind: text, initial: ""},
			{name: "hide-email", kind: boolean, initial: false},
			{name: "instagram-profile", kind: text, initial: ""},
			{name: "linkedin-profile", kind: text, initial: ""},
			{name: "name", kind: text},
			{name: "other-profile", kind: text, initial: ""},
			{name: "phone", kind: text, initial: ""},
			{name: "picture", kind: picture},
			{name: "role", kind: text, initial: "user", words: []string{"no_access", "user", "recruiter", "admin"}},
			{name: "title", kind: text, initial: ""},
			{name: "twitter-profile", kind: text, initial: ""},
			{name: "username", kind: text},
			{name: "visible", kind: boolean, initial: true},
		},
		relations: []relation{
			{name: "department", target: "departments"},
			{name: "location", target: "locations"},
		},
		filters: []filter{
			{name: "email", fold: true},
			{name: "department"},
		},
	}
}
