package huntr

import (
	"net/http"
	"slices"

	"mockserver/server/plain"
	"mockserver/server/provider"
)

// routes lists every route, in the order of the vendor's page.
func (h *Huntr) routes() []provider.Route {
	return slices.Concat(h.memberRoutes(), h.jobRoutes(), h.eventRoutes(), h.employerRoutes())
}

// list is a route that answers a page of a list, documented under a heading of the page.
func list(pattern string, handler provider.Handler, heading string) provider.Route {
	return provider.Route{Method: http.MethodGet, Pattern: pattern, Handler: handler, List: true, Label: page(heading)}
}

// show is a route that answers one record.
func show(pattern string, handler provider.Handler, heading string) provider.Route {
	return provider.Route{Method: http.MethodGet, Pattern: pattern, Handler: handler, Label: page(heading)}
}

// page labels what the vendor's page of June 2018 documents under a heading.
func page(heading string) provider.Label {
	return provider.Label{Evidence: provider.Documented, Source: `Organization API page of 2018-06-06, "` + heading + `"`}
}

// The bounds of a page.
const (
	defaultLimit      = 100 // page, "Query Parameters"
	documentedMaximum = 500 // since January 2021 (reference, A2)
)

// newManner is how Huntr answers lists and single records. The cursor is a bound, not a look-up, so it need not exist
// (reference, A2).
func (h *Huntr) newManner() *plain.Manner {
	settings := func(r *provider.Request) *Settings {
		return provider.SettingsOf(r.Sandbox.Settings("huntr"), &h.settings)
	}
	return &plain.Manner{
		ContentType: contentType, Cursor: cursor, Refuse: invalid, BadID: badPath, Missing: notFound,
		Limit: func(q *plain.Query, r *provider.Request) int {
			most, standard := settings(r).MaxLimit, defaultLimit
			if most > 0 {
				standard = min(standard, most)
			}
			return q.Number("limit", standard, most, " (setting huntr.max_limit)")
		},
		Next: func(r *provider.Request) plain.LastPage {
			return map[LastPageNext]plain.LastPage{NextAlways: plain.LastID, NextExact: plain.Absent, NextNull: plain.NullNext}[settings(r).LastPageNext]
		},
	}
}
