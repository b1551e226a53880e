package jusrecruit

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/seeds"
)

// TestAHistoryThatEndsElsewhereIsAWarning: whoever writes a seed by hand forgets an entry now and then.
func TestAHistoryThatEndsElsewhereIsAWarning(t *testing.T) {
	t.Parallel()
	file := seeds.Parse("s.yaml", []byte(`jusrecruit:
  workflows: [{ref: w, name: W, stages: [{ref: new, name: New, type: APPLIED}, {ref: talk, name: Talk, type: INTERVIEW}]}]
  jobs: [{ref: j, title: J, workflow: w}, {ref: k, title: K, workflow: w}]
  candidates:
    - {ref: told, applications: [{job: j, stage: talk}]}
    - {ref: moved, applications: [{job: j, stage: talk}]}
    - {ref: ended, applications: [{job: j, status: REJECTED}]}
    - {ref: silent, applications: [{job: j, stage: talk, status: HIRED}]}
    - {ref: again, applications: [{job: j, stage: talk}, {job: k}]}
    - {ref: idle}
  history:
    - {candidate: told, type: APPLIED, job: j, toStage: new, createdAt: 2025-05-01}
    - {candidate: told, type: STAGE_CHANGED, job: j, toStage: talk, createdAt: 2025-05-02}
    - {candidate: moved, type: APPLIED, job: j, toStage: new, createdAt: 2025-05-02}
    - {candidate: ended, type: STATUS_CHANGED, job: j, toStatus: REJECTED, createdAt: 2025-05-01}
    - {candidate: ended, type: STATUS_CHANGED, job: j, toStatus: ACTIVE, createdAt: 2025-05-02}
    - {candidate: again, type: APPLIED, job: j, toStage: new, createdAt: 2025-05-02}
`))
	newWorldOf(t, file)
	assert.Equal(t, `s.yaml:6:35: warning: the candidate stands at the stage "Talk", the history ends at "New"
s.yaml:7:35: warning: the candidate's application is REJECTED, the history ends at ACTIVE
s.yaml:9:35: warning: the candidate stands at the stage "Talk", the history ends at "New"`, file.Warnings().Error())
	standard := seeds.Parse("default", []byte(defaultSeed()))
	newWorldOf(t, standard)
	assert.Empty(t, standard.Warnings())
}
