package jusrecruit

import (
	"math/bits"
	"slices"
	"strings"
)

// The permissions of an API key (page, "API Key Permissions").
const (
	listCandidates      = "LIST_CANDIDATES"
	fetchCandidates     = "FETCH_CANDIDATES"
	sendNotes           = "SEND_NOTES"
	listJobs            = "LIST_JOBS"
	fetchJobs           = "FETCH_JOBS"
	fetchTags           = "FETCH_TAGS"
	listWorkflows       = "LIST_WORKFLOWS"
	fetchWorkflow       = "FETCH_WORKFLOW"
	fetchCompanyDetails = "FETCH_COMPANY_DETAILS"
	fetchWebhook        = "FETCH_WEBHOOK"
	fetchAPIKey         = "FETCH_API_KEY" //nolint:gosec // the name of a permission, no secret
	fetchUserDetails    = "FETCH_USER_DETAILS"
)

const permissionCount = 12

// allPermissions lists them in the order of the page.
func allPermissions() [permissionCount]string {
	return [...]string{
		listCandidates, fetchCandidates, sendNotes, listJobs, fetchJobs, fetchTags,
		listWorkflows, fetchWorkflow, fetchCompanyDetails, fetchWebhook, fetchAPIKey, fetchUserDetails,
	}
}

// permissions is a set of permissions, one bit each.
type permissions uint16

// with adds a permission, false when none has that name.
func (p permissions) with(name string) (permissions, bool) {
	all := allPermissions()
	i := slices.Index(all[:], name)
	if i < 0 {
		return p, false
	}
	return p | 1<<i, true
}

func (p permissions) has(name string) bool {
	with, ok := p.with(name)
	return ok && with == p
}

// names lists the permissions in the order of the page.
func (p permissions) names() []string {
	names := make([]string, 0, bits.OnesCount16(uint16(p)))
	for i, name := range allPermissions() {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String says the set in words.
func (p permissions) String() string {
	switch names := p.names(); len(names) {
	case 0:
		return "no permission"
	case permissionCount:
		return "all permissions"
	default:
		return strings.Join(names, ", ")
	}
}
