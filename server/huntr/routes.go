package huntr

import (
	"net/http"

	"mockserver/server/provider"
)

// routes lists every route, in the order of the vendor's page.
func (h *Huntr) routes() []provider.Route {
	return []provider.Route{
		{Method: http.MethodGet, Pattern: "/org/members", Handler: h.listMembers, List: true, Label: page("List Members")},
		{Method: http.MethodGet, Pattern: "/org/members/{id}", Handler: h.showMember, Label: page("Retrieve a Member")},
		{Method: http.MethodGet, Pattern: "/org/jobs", Handler: h.listJobs, List: true, Label: page("List Jobs")},
		{Method: http.MethodGet, Pattern: "/org/jobs/{id}", Handler: h.showJob, Label: page("Retrieve a Job")},
		{Method: http.MethodGet, Pattern: "/org/events", Handler: h.listEvents, List: true, Label: page("List Events")},
		{Method: http.MethodGet, Pattern: "/org/employers", Handler: h.listEmployers, List: true, Label: page("List Employers")},
	}
}

// page labels what the vendor's page of June 2018 documents under a heading.
func page(heading string) provider.Label {
	return provider.Label{Evidence: provider.Documented, Source: `Organization API page of 2018-06-06, "` + heading + `"`}
}
