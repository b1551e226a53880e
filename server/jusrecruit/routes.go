package jusrecruit

import (
	"net/http"

	"mockserver/server/provider"
)

// routes lists every route: those of the page's mapping table in its order, the page's unmapped ones beside them.
func (j *JusRecruit) routes() []provider.Route {
	get, post, put, remove := http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete
	return []provider.Route{
		{Method: get, Pattern: base + "/candidates", Permission: listCandidates, Handler: j.listCandidates, List: true, Label: mapped},
		{Method: get, Pattern: base + "/candidates/{candidateId}", Permission: fetchCandidates, Handler: j.showCandidate, Label: mapped},
		{Method: get, Pattern: base + "/candidates/{candidateId}/history", Permission: fetchCandidates, Handler: j.listHistory, List: true, Label: mapped},
		{Method: get, Pattern: base + "/candidates/{candidateId}/notes", Permission: sendNotes, Handler: j.listNotes, List: true, Label: named},
		{Method: post, Pattern: base + "/candidates/{candidateId}/notes", Permission: sendNotes, Handler: j.addNote, Label: named},
		{Method: get, Pattern: base + "/jobs", Permission: listJobs, Handler: j.listJobs, List: true, Label: mapped},
		{Method: get, Pattern: base + "/jobs/{jobId}", Permission: fetchJobs, Handler: j.showJob, Label: mapped},
		{Method: get, Pattern: base + "/jobs/{jobId}/tags", Permission: fetchTags, Handler: j.listTags, Label: mapped},
		{Method: post, Pattern: base + "/jobs/{jobId}/tags", Permission: fetchTags, Handler: j.addTags, Label: mapped},
		{Method: remove, Pattern: base + "/jobs/{jobId}/tags", Permission: fetchTags, Handler: j.removeTags, Label: mapped},
		{Method: get, Pattern: base + "/workflows", Permission: listWorkflows, Handler: j.listWorkflows, List: true, Label: mapped},
		{Method: get, Pattern: base + "/workflows/{workflowId}", Permission: fetchWorkflow, Handler: j.showWorkflow, Label: mapped},
		{Method: get, Pattern: base + "/company/info", Permission: fetchCompanyDetails, Handler: j.showCompany, Label: mapped},
		{Method: get, Pattern: base + "/company/webhooks", Permission: fetchWebhook, Handler: j.listWebhooks, List: true, Label: named},
		{Method: post, Pattern: base + "/company/webhooks", Permission: fetchWebhook, Handler: j.createWebhook, Label: named, Secrets: []string{"secret"}},
		{Method: get, Pattern: base + "/company/webhooks/{webhookId}", Permission: fetchWebhook, Handler: j.showWebhook, Label: named},
		{Method: put, Pattern: base + "/company/webhooks/{webhookId}", Permission: fetchWebhook, Handler: j.updateWebhook, Label: named, Secrets: []string{"secret"}},
		{Method: remove, Pattern: base + "/company/webhooks/{webhookId}", Permission: fetchWebhook, Handler: j.deleteWebhook, Label: named},
		{Method: get, Pattern: base + "/company/api-keys", Permission: fetchAPIKey, Handler: j.listKeys, List: true, Label: named},
		{Method: get, Pattern: base + "/company/api-keys/{apiKeyId}", Permission: fetchAPIKey, Handler: j.showKey, Label: named},
		{Method: get, Pattern: base + "/user/info", Permission: fetchUserDetails, Handler: j.showKeyOwner, Label: mapped},
		{Method: get, Pattern: base + "/user/{userId}", Permission: fetchUserDetails, Handler: j.showUser, Label: mapped},
	}
}
