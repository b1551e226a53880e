package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/store"
)

// compareHistory warns of candidates of whom an application is not where their history of its job ends; of several for one
// job it is the latest. A history that says nothing of a stage or status contradicts none.
func (l *loader) compareHistory(records []seedCandidate) {
	for i := range records {
		at := records[i].Pos
		row, ok := l.candidates.Get(l.tx, l.candidateIDs[at])
		if !ok {
			continue
		}
		for number, a := range row.Value.Applications {
			if row.Value.applicationFor(a.Job) == number {
				l.compareApplication(records[i].Applications[number].Pos, a, l.replay(row.Value.ID, a.Job))
			}
		}
	}
}

func (l *loader) compareApplication(at seeds.Pos, now, told Application) {
	if !told.Stage.IsZero() && told.Stage != now.Stage {
		l.file.Warnf(at, "the candidate stands at the stage %q, the history ends at %q", l.stageName(now), l.stageName(told))
	}
	if told.Status != "" && told.Status != now.Status {
		l.file.Warnf(at, "the candidate's application is %s, the history ends at %s", now.Status, told.Status)
	}
}

// replay finds where the history of a candidate's applications for a job ends.
func (l *loader) replay(candidate, job store.ObjectID) (end Application) {
	for row := range l.historyByJob.under(l.tx, candidateJob{candidate, job}).Forward(0) {
		switch e := &row.Value; e.Type {
		case typeApplied:
			end.Stage, end.Status = e.ToStage, statusActive
		case typeStageChanged:
			end.Stage = e.ToStage
		case typeStatusChanged:
			end.Status = e.ToStatus
		}
	}
	return end
}

func (l *loader) stageName(a Application) string {
	row, ok := l.stages.Get(l.tx, a.Stage)
	if !ok {
		return ""
	}
	return row.Value.Name
}
