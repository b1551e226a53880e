package jusrecruit

// vocabulary is what generated records are made of.
type vocabulary struct {
	departments []department
	places      []string
	wants       []string
	sources     []string
	tags        []string
	jobTags     []string
	remarks     []string
	refusals    []string
	pipelines   []pipeline
	ends        []string // how an application ends, frequent ends given more often; empty: it does not
}

type department struct {
	name   string
	titles []string
	skills []string
}

// pipeline is a template of workflows.
type pipeline struct {
	name   string
	stages []Stage
}

func newVocabulary() vocabulary {
	return vocabulary{
		departments: []department{
			{"Engineering", []string{"Backend Engineer", "Frontend Engineer", "Mobile Engineer", "Data Engineer", "Site Reliability Engineer"}, []string{"golang", "typescript", "sql", "kubernetes", "kotlin", "python"}},
			{"Product", []string{"Product Manager", "Product Designer", "UX Researcher"}, []string{"figma", "interviews", "roadmaps", "prototyping"}},
			{"Sales", []string{"Account Executive", "Sales Development Representative"}, []string{"negotiation", "crm", "forecasting"}},
			{"Support", []string{"Support Engineer", "Customer Success Manager"}, []string{"ticketing", "writing", "sql"}},
			{"Finance", []string{"Accountant", "Financial Analyst"}, []string{"spreadsheets", "audit", "reporting"}},
		},
		places:  []string{"Bengaluru", "Pune", "Hyderabad", "Chennai", "Remote"},
		wants:   []string{"likes to finish things", "explains well", "asks early", "looks after what is running", "measures before changing"},
		sources: []string{"CAREER_PAGE", "REFERRAL", "JOB_BOARD", "SOURCED", "AGENCY"},
		tags:    []string{"golang", "relocates", "notice-30-days", "senior", "junior", "remote-only", "returning"},
		jobTags: []string{"urgent", "backfill", "new-team", "remote", "campus", "confidential"},
		remarks: []string{
			"Clear about trade-offs, asked good questions.", "Has run something like ours before.", "Prefers a call after six.",
			"Wants to move in two months.", "Strong in writing, quiet in the call.", "Compare with the other finalist.",
		},
		refusals: []string{"Looking for more experience", "Position filled", "Salary expectations differ", "No answer for two weeks"},
		pipelines: []pipeline{
			{"Engineering hiring", []Stage{{Name: "Applied", Type: stageApplied}, {Name: "Phone Screen", Type: stageScreen}, {Name: "Coding Round", Type: stageInterview}, {Name: "Panel", Type: stageInterview}, {Name: "Offer", Type: stageOffer}, {Name: "Hired", Type: stageHired}}},
			{"Business hiring", []Stage{{Name: "Applied", Type: stageApplied}, {Name: "Screening", Type: stageScreen}, {Name: "Interview", Type: stageInterview}, {Name: "Offer", Type: stageOffer}, {Name: "Hired", Type: stageHired}}},
			{"Campus hiring", []Stage{{Name: "Applied", Type: stageApplied}, {Name: "Test", Type: stageScreen}, {Name: "Interview", Type: stageInterview}, {Name: "Hired", Type: stageHired}}},
		},
		ends: []string{"", "", "", "", statusRejected, statusRejected, statusRejected, statusWithdrawn},
	}
}
