package teamtailor

// departments are the parts of the company, in an order of their own.
func (t *Teamtailor) departments() *resource {
	return &resource{
		name: "departments", heading: "Departments", one: "department", scope: Public, listed: true,
		attributes: []attribute{
			{name: "name", kind: text},
			{name: "people-headline", kind: text, initial: ""},
			{name: "people-text", kind: text, initial: ""},
			{name: "row-order", kind: integer},
			{name: "headline", kind: text},
			{name: "text", kind: text},
			{name: "pictures", kind: pictures, initial: []string{}},
		},
		relations: []relation{
			{name: "roles", target: "roles", many: true, inverse: "department"},
		},
		order: []criterion{{name: "row-order"}},
	}
}
