package jusrecruit

import (
	"slices"

	"mockserver/server/provider"
	"mockserver/store"
)

// Workflow is the stages that the candidates of a job go through.
type Workflow struct {
	ID        store.ObjectID
	Name      string
	IsDefault bool
	Stages    []Stage // in order
	CreatedAt instant
}

// Stage is one step of a workflow. Its id is unique among all workflows.
type Stage struct {
	ID   store.ObjectID
	Name string
	Type string
}

// filedStage is a stage by its id: derived from the workflows.
type filedStage struct {
	stageReference
	Workflow store.ObjectID
}

// The types of stages (inferred).
const (
	stageApplied   = "APPLIED"
	stageScreen    = "SCREEN"
	stageInterview = "INTERVIEW"
	stageOffer     = "OFFER"
	stageHired     = "HIRED"
)

func stageTypes() []string {
	return []string{stageApplied, stageScreen, stageInterview, stageOffer, stageHired}
}

// keepWorkflow keeps four pieces: the list prints the second, how many stages there are, the workflow's own document the
// third, the stages.
func keepWorkflow(w *Workflow) []byte {
	stages := make([]stageDocument, len(w.Stages))
	for i, s := range w.Stages {
		stages[i] = stageDocument{ID: s.ID, Name: s.Name, Order: i + 1, Type: s.Type}
	}
	d := newDocument()
	d.members(workflowHead{w.ID, w.Name, w.IsDefault})
	d.cut()
	d.members(workflowSummary{len(stages)})
	d.cut()
	d.members(workflowStages{stages})
	d.cut()
	d.members(workflowTail{w.CreatedAt})
	return d.kept()
}

func keepStage(s *filedStage) []byte { return compact(provider.JSON(s.stageReference)) }

// fileStages keeps the stages true to their workflows, and the candidates' bytes true to their stages.
func (j *JusRecruit) fileStages(tx *store.Tx, before, after *Workflow) {
	if before != nil {
		for _, s := range before.Stages {
			j.stages.Delete(tx, s.ID)
		}
	}
	if after != nil {
		for _, s := range after.Stages {
			j.stages.Put(tx, filedStage{stageReference{s.ID, s.Name}, after.ID})
		}
	}
	for _, workflow := range []*Workflow{before, after} {
		if workflow == nil {
			continue
		}
		for _, s := range workflow.Stages {
			j.renewCandidates(tx, s.ID)
		}
	}
}

// renewCandidates has the candidates at a stage print what the stage is called now.
func (j *JusRecruit) renewCandidates(tx *store.Tx, stage store.ObjectID) {
	at := slices.Collect(j.candidatesByStage.under(tx, stage).Forward(0))
	for _, row := range at {
		j.putCandidate(tx, row.Value)
	}
}

// appendStage writes a reference to a stage, null for none.
func (j *JusRecruit) appendStage(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	if row, ok := j.stages.Get(tx, id); ok {
		return append(dst, row.Kept()...)
	}
	return append(dst, "null"...)
}

// appendWorkflowSummary writes the workflow as the list has it.
func appendWorkflowSummary(dst []byte, row *store.Row[Workflow]) []byte {
	head, rest := next(row.Kept())
	count, rest := next(rest)
	_, rest = next(rest)
	tail, _ := next(rest)
	return append(append(append(dst, head...), count...), tail...)
}

// appendWorkflow writes the workflow's own document.
func appendWorkflow(dst []byte, row *store.Row[Workflow]) []byte {
	head, rest := next(row.Kept())
	_, rest = next(rest)
	stages, rest := next(rest)
	tail, _ := next(rest)
	return append(append(append(dst, head...), stages...), tail...)
}

// appendStages writes the stages of a workflow as a member of an object that has members already, an empty list for
// none.
func (j *JusRecruit) appendStages(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	row, ok := j.workflows.Get(tx, id)
	if !ok {
		empty := provider.JSON(workflowStages{[]stageDocument{}})
		return append(append(dst, ','), empty[1:len(empty)-1]...)
	}
	_, rest := next(row.Kept())
	_, rest = next(rest)
	stages, _ := next(rest)
	return append(dst, stages...)
}

func (j *JusRecruit) listWorkflows(r *provider.Request) (provider.Response, error) {
	q := readQuery(r)
	p := q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		body = appendPage(body, p, selection[Workflow]{span: j.workflowsByCreation.Between(tx, nil, nil)}, appendWorkflowSummary)
		return nil
	})
	return closed(body), err
}

func (j *JusRecruit) showWorkflow(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "workflowId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, ok := j.workflows.Get(tx, id.ObjectID)
		if !ok {
			return missing("Workflow", "no workflow has the id %.80q", id.text)
		}
		body = appendWorkflow(body, row)
		return nil
	})
	return closed(body), err
}
