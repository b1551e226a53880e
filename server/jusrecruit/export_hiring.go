package jusrecruit

func (e *exporter) job(j *Job) seedJob {
	s := seedJob{
		ID: relation(j.ID), Ref: e.ref(kindJob, j.ID), Title: text(j.Title), Status: text(j.Status), Department: j.Department, Location: j.Location,
		EmploymentType: optionalText(j.EmploymentType), Description: j.Description, Openings: &j.Openings, Workflow: relation(j.Workflow),
		Tags: texts(j.Tags), CreatedAt: dated(j.CreatedAt), UpdatedAt: dated(j.UpdatedAt),
	}
	for _, hirer := range j.HiringTeam {
		s.HiringTeam = append(s.HiringTeam, seedHirer{User: relation(hirer.User), Role: text(hirer.Role)})
	}
	return s
}

func (e *exporter) candidate(c *Candidate) seedCandidate {
	s := seedCandidate{
		ID: relation(c.ID), Ref: e.ref(kindCandidate, c.ID), FirstName: c.FirstName, LastName: c.LastName, Email: c.Email, Phone: c.Phone,
		Source: c.Source, Tags: some(c.Tags), ResumeURL: c.ResumeURL, Location: c.Location, Headline: c.Headline,
		ExperienceYears: c.ExperienceYears, Skills: some(c.Skills), Links: some(c.Links), CreatedAt: dated(c.CreatedAt), UpdatedAt: dated(c.UpdatedAt),
	}
	for _, a := range c.Applications {
		s.Applications = append(s.Applications, seedApplication{
			Job: relation(a.Job), Stage: relation(a.Stage), Status: text(a.Status), AppliedAt: dated(a.AppliedAt),
		})
	}
	return s
}

func (e *exporter) note(n *Note) seedNote {
	return seedNote{
		ID: relation(n.ID), Ref: e.ref(kindNote, n.ID), Candidate: relation(n.Candidate), Content: text(n.Content),
		CreatedBy: exportActor(n.CreatedBy), CreatedAt: dated(n.CreatedAt),
	}
}

func (e *exporter) entry(h *Entry) seedEntry {
	return seedEntry{
		ID: relation(h.ID), Ref: e.ref(kindEntry, h.ID), Candidate: relation(h.Candidate), Type: text(h.Type), Job: relation(h.Job),
		FromStage: relation(h.FromStage), ToStage: relation(h.ToStage), FromStatus: optionalText(h.FromStatus), ToStatus: optionalText(h.ToStatus),
		Note: relation(h.Note), Comment: h.Comment, Actor: exportActor(h.Actor), CreatedAt: dated(h.CreatedAt),
	}
}

// exportActor names a key whatever it is called, so that it need not be there any more.
func exportActor(a Actor) *seedActor {
	if a.Type == "" {
		return nil
	}
	s := &seedActor{Type: text(a.Type), ID: relation(a.ID)}
	if a.Type == actorKey {
		s.Name = text(a.Name)
	}
	return s
}
