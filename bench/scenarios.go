package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// scenario is one request that both programs are loaded with.
type scenario struct {
	provider string
	name     string
	path     string // {id} stands for the value that id finds
	id       lookup
	headers  []string
	target   float64 // the least ratio of CPU per request, baseline to ours; 0 for none
}

// lookup finds a value in a JSON document of the mock: the names and numbers on the way to it, with dots between.
type lookup struct{ path, value string }

// scenarios is the one table of what is measured.
func scenarios() []scenario {
	huntr := []string{"Authorization: Bearer bench-huntr-token", "Accept: application/json"}
	members, jobs := lookup{"/org/members?limit=100", "data.50.id"}, lookup{"/org/jobs?limit=100", "data.50.id"}
	owner := lookup{"/org/jobs?limit=100", "data.50.member.id"}
	teamtailor := []string{"Authorization: Token token=bench-teamtailor-key", "X-Api-Version: 20161108", "Accept: application/vnd.api+json"}
	ad := lookup{"/v1/jobs?page[size]=30", "data.15.id"}
	const integration = "/api/v1/integration"
	jusrecruit := []string{"Authorization: Bearer " + jusrecruitKey, "Accept: application/json"}
	candidates, vacancy := lookup{integration + "/candidates?limit=100", "data.50.id"}, lookup{integration + "/candidates?limit=100", "data.50.jobId"}
	return []scenario{
		{provider: "huntr", name: "list of 100 members", path: "/org/members?limit=100", headers: huntr, target: 0.6},
		{provider: "huntr", name: "one member", path: "/org/members/{id}", id: members, headers: huntr, target: 0.5},
		{provider: "huntr", name: "list of 100 jobs", path: "/org/jobs?limit=100", headers: huntr},
		{provider: "huntr", name: "one job", path: "/org/jobs/{id}", id: jobs, headers: huntr},
		{provider: "huntr", name: "jobs of a member", path: "/org/jobs?limit=100&member_id={id}", id: owner, headers: huntr},
		{provider: "huntr", name: "list of 100 events", path: "/org/events?limit=100", headers: huntr},
		{provider: "teamtailor", name: "list of 30 jobs", path: "/v1/jobs?page[size]=30", headers: teamtailor, target: 0.35},
		{provider: "teamtailor", name: "list of 30 jobs with three relations", path: "/v1/jobs?page[size]=30&include=department,location,user", headers: teamtailor, target: 0.25},
		{provider: "teamtailor", name: "one job", path: "/v1/jobs/{id}", id: ad, headers: teamtailor, target: 0.5},
		{provider: "teamtailor", name: "list of 30 hired applications", path: "/v1/job-applications?page[size]=30&filter[stage-type]=hired", headers: teamtailor},
		{provider: "jusrecruit", name: "list of 100 candidates", path: integration + "/candidates?limit=100", headers: jusrecruit, target: 0.55},
		{provider: "jusrecruit", name: "one candidate", path: integration + "/candidates/{id}", id: candidates, headers: jusrecruit, target: 0.5},
		{provider: "jusrecruit", name: "candidates of a job", path: integration + "/candidates?limit=100&jobId={id}", id: vacancy, headers: jusrecruit},
		{provider: "jusrecruit", name: "list of 100 jobs", path: integration + "/jobs?limit=100", headers: jusrecruit},
		{provider: "jusrecruit", name: "history of a candidate", path: integration + "/candidates/{id}/history", id: candidates, headers: jusrecruit},
	}
}

const jusrecruitKey = "jc_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

// seed fills the mock with what the scenarios ask for. The key's bucket counts every request and is never empty.
const seed = `
huntr:
  tokens: [{token: bench-huntr-token, name: bench}]
  generate: {seed: 1, members: 1000, employers: 50, jobs: 2000}
teamtailor:
  keys: [{token: bench-teamtailor-key, name: bench, scope: admin, access: read}]
  generate: {seed: 1, departments: 5, roles: 12, locations: 4, users: 15, questions: 10, jobs: 2000, candidates: 2000, job-applications: 5000}
jusrecruit:
  keys: [{key: ` + jusrecruitKey + `, name: bench, rate: 1000000, burst: 1000000, permissions: [LIST_CANDIDATES, FETCH_CANDIDATES, LIST_JOBS]}]
  generate: {seed: 1, users: 20, workflows: 3, jobs: 200, candidates: 5000}
`

// chosen are the scenarios whose name has the text.
func chosen(text string) ([]scenario, error) {
	var some []scenario
	for _, s := range scenarios() {
		if strings.Contains(s.title(), text) {
			some = append(some, s)
		}
	}
	if len(some) == 0 {
		return nil, fmt.Errorf("no scenario has %q in its name", text)
	}
	return some, nil
}

func (s *scenario) title() string { return s.provider + ": " + s.name }

// resolve fills in the path's {id} with what the mock has.
func (s *scenario) resolve(ctx context.Context, mock *process) (path string, err error) {
	if !strings.Contains(s.path, "{id}") {
		return s.path, nil
	}
	a, err := fetchOnce(ctx, mock.addr, get(s.id.path, s.headers))
	if err != nil {
		return "", err
	}
	value, err := find(a.body, s.id.value)
	return strings.Replace(s.path, "{id}", value, 1), err
}

// find reads one text out of a JSON document.
func find(document []byte, way string) (string, error) {
	var value any
	if err := json.Unmarshal(document, &value); err != nil {
		return "", err
	}
	for step := range strings.SplitSeq(way, ".") {
		switch at := value.(type) {
		case map[string]any:
			value = at[step]
		case []any:
			if i, err := strconv.Atoi(step); err == nil && i < len(at) {
				value = at[i]
			}
		}
	}
	text, ok := value.(string)
	if !ok {
		return "", fmt.Errorf("the mock's answer has no text at %s", way)
	}
	return text, nil
}
