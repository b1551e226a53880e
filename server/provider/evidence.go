package provider

import "strconv"

// Evidence says how well a behaviour is known. The greater value is the stronger one.
type Evidence int

// The three kinds of evidence. The zero value is none of them, so that a forgotten label is seen.
const (
	_          Evidence = iota
	Inferred            // our judgement
	Observed            // a running client, a fixture or a measured library shows it
	Documented          // a page of the vendor, of any year, says so
)

// String is the word for it in answers and docs.
func (e Evidence) String() string {
	switch e {
	case Inferred:
		return "inferred"
	case Observed:
		return "observed"
	case Documented:
		return "documented"
	default:
		return "unlabelled"
	}
}

// Label is the evidence of one behaviour and the place where it was seen.
type Label struct {
	Evidence Evidence
	Source   string
}

// Weaker is the label with the weaker evidence, the first of two equals.
func Weaker(a, b Label) Label {
	if b.Evidence < a.Evidence {
		return b
	}
	return a
}

// Header prints the label as the value of X-Mock-Evidence.
func (l Label) Header() string {
	return l.Evidence.String() + "; source=" + strconv.QuoteToASCII(l.Source)
}
