// Package seed reads a provider's section of a seed into the tables of its resources and writes it back. A vendor lists
// its records once; loading, export, JSON Schema, labels, ids and times follow, and so does the loop of the generator.
package seed

import (
	"time"

	"mockserver/seeds"
	"mockserver/server/resource"
	"mockserver/store"
)

// Loader puts one section of a seed into an empty sandbox. What is wrong with the section it reports to the file.
type Loader struct {
	Tx   *store.Tx
	File *seeds.File

	set   *resource.Set
	names map[string]*seeds.Labels[store.ObjectID] // by kind
}

func newLoader(tx *store.Tx, file *seeds.File, set *resource.Set) *Loader {
	return &Loader{Tx: tx, File: file, set: set, names: map[string]*seeds.Labels[store.ObjectID]{}}
}

// of returns the names of a kind of records.
func (l *Loader) of(kind string) *seeds.Labels[store.ObjectID] {
	if l.names[kind] == nil {
		l.names[kind] = seeds.NewLabels(kind, ParseID)
	}
	return l.names[kind]
}

// Resolve finds the record that a relation names by id or label; see schema.Resolver.
func (l *Loader) Resolve(kind string, relation seeds.Text) store.ObjectID {
	id, _ := l.of(kind).Resolve(l.File, relation)
	return id
}

// ParseID reads an id as a seed writes it, false when it is none.
func ParseID(text string) (store.ObjectID, bool) {
	id, err := store.ParseObjectID(text)
	return id, err == nil
}

// identity is what a record says of itself: an id, a label, a time of creation.
type identity struct {
	pos       seeds.Pos
	id, ref   seeds.Text
	createdAt seeds.Instant
}

// identify returns the id and the time of creation of a record and registers its names. One follows from the other; a
// record that says neither is created now.
func (l *Loader) identify(list, kind string, number int, who identity) (id store.ObjectID, createdAt time.Time) {
	at := who.pos
	if who.id.Given() {
		at = who.id.Pos
		parsed, ok := ParseID(who.id.Value)
		if !ok {
			l.File.Faultf(at, "a %s id is 24 hex digits, not %q", l.set.Provider, who.id.Value)
			who.id = seeds.Text{} // the label still names the record, so that one wrong id is one fault
			return l.identify(list, kind, number, who)
		}
		id, createdAt = parsed, time.Unix(parsed.Second(), 0)
	}
	switch {
	case who.createdAt.Given():
		createdAt = who.createdAt.Time
	case !who.id.Given():
		createdAt = l.Tx.Now()
	}
	if !who.id.Given() {
		id = NumberedID(l.set.Provider, "seed/"+list, createdAt, number)
	}
	if id.Second() != createdAt.Unix() {
		l.File.Warnf(at, "the id %s says it was created at %d (Unix seconds), createdAt says %d", id, id.Second(), createdAt.Unix())
	}
	l.of(kind).Define(l.File, id, at, who.ref)
	return id, createdAt
}

// NumberedID is the id of the n-th record of a source ("seed/jobs").
func NumberedID(provider, source string, at time.Time, n int) store.ObjectID {
	return store.NewObjectID(at, store.NewIDSource(provider+"/"+source), uint64(n)) //nolint:gosec // counts are not negative
}
