package jusrecruit

// eventNames lists the events that a webhook can ask for. The page promises "real-time notifications" and names none:
// all inferred (reference, B3).
func eventNames() []string {
	return []string{
		"candidate.created", "candidate.updated", "candidate.stage_changed", "candidate.note_added",
		"job.created", "job.updated", "job.tags_changed",
	}
}
