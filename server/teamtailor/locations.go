package teamtailor

import "fmt"

// locations are where the company is.
func (t *Teamtailor) locations() *resource {
	return &resource{
		name: "locations", heading: "Locations", one: "location", scope: Public, listed: true,
		attributes: []attribute{
			{name: "address", kind: text, initial: ""},
			{name: "city", kind: text, initial: ""},
			{name: "country", kind: text, initial: ""},
			{name: "email", kind: text, initial: ""},
			{name: "headquarters", kind: boolean, initial: false},
			{name: "lat", kind: text},
			{name: "long", kind: text},
			{name: "name", kind: text, initial: ""},
			{name: "phone", kind: text, initial: ""},
			{name: "zip", kind: text, initial: ""},
		},
		once: &once{of: headquartersOf, message: headquartersTwice},
	}
}

func headquartersOf(c *change) any {
	if c.get("headquarters") == true {
		return true
	}
	return nil
}

func headquartersTwice(_ any, id int64, _ int) string {
	return fmt.Sprintf("a company has one headquarters, and the location %d is it", id)
}
