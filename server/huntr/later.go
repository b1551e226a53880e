package huntr

import "mockserver/server/provider"

// laterRoutes lists the routes that the vendor's page has since 2018, by the history of its documentation; for
// X-Mock-Reason alone. This file can go when the current edition is imitated.
func laterRoutes() []provider.Later {
	return []provider.Later{
		{Methods: "POST", Pattern: "/organization-invitations", Since: "2020-03-12"},
		{Methods: "GET", Pattern: "/organization-invitations", Since: "2020-05-19"},
		{Methods: "GET", Pattern: "/activities", Since: "2020-05-04"},
		{Methods: "GET", Pattern: "/activity-categories", Since: "2020-05-04"},
		{Methods: "GET", Pattern: "/actions", Since: "2020-05-04"},
		{Methods: "GET POST", Pattern: "/member-fields", Since: "2020-05-19"},
		{Methods: "PUT", Pattern: "/members/{id}/member-fields/{id}", Since: "2020-05-19"},
		{Methods: "GET", Pattern: "/board-templates", Since: "2020-05-19"},
		{Methods: "GET", Pattern: "/job-posts", Since: "2021-02-25"},
		{Methods: "GET", Pattern: "/job-posts/{id}", Since: "2021-02-25"},
		{Methods: "POST", Pattern: "/job-posts", Since: "2021-03-04"},
		{Methods: "POST", Pattern: "/job-posts/send-to-members", Since: "2022-12-07"},
		{Methods: "GET POST", Pattern: "/tags", Since: "2022-11-29"},
		{Methods: "GET", Pattern: "/goals", Since: "2023-04-05"},
		{Methods: "GET", Pattern: "/goals/{id}", Since: "2023-04-05"},
		{Methods: "POST", Pattern: "/goals/{id}/enrollments", Since: "2023-04-05"},
		{Methods: "GET", Pattern: "/advisors", Since: "2023-07-24"},
		{Methods: "GET POST", Pattern: "/notes/members", Since: "2023-10-19"},
		{Methods: "DELETE", Pattern: "/notes/members/note/{id}", Since: "2023-10-19"},
		{Methods: "GET", Pattern: "/member-groups", Since: "2024-04-11"},
		{Methods: "GET", Pattern: "/candidates", Since: "2024-12-09"},
		{Methods: "GET", Pattern: "/candidates/{id}", Since: "2024-12-09"},
		{Methods: "GET", Pattern: "/candidates/{id}/action-metrics", Since: "2024-12-09"},
	}
}
