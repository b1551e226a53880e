package teamtailor

// vocabulary is what generated records are made of.
type vocabulary struct {
	departments, titles, headlines, claims, openings, pitches, letters, tags, steps, referrers []string

	places       []place
	questions    map[string][]string
	alternatives [][]string
}

type place struct{ city, country, lat, long string }

func newVocabulary() vocabulary {
	return vocabulary{
		departments: []string{"Customer Success", "People", "Finance", "Operations", "Design", "Legal", "Security"},
		titles: []string{
			"Support Engineer", "Talent Partner", "Controller", "Account Manager", "Backend Developer", "UX Designer", "Data Analyst",
			"Office Manager", "Growth Marketer", "Product Manager", "Frontend Developer", "Sales Representative", "QA Engineer",
		},
		headlines: []string{"We answer within the hour.", "Numbers with a story.", "People first, then paper.", "Quietly keeping things running."},
		claims: []string{
			"We ship small things often.", "Lunch is long and meetings are short.", "Everybody talks to customers.", "We write things down.",
			"You will be asked what you think.", "Our best ideas came from newcomers.",
		},
		openings:  []string{"We are growing and need a hand.", "A colleague is moving on, and the chair is warm.", "This job is new: you decide what it becomes."},
		pitches:   []string{"I fix things and explain them.", "Ten years of making forms shorter.", "Curious, punctual, fond of trains.", "I like spreadsheets that fit on one page."},
		letters:   []string{"I have followed you for a while and would like to help.", "Your ad reads as if you had written it for me.", "A friend of mine works with you and will not stop talking about it."},
		tags:      []string{"react", "ruby", "sales", "nordics", "remote", "junior", "senior"},
		steps:     []string{"Screening", "Interview", "Second interview", "Offer"},
		referrers: []string{"https://www.linkedin.com/jobs", "https://www.facebook.com/careers", "https://se.indeed.com/viewjob", "https://www.google.com/", "https://news.example.org/hiring"},
		places: []place{
			{"Malmö", "Sweden", "55.604981", "13.003822"},
			{"Oslo", "Norway", "59.9138688", "10.7522454"},
			{"Copenhagen", "Denmark", "55.6760968", "12.5683371"},
			{"Helsinki", "Finland", "60.1698557", "24.9383791"},
			{"London", "United Kingdom", "51.5073509", "-0.1277583"},
		},
		questions: map[string][]string{
			questionBoolean: {"May we keep your application for later openings?", "Do you have a driving licence?"},
			questionChoice:  {"Where would you like to work?", "Which of these have you used?"},
			questionText:    {"What made you apply?", "Which of your projects do you like best?"},
			questionRange:   {"How long have you done this kind of work?", "How far do you travel to the office?"},
			questionVideo:   {"Show us in a minute what you care about.", "Say hello to the team."},
		},
		alternatives: [][]string{{"In the office", "At home", "A bit of both"}, {"Go", "Ruby", "JavaScript", "Elixir"}, {"Mornings", "Afternoons"}},
	}
}
