package seeds

// Labels is what the records of one kind are called: by id and, when they carry a `ref`, by label. A relation takes
// either.
type Labels[K comparable] struct {
	kind    string
	parse   func(string) (K, bool)
	ids     map[K]Pos
	byLabel map[string]labelled[K]
}

type labelled[K comparable] struct {
	id K
	at Pos
}

// NewLabels starts the names of a kind ("member"); parse reads an id as a file writes it.
func NewLabels[K comparable](kind string, parse func(string) (K, bool)) *Labels[K] {
	return &Labels[K]{kind: kind, parse: parse, ids: map[K]Pos{}, byLabel: map[string]labelled[K]{}}
}

// Define names a record. An id or a label that another record of the kind has is a fault, and so is a label that
// could be an id.
func (l *Labels[K]) Define(file *File, id K, at Pos, ref Text) {
	if first, taken := l.ids[id]; taken {
		file.Faultf(at, "the %s id %v is given twice, first in line %d", l.kind, id, first.Line)
	} else {
		l.ids[id] = at
	}
	if !ref.Given() {
		return
	}
	if _, isID := l.parse(ref.Value); isID || ref.Value == "" {
		file.Faultf(ref.Pos, "the label %q must be a name, not an id", ref.Value)
		return
	}
	if first, taken := l.byLabel[ref.Value]; taken {
		file.Faultf(ref.Pos, "the %s label %q is given twice, first in line %d", l.kind, ref.Value, first.at.Line)
		return
	}
	l.byLabel[ref.Value] = labelled[K]{id, ref.Pos}
}

// Each calls a function for every label, in no order, with the id it stands for.
func (l *Labels[K]) Each(call func(label string, id K)) {
	for label, named := range l.byLabel {
		call(label, named.id)
	}
}

// Free tells whether an id that is made up is not that of a record in the file; if it is, that is a fault.
func (l *Labels[K]) Free(file *File, id K) bool {
	at, taken := l.ids[id]
	if taken {
		file.Faultf(at, "the %s id %v is also that of a generated %s: leave the id out, or generate with another seed", l.kind, id, l.kind)
	}
	return !taken
}

// Resolve finds the record that a relation names by label or id. A relation to nothing is a fault.
func (l *Labels[K]) Resolve(file *File, relation Text) (id K, ok bool) {
	if found, ok := l.byLabel[relation.Value]; ok {
		return found.id, true
	}
	id, isID := l.parse(relation.Value)
	if _, known := l.ids[id]; isID && known {
		return id, true
	}
	file.Faultf(relation.Pos, "no %s has the id or label %q", l.kind, shorten(relation.Value))
	return id, false
}
