package teamtailor

// roles are what people do in a department. The page lists them department by department.
func (t *Teamtailor) roles() *resource {
	return &resource{
		name: "roles", heading: "Roles", one: "role", scope: Public, listed: true,
		attributes: []attribute{
			{name: "name", kind: text},
		},
		relations: []relation{
			{name: "department", target: "departments"},
		},
		order: []criterion{{via: "department", name: "row-order"}},
	}
}
