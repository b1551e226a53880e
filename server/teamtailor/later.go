package teamtailor

import (
	"slices"
	"strings"

	"mockserver/server/provider"
)

// later is what the vendor's own pages, fixtures and clients show of its API after March 2017, for X-Mock-Reason alone.
// A date is that of the vendor's changelog or documentation, a year that of the first client seen with it (observed).
// This file can go when the current edition is imitated.
type later struct{ resource, kind, names, since string }

const (
	laterAttribute = "attribute"
	laterRelation  = "relation"
	laterFilter    = "filter"
)

func laterFields() []later { return slices.Concat(laterFieldsToI(), laterFieldsFromJ()) }

// laterFieldsToI lists the resources of answers to interviews.
func laterFieldsToI() []later {
	return []later{
		{"answers", laterAttribute, "number date question-type answer created-at", "2018 or later"},
		{"answers", laterRelation, "picked-question", "2018-05-11"},
		{"candidates", laterAttribute, "set-consent-expiration", "2019-01-09"},
		{"candidates", laterAttribute, "send-welcome-message", "2019-03-22"},
		{"candidates", laterAttribute, "referred", "2019-07-03"},
		{"candidates", laterAttribute, "original-resume", "2020-11-30"},
		{"candidates", laterAttribute, "internal restricted-at", "2022"},
		{"candidates", laterAttribute, "consent-future-jobs-at consent-given-future-jobs", "2024"},
		{"candidates", laterAttribute, "resume-summary", "2025"},
		{"candidates", laterAttribute, "profile-url", "2026"},
		{"candidates", laterRelation, "locations", "2018-01-25"},
		{"candidates", laterRelation, "uploads", "2018-02-13"},
		{"candidates", laterRelation, "activities", "2019-08-07"},
		{"candidates", laterRelation, "partner-results", "2019-08-08"},
		{"candidates", laterRelation, "custom-field-values", "2019-09-10"},
		{"candidates", laterRelation, "regions", "2020-07-20"},
		{"candidates", laterRelation, "nps-responses", "2024"},
		{"candidates", laterRelation, "division form-answers onboardings", "2025"},
		{"candidates", laterFilter, "connected department role", "2018-02-13"},
		{"candidates", laterFilter, "locations regions division phone created-at updated-at", "2018 or later"},
		{"departments", laterRelation, "teams", "2020-05-12"},
		{"departments", laterRelation, "manager", "2024"},
	}
}

// laterFieldsFromJ lists the others, jobs first.
func laterFieldsFromJ() []later {
	return []later{
		{"jobs", laterAttribute, "internal", "2017-05-15"},
		{"jobs", laterAttribute, "apply-button-text", "2017-09-06"},
		{"jobs", laterAttribute, "tags", "2017-10-31"},
		{"jobs", laterAttribute, "external-application-url", "2018-04-04"},
		{"jobs", laterAttribute, "name-requirement resume-requirement cover-letter-requirement phone-requirement", "2018-05-11"},
		{"jobs", laterAttribute, "created-at", "2018-07-17"},
		{"jobs", laterAttribute, "pitch", "2019-04-15"},
		{"jobs", laterAttribute, "mailbox", "2019-07-11"},
		{"jobs", laterAttribute, "remote-status", "2020-10-06"},
		{"jobs", laterAttribute, "updated-at language-code employment-type employment-level salary-time-unit min-salary max-salary currency recruiter-email sharing-image-layout", "2022"},
		{"jobs", laterAttribute, "internal-name", "2023"},
		{"jobs", laterAttribute, "additional-files-requirement candidate-location-requirement", "2024"},
		{"jobs", laterAttribute, "template-name", "2025"},
		{"jobs", laterRelation, "colleagues", "2018-04-05"},
		{"jobs", laterRelation, "team-memberships", "2018-04-19"},
		{"jobs", laterRelation, "picked-questions", "2018-05-11"},
		{"jobs", laterRelation, "locations", "2019-05-17"},
		{"jobs", laterRelation, "activities", "2019-08-07"},
		{"jobs", laterRelation, "custom-fields custom-field-values", "2019-09-10"},
		{"jobs", laterRelation, "requisition", "2019-11-14"},
		{"jobs", laterRelation, "regions", "2020-07-20"},
		{"jobs", laterRelation, "team", "2024"},
		{"jobs", laterRelation, "division", "2025"},
		{"jobs", laterFilter, "feed", "2017-05-15"},
		{"jobs", laterFilter, "locations regions created-at updated-at", "2019 or later"},
		{"job-applications", laterAttribute, "send-default-reply", "2018-05-31"},
		{"job-applications", laterAttribute, "send-user-notifications", "2019-02-25"},
		{"job-applications", laterAttribute, "row-order row-order-position", "2022"},
		{"job-applications", laterRelation, "reject-reason", "2020-01-28"},
		{"job-applications", laterRelation, "nps-responses", "2024"},
		{"job-applications", laterFilter, "created-at updated-at changed-stage-at job stage", "2018 or later"},
		{"locations", laterRelation, "teams", "2024"},
		{"questions", laterAttribute, "description", "2024"},
		{"roles", laterRelation, "teams", "2020-05-12"},
		{"stages", laterAttribute, "row-order", "2019-07-15"},
		{"stages", laterAttribute, "active-job-applications-count rejected-job-applications-count", "2019 or later"},
		{"stages", laterAttribute, "legacy-stage-type-name", "2024"},
		{"stages", laterRelation, "triggers", "2019-05-06"},
		{"stages", laterRelation, "job-applications", "2019 or later"},
		{"stages", laterRelation, "stage-type", "2024"},
		{"stages", laterFilter, "job stage-type", "2019 or later"},
		{"users", laterAttribute, "login-email", "2019-06-18"},
		{"users", laterAttribute, "signature", "2019-11-14"},
		{"users", laterAttribute, "external-id", "2020-05-13"},
		{"users", laterAttribute, "role-addons", "2024"},
		{"users", laterRelation, "team-memberships", "2018-04-19"},
		{"users", laterRelation, "jobs", "2019-03-07"},
		{"users", laterRelation, "activities", "2019-08-07"},
		{"users", laterRelation, "teams", "2020-05-12"},
		{"users", laterRelation, "notification-settings", "2024"},
		{"users", laterFilter, "email", "2018-01-25"},
		{"users", laterFilter, "department external-id", "2018 or later"},
	}
}

// laterRoutes lists the types that came after 2017, and the routes that types of 2017 got since.
func laterRoutes() []provider.Later {
	routes := []provider.Later{
		{Methods: "POST", Pattern: "/users", Since: "2018-01-16"},
		{Methods: "PATCH PUT", Pattern: "/users/{id}", Since: "2018-01-16"},
		{Methods: "DELETE", Pattern: "/users/{id}", Since: "2018-05-30"},
		{Methods: "POST", Pattern: "/departments", Since: "2018-08-21"},
		{Methods: "PATCH PUT DELETE", Pattern: "/departments/{id}", Since: "2018-08-21"},
		{Methods: "PATCH PUT", Pattern: "/answers/{id}", Since: "2018-09-18"},
		{Methods: "POST", Pattern: "/locations", Since: "2018-12-13"},
		{Methods: "PATCH PUT DELETE", Pattern: "/locations/{id}", Since: "2018-12-13"},
		{Methods: "POST", Pattern: "/roles", Since: "2020-05-08"},
		{Methods: "PATCH PUT DELETE", Pattern: "/roles/{id}", Since: "2020-05-08"},
	}
	for _, added := range []struct{ types, since string }{
		{"uploads", "2018-02-13"},
		{"team-memberships", "2018-04-19"},
		{"picked-questions", "2018-05-11"},
		{"company", "2019-04-23"},
		{"triggers", "2019-05-06"},
		{"todos", "2019-07-31"},
		{"activities", "2019-08-07"},
		{"partner-results", "2019-08-08"},
		{"referrals", "2019-08-09"},
		{"custom-fields custom-field-values", "2019-09-10"},
		{"requisitions requisition-step-verdicts", "2019-11-14"},
		{"audit-events", "2020-01-27"},
		{"reject-reasons", "2020-01-29"},
		{"teams", "2020-05-12"},
		{"notes regions", "2020-07-20"},
		{"custom-field-selects custom-field-options", "2020-10-29"},
		{"files", "2021"},
		{"job-offers", "2023"},
		{"nps-responses stage-types", "2024"},
		{"divisions", "2025"},
		{"interviews", "2026 or before"},
	} {
		for name := range strings.FieldsSeq(added.types) {
			routes = append(routes, provider.Later{Pattern: "/" + name + "/...", Since: added.since})
		}
	}
	for _, field := range laterFields() {
		if field.kind != laterRelation {
			continue
		}
		for name := range strings.FieldsSeq(field.names) {
			one := "/" + field.resource + "/{id}/"
			routes = append(routes, provider.Later{Pattern: one + name, Since: field.since}, provider.Later{Pattern: one + "relationships/" + name, Since: field.since})
		}
	}
	return routes
}

// later adds to a problem's reason that the vendor has the field since a date, if it does.
func (p problem) later(res *resource, name string, kinds ...string) problem {
	for _, field := range laterFields() {
		if field.resource == res.name && slices.Contains(kinds, field.kind) && slices.Contains(strings.Fields(field.names), dashed(name)) {
			p.reason += provider.LaterNote(field.since)
			break
		}
	}
	return p
}
