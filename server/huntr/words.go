package huntr

// vocabulary is what generated records are made of.
type vocabulary struct {
	titles, wishes, trades, claims, forms []string
	paths                                 [][]string // the lists that a job goes through, frequent ones given more often
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		titles: []string{
			"Software Engineer", "Backend Developer", "Frontend Developer", "Data Analyst", "Data Engineer", "Product Manager",
			"UX Designer", "QA Engineer", "Site Reliability Engineer", "Technical Writer", "Marketing Manager", "Account Executive",
			"Customer Success Manager", "Business Analyst", "Project Coordinator", "Recruiter", "Mobile Developer", "Security Engineer",
		},
		wishes: []string{
			"likes small steps and short meetings", "has shipped something people use", "asks good questions",
			"enjoys explaining things", "can turn a vague idea into a plan", "looks after what they build",
		},
		trades: []string{
			"Tools for builders", "Logistics", "Payments", "Health software", "Furniture", "Learning games", "Travel", "Solar power", "Groceries", "Music",
		},
		claims: []string{
			"small orders, quick answers", "made to be repaired", "open around the clock", "for teams that travel light",
			"no queue, no forms", "since before it was fashionable",
		},
		forms: []string{"& Daughters", "Group", "Labs", "Logistics", "Partners", "Studio", "Systems", "Works"},
		paths: [][]string{
			{wishlist},
			{wishlist},
			{wishlist},
			{applied},
			{wishlist, applied},
			{wishlist, applied},
			{wishlist, applied, interview},
			{applied, interview},
			{wishlist, applied, interview},
			{wishlist, applied, interview, offer},
			{applied, interview, offer},
			{wishlist, applied, rejected},
			{applied, interview, rejected},
			{wishlist, applied, interview, rejected},
		},
	}
}
