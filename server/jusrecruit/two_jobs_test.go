package jusrecruit

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Omar of the default seed was rejected as a backend engineer and is active as an office manager.
const (
	omarPath      = "/candidates/68897270c0ffeec0ffee0402"
	backendJob    = "68677740c0ffeec0ffee0301"
	officeJob     = "688b34f0c0ffeec0ffee0302"
	omarsAddress  = "&email=omar.siddiqui@example.com"
	backendsFirst = "677b9b90a3a0770000000000" // stages
	officesSecond = "677b9b90a3a07700000003e9"
)

func TestFiltersSeeEveryApplication(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	office := w.object(t, omarPath)["applications"].([]any)[0].(map[string]any)
	require.Equal(t, []any{officeJob, officesSecond}, []any{office["jobId"], office["stage"].(map[string]any)["id"]})
	for query, found := range map[string]bool{
		"jobId=" + backendJob:                                            true,
		"jobId=" + officeJob:                                             true,
		"status=REJECTED":                                                true,
		"status=ACTIVE":                                                  true,
		"status=HIRED":                                                   false,
		"stageId=" + backendsFirst:                                       true,
		"stageId=" + officesSecond:                                       true,
		"status=REJECTED&jobId=" + backendJob:                            true,
		"status=REJECTED&jobId=" + officeJob:                             false,
		"status=ACTIVE&jobId=" + backendJob:                              false,
		"status=ACTIVE&jobId=" + officeJob:                               true,
		"stageId=" + backendsFirst + "&jobId=" + officeJob:               false,
		"status=ACTIVE&stageId=" + backendsFirst:                         false,
		"status=ACTIVE&stageId=" + officesSecond + "&jobId=" + officeJob: true,
		"status=ACTIVE&stageId=" + officesSecond + "&jobId=" + officeJob + "&updatedAfter=2025-08-06": true,
		"status=REJECTED&jobId=" + officeJob + "&updatedAfter=2025-08-06":                             false,
	} {
		assert.Len(t, w.walk(t, "/candidates?limit=100&"+query+omarsAddress), map[bool]int{true: 1}[found], query)
		all := w.walk(t, "/candidates?limit=100&"+query)
		assert.Equal(t, found, contained(all, omarPath), query)
	}
}

func contained(ids []string, path string) bool {
	for _, id := range ids {
		if "/candidates/"+id == path {
			return true
		}
	}
	return false
}

// omarStands is where Omar stands in each job, the latest application first.
func (w *world) omarStands(t *testing.T) (all []string) {
	t.Helper()
	for _, a := range w.object(t, omarPath)["applications"].([]any) {
		application := a.(map[string]any)
		all = append(all, application["jobTitle"].(string)+" "+application["stage"].(map[string]any)["name"].(string)+" "+application["status"].(string))
	}
	return all
}

func TestActionsTakeTheJobOfAnApplication(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	require.Equal(t, []string{"Office Manager Screening ACTIVE", "Backend Engineer Applied REJECTED"}, w.omarStands(t))
	w.sandbox.Clock().Advance(time.Minute)
	w.mustAct(t, "set-status", `{candidate: omar, job: backend-engineer, status: ACTIVE}`)
	last := func() map[string]any { return w.page(t, omarPath+"/history").Data[0] }
	assert.Equal(t, []any{backendJob, "REJECTED", "ACTIVE", "Leela Menon"}, []any{last()["jobId"], last()["fromStatus"], last()["toStatus"], last()["actor"].(map[string]any)["name"]}, "the first of that job's team")
	w.mustAct(t, "move-stage", `{candidate: omar, job: `+backendJob+`, stage: Offer}`)
	assert.Equal(t, []string{"Office Manager Screening ACTIVE", "Backend Engineer Offer ACTIVE"}, w.omarStands(t))
	d := w.mustAct(t, "move-stage", `{candidate: omar, stage: Offer}`)
	assert.Equal(t, []string{"Office Manager Offer ACTIVE", "Backend Engineer Offer ACTIVE"}, w.omarStands(t), "without a job the latest one")
	assert.Equal(t, officeJob, payloadOf(t, &d.events[0]).Data["jobId"])
	w.mustAct(t, "move-stage", `{candidate: omar, job: backend-engineer, stage: Hired}`)
	assert.Equal(t, []string{"Office Manager Offer ACTIVE", "Backend Engineer Hired HIRED"}, w.omarStands(t))
	assert.Equal(t, "ACTIVE", w.object(t, omarPath)["status"], "the candidate's own members are those of the latest application")

	w.mustAct(t, "add-note", `{candidate: omar, content: one}`)
	assert.Equal(t, officeJob, last()["jobId"])
	w.mustAct(t, "add-note", `{candidate: omar, job: backend-engineer, content: two}`)
	assert.Equal(t, backendJob, last()["jobId"])
	assert.Equal(t, "Leela Menon", last()["actor"].(map[string]any)["name"])
	assert.Len(t, w.page(t, omarPath+"/history?jobId="+officeJob).Data, 4)

	w.mustAct(t, "set-status", `{candidate: omar, job: office-manager, status: WITHDRAWN}`)
	w.mustAct(t, "apply", `{candidate: omar, job: office-manager}`)
	w.mustAct(t, "move-stage", `{candidate: omar, job: office-manager, stage: Interview}`)
	assert.Equal(t, []string{"Office Manager Interview ACTIVE", "Office Manager Offer WITHDRAWN", "Backend Engineer Hired HIRED"}, w.omarStands(t), "of two for one job the latest")
}

func TestActionsRefuseAJobThatWasNotAppliedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	for _, c := range []struct{ action, body, fault string }{
		{"move-stage", `{candidate: asha, job: office-manager, stage: Offer}`, "body:1:24: the candidate has not applied for this job"},
		{"set-status", `{candidate: asha, job: office-manager, status: HIRED}`, "body:1:24: the candidate has not applied for this job"},
		{"add-note", `{candidate: asha, job: office-manager, content: x}`, "body:1:24: the candidate has not applied for this job"},
		{"move-stage", `{candidate: asha, job: nowhere, stage: Offer}`, `no job has the id or label "nowhere"`},
		{"set-status", `{candidate: omar, job: backend-engineer, status: gone}`, `no candidate status is called "gone"`},
		{"move-stage", `{candidate: omar, job: backend-engineer, stage: Offer}`, "the candidate's application is REJECTED: only an ACTIVE one moves"},
		{"move-stage", `{candidate: omar, job: office-manager, stage: Panel}`, "no stage of the candidate's workflow"},
	} {
		_, err := w.act(c.action, c.body)
		require.Error(t, err, c.body)
		assert.Contains(t, err.Error(), c.fault, c.body)
	}
	assert.Equal(t, []string{"Office Manager Screening ACTIVE", "Backend Engineer Applied REJECTED"}, w.omarStands(t))
}
