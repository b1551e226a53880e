package jusrecruit

// compareHistory warns of candidates whose latest application is not where their history ends. A history that says
// nothing of a stage or status contradicts none.
func (l *loader) compareHistory(records []seedCandidate) {
	for i := range records {
		at := records[i].Pos
		row, ok := l.candidates.Get(l.tx, l.candidateIDs[at])
		if !ok || len(row.Value.Applications) == 0 {
			continue
		}
		now, told := row.Value.current(), l.replay(&row.Value)
		if !told.Stage.IsZero() && told.Stage != now.Stage {
			l.file.Warnf(at, "the candidate stands at the stage %q, the history ends at %q", l.stageName(now), l.stageName(told))
		}
		if told.Status != "" && told.Status != now.Status {
			l.file.Warnf(at, "the candidate's application is %s, the history ends at %s", now.Status, told.Status)
		}
	}
}

// replay finds where the history of a candidate's latest job ends.
func (l *loader) replay(c *Candidate) (end Application) {
	for row := range l.historyByJob.under(l.tx, candidateJob{c.ID, c.current().Job}).Forward(0) {
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
