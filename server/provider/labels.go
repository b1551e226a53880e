package provider

import (
	"cmp"
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
	for row := range l.byID.Of(tx, labelKey{kind, id}).Forward(0) {
		return seeds.Text{Value: row.Value.label}
	}
	return seeds.Text{}
}
