package teamtailor

// The types of questions (Teamtailor page, "Questions", and the source of it).
const (
	questionBoolean = "Boolean"
	questionChoice  = "Choice"
	questionText    = "Text"
	questionRange   = "Range"
	questionVideo   = "Video"
)

func questionTypes() []string {
	return []string{questionBoolean, questionChoice, questionText, questionRange, questionVideo}
}

// questions are what candidates are asked.
func (t *Teamtailor) questions() *resource {
	return &resource{
		name: "questions", heading: "Questions", one: "question", scope: Admin,
		attributes: []attribute{
			{name: "alternatives", kind: alternatives},
			{name: "end-with", kind: integer},
			{name: "multiple", kind: boolean},
			{name: "question-type", kind: text, initial: questionText, words: questionTypes()},
			{name: "start-with", kind: integer},
			{name: "title", kind: text},
			{name: "unit", kind: text},
			{name: "single-line", kind: boolean, initial: false},
		},
	}
}
