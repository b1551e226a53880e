package teamtailor

import "slices"

// answers are the candidates' answers to questions.
func (t *Teamtailor) answers() *resource {
	return &resource{
		name: "answers", heading: "Answers", one: "answer", scope: Admin, listed: true, creates: true,
		attributes: []attribute{
			{name: "boolean", kind: boolean},
			{name: "choices", kind: integers, initial: []int64{}},
			{name: "updated-at", kind: date, access: ignored},
			{name: "range", kind: integer},
			{name: "text", kind: text},
			{name: "video-token", kind: text},
		},
		relations: []relation{
			{name: "question", target: "questions", needed: true},
			{name: "candidate", target: "candidates", needed: true},
		},
		twin: earlierAnswer, settle: settleAnswer, once: oncePair("the candidate has answered the question already"),
	}
}

// earlierAnswer: a second answer to the same question updates the first (later pages of the vendor, "Create answer").
func earlierAnswer(c *change) (*Record, bool) {
	return c.ofPair("question")
}

// settleAnswer: an answer needs question and candidate, once of each other (inferred from a second create, which updates
// the first). An answer that only gets another candidate keeps its value, even a video, which no create can give.
func settleAnswer(c *change) {
	c.require("question")
	c.require("candidate")
	c.checkPair("question")
	if question := c.to("question"); question != nil && (c.changed("question") || c.valueChanged()) {
		c.settleValue(question)
	}
	c.stampUpdate()
}

// valueChanged tells whether any value of an answer will differ from before.
func (c *change) valueChanged() bool {
	return slices.ContainsFunc(c.res.attributes, func(a attribute) bool { return a.access == writable && c.changed(a.name) })
}

// settleValue: of its values an answer needs the one that the type of question asks for (later pages of the vendor). The
// others are not kept.
func (c *change) settleValue(question *row) {
	of := &asking{c.resource("questions"), &question.Value}
	kind, _ := of.get("question-type").(string)
	takes := map[string]string{questionBoolean: "boolean", questionChoice: "choices", questionText: "text", questionRange: "range"}[kind]
	for i := range c.res.attributes {
		if a := &c.res.attributes[i]; a.access == writable && a.name != takes {
			c.record.Values[i] = a.initial
		}
	}
	if takes == "" { // videos are not made through the API
		c.invalid("question", "is invalid")
		return
	}
	c.checkAnswer(takes, of)
}

// asking is a question that is being answered.
type asking struct {
	res    *resource
	record *Record
}

func (q *asking) get(name string) any { return q.record.Values[q.res.mustColumn(name).n] }

func (c *change) checkAnswer(takes string, question *asking) {
	switch v := c.get(takes).(type) {
	case nil:
		c.invalid(takes, "can't be blank")
	case string:
		c.require(takes)
	case int64:
		least, hasLeast := question.get("start-with").(int64)
		most, hasMost := question.get("end-with").(int64)
		if hasLeast && v < least || hasMost && v > most {
			c.invalid(takes, "is invalid")
		}
	case []int64:
		c.checkChoices(v, question)
	}
}

// checkChoices: one choice unless the question takes several, each of them among its alternatives.
func (c *change) checkChoices(choices []int64, question *asking) {
	alternatives, _ := question.get("alternatives").([]alternative)
	offered := func(choice int64) bool {
		return slices.ContainsFunc(alternatives, func(a alternative) bool { return a.ID == choice })
	}
	switch {
	case len(choices) == 0:
		c.invalid("choices", "can't be blank")
	case len(choices) > 1 && question.get("multiple") != true:
		c.invalid("choices", "is invalid")
	case slices.ContainsFunc(choices, func(choice int64) bool { return !offered(choice) }):
		c.invalid("choices", "is invalid")
	}
}
