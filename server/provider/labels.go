package provider

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"mockserver/seeds"
	"mockserver/store"
)

// Labels remembers in each sandbox what the records of a seed call themselves, so that actions can name them and an
// export can repeat the names. A name is a label within a kind of records ("job").
type Labels struct {
	table *store.Table[labelKey, labelled]
	byID  *store.Index[labelKey, labelled, labelKey]
}

// labelKey is a kind and a label, or a kind and an id.
type labelKey struct{ kind, text string }

type labelled struct{ kind, label, id string }

// NewLabels declares the table of a provider's labels.
func NewLabels(schema *store.Schema, provider string) *Labels {
	l := &Labels{}
	l.table = store.NewTable(schema, provider+".labels", compareLabels, func(named *labelled) labelKey { return labelKey{named.kind, named.label} }).Derived()
	l.byID = store.NewIndex(l.table, compareLabels, func(named *labelled) (labelKey, bool) { return labelKey{named.kind, named.id}, true })
	return l
}

func compareLabels(a, b labelKey) int {
	return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.text, b.text))
}

// Put names a record.
func (l *Labels) Put(tx *store.Tx, kind, label, id string) {
	l.table.Put(tx, labelled{kind, label, id})
}

// PutAll names all records of a kind that a seed has labels for.
func PutAll[K comparable](tx *store.Tx, l *Labels, kind string, names *seeds.Labels[K]) {
	names.Each(func(label string, id K) { l.Put(tx, kind, label, fmt.Sprint(id)) })
}

// Define names a record that an action makes, if the action's body has a label for it. A label that is empty, taken or
// could be an id is a fault.
func (l *Labels) Define(tx *store.Tx, file *seeds.File, kind string, ref seeds.Text, id string, isID func(string) bool) {
	if !ref.Given() {
		return
	}
	if ref.Value == "" || isID(ref.Value) {
		file.Faultf(ref.Pos, "the label %q must be a name, not an id", ref.Value)
		return
	}
	if owner, taken := l.ID(tx, kind, ref.Value); taken {
		file.Faultf(ref.Pos, "the %s label %q is taken by %s", kind, ref.Value, owner)
		return
	}
	l.Put(tx, kind, ref.Value, id)
}

// Unknown reports a relation to nothing, and which labels there are to name something by.
func (l *Labels) Unknown(tx *store.Tx, file *seeds.File, kind string, relation seeds.Text) {
	const most = 10
	var some []string
	total := 0
	for row := range l.ofKind(tx, kind) {
		if total++; total <= most {
			some = append(some, row.Value.label)
		}
	}
	known := "it takes an id, there are no labels"
	if total > 0 {
		known = "it takes an id or a label: " + strings.Join(some, ", ")
	}
	if total > most {
		known += fmt.Sprintf(" and %d more", total-most)
	}
	file.Faultf(relation.Pos, "no %s has the id or label %.40q; %s", kind, relation.Value, known)
}

// ofKind walks the labels of a kind in their order.
func (l *Labels) ofKind(tx *store.Tx, kind string) iter.Seq[*store.Row[labelled]] {
	return func(yield func(*store.Row[labelled]) bool) {
		for row := range l.table.All(tx).Forward(0) {
			if row.Value.kind == kind && !yield(row) {
				return
			}
		}
	}
}

// Drop takes away the labels of a record that is no more.
func (l *Labels) Drop(tx *store.Tx, kind, id string) {
	for _, row := range slices.Collect(l.byID.Backward(tx, labelKey{kind, id}, nil)) {
		l.table.Delete(tx, labelKey{kind, row.Value.label})
	}
}

// ID finds the id of a label.
func (l *Labels) ID(tx *store.Tx, kind, label string) (string, bool) {
	row, ok := l.table.Get(tx, labelKey{kind, label})
	if !ok {
		return "", false
	}
	return row.Value.id, true
}

// Of finds the label of a record, empty when it has none.
func (l *Labels) Of(tx *store.Tx, kind, id string) seeds.Text {
	for row := range l.byID.Backward(tx, labelKey{kind, id}, nil) {
		return seeds.Text{Value: row.Value.label}
	}
	return seeds.Text{}
}
