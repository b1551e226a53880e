// Package action does what people do in a vendor's product: it reads the body of an action by the fields of a resource,
// finds the records that it names by id or label, and makes new ones.
package action

import (
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

// Key is one key of an action's body.
type Key struct {
	seeds.Key

	field *schema.Field // of the resource that the body fills; nil for a key of the action alone
}

// Keys are some fields of a resource, which fill its record: "title", or "title,required" where the action must have it.
// "ref" is the label of a new record.
func Keys[T any](r *resource.Resource[T], names ...string) []Key {
	keys := make([]Key, 0, len(names))
	for _, text := range names {
		name, required := strings.CutSuffix(text, ",required")
		if name == "ref" {
			keys = append(keys, Text("ref"))
			continue
		}
		f := r.Fields.Must(name)
		keys = append(keys, Key{f.Key(required), f})
	}
	return keys
}

// Text is a key of the action alone: a text, or a relation that the action reads in a way of its own.
func Text(name string) Key { return own(name, "text") }

// Time is a key of the action alone: a point in time.
func Time(name string) Key { return own(name, "time") }

func own(text, kind string) Key {
	name, required := strings.CutSuffix(text, ",required")
	return Key{Key: seeds.Key{Name: name, Type: kind, Required: required}}
}

// Run is one action in its transaction. What is wrong with its body is reported to the file, and then nothing has changed.
type Run struct {
	Tx   *store.Tx
	File *seeds.File

	set     *resource.Set
	keys    []Key
	node    seeds.Node
	members map[string]seeds.Node
}

// New makes an action.
func New(set *resource.Set, name, summary string, label provider.Label, keys []Key, run func(*Run)) provider.Action {
	accepted := make([]string, len(keys))
	body := make([]seeds.Key, len(keys))
	for i, key := range keys {
		accepted[i], body[i] = key.Name, key.Key
	}
	return provider.Action{
		Name: name, Summary: summary, Label: label, Body: body,
		Run: func(tx *store.Tx, node seeds.Node) {
			r := &Run{Tx: tx, File: node.File, set: set, keys: keys, node: node, members: node.Members(accepted)}
			r.check()
			if node.Err() == nil {
				run(r)
			}
		},
	}
}

// check reports what the body lacks and what is of the wrong type. Relations are looked up later.
func (r *Run) check() {
	for _, key := range r.keys {
		member, given := r.members[key.Name]
		switch {
		case !given:
			if key.Required {
				r.node.Missing(key.Name)
			}
		case key.field != nil:
			key.field.Check(member)
		case key.Type == "time":
			member.Instant()
		default:
			member.Text()
		}
	}
}

// Given reports whether the body has a key.
func (r *Run) Given(name string) bool {
	_, given := r.members[name]
	return given
}

// Text returns the text under a key; one that is not given is empty.
func (r *Run) Text(name string) seeds.Text {
	if member, given := r.members[name]; given {
		return member.Text()
	}
	return seeds.Text{}
}

// Time returns the time under a key; one that is not given is zero.
func (r *Run) Time(name string) seeds.Instant {
	if member, given := r.members[name]; given {
		return member.Instant()
	}
	return seeds.Instant{}
}

// Refuse reports something wrong with the value of a key.
func (r *Run) Refuse(name, message string, args ...any) {
	at := r.node.Pos()
	if member, given := r.members[name]; given {
		at = member.Pos()
	}
	r.File.Faultf(at, message, args...)
}

// Resolve finds a record by id or label; see schema.Resolver.
func (r *Run) Resolve(kind string, relation seeds.Text) store.ObjectID {
	text := relation.Value
	if labelled, ok := r.set.Labels.ID(r.Tx, kind, text); ok {
		text = labelled
	}
	if id, err := store.ParseObjectID(text); err == nil && r.set.Has(r.Tx, kind, id) {
		return id
	}
	r.set.Labels.Unknown(r.Tx, r.File, kind, relation)
	return store.ObjectID{}
}

// Find returns the record of a resource that the body names under a key. One that does not exist is reported.
func Find[T any](r *Run, of *resource.Resource[T], key string) (value T, ok bool) {
	row, ok := of.Get(r.Tx, r.Resolve(of.One, r.Text(key)))
	if !ok {
		return value, false
	}
	return row.Value, true
}

// Fill sets the fields of a record that the body has, and reports whether there was one.
func Fill[T any](r *Run, of *resource.Resource[T], row *T) bool {
	var some []*schema.Field
	for _, key := range r.keys {
		if key.field != nil && key.field == of.Fields.Find(key.Name) && r.Given(key.Name) {
			some = append(some, key.field)
		}
	}
	of.Fields.Load(r, r.members, row, some)
	return len(some) > 0
}

// Begin makes a new record, created now, with the fields and the label that the body has. The caller puts it into its table.
func Begin[T any](r *Run, of *resource.Resource[T]) T {
	var row T
	of.Fields.Standard(&row)
	*of.Fields.IDOf(&row) = NewID(r.Tx, of)
	of.Fields.SetCreated(&row, r.Tx.Now())
	Fill(r, of, &row)
	r.set.Labels.Define(r.Tx, r.File, of.One, r.Text("ref"), of.ID(&row).String(), func(text string) bool {
		_, err := store.ParseObjectID(text)
		return err == nil
	})
	return row
}

// NewID makes an id that no record of the resource has: rows that were taken over from another sandbox may have those
// that this one counts to.
func NewID[T any](tx *store.Tx, of *resource.Resource[T]) store.ObjectID {
	for {
		id := tx.NewObjectID()
		if _, taken := of.Get(tx, id); !taken {
			return id
		}
	}
}

// Accepted lists the keys of the body, for a body that has too few of them.
func (r *Run) Accepted() string {
	names := make([]string, len(r.keys))
	for i, key := range r.keys {
		names[i] = key.Name
	}
	return strings.Join(names, ", ")
}
