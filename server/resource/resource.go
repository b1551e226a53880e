// Package resource declares the types of a vendor's records whose rows are Go structs: a table, the fields that the
// struct's tags name, and the words by which seeds, actions and faults speak of it. All that a vendor of the plain kind
// needs follows from such a declaration:
//
//	members := resource.New[Member](set, "members", "member")
//
// reads a row type like the example in package schema. Package seed loads and exports its records, package action changes
// them as people do, package plain serves them.
package resource

import (
	"reflect"

	"mockserver/server/provider"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

// Set is the resources of one provider.
type Set struct {
	Provider string // "huntr"
	Schema   *store.Schema
	Labels   *provider.Labels

	kinds map[string]func(*store.Tx, store.ObjectID) bool // whether a record of a kind has an id
}

// NewSet begins a provider's resources.
func NewSet(tables *store.Schema, name string) *Set {
	return &Set{
		Provider: name, Schema: tables, Labels: provider.NewLabels(tables, name),
		kinds: map[string]func(*store.Tx, store.ObjectID) bool{},
	}
}

// Has reports whether a record of a kind has an id.
func (s *Set) Has(tx *store.Tx, kind string, id store.ObjectID) bool {
	has := s.kinds[kind]
	return has != nil && has(tx, id)
}

// Resource is one type of records, in a table by id.
type Resource[T any] struct {
	*store.Table[store.ObjectID, T]

	Set    *Set
	Name   string // of the list in a seed: "jobs"
	One    string // a single one, as labels, relations and faults call it: "job"
	Fields *schema.Fields
}

// New declares a resource and its table. T is a struct with `field` tags, one of which is "id".
func New[T any](set *Set, name, one string) *Resource[T] {
	fields := schema.Of(reflect.TypeFor[T]())
	r := &Resource[T]{Set: set, Name: name, One: one, Fields: fields}
	r.Table = store.NewTable(set.Schema, set.Provider+"."+name, store.CompareObjectIDs, func(row *T) store.ObjectID { return fields.ID(row) })
	set.kinds[one] = func(tx *store.Tx, id store.ObjectID) bool {
		_, found := r.Get(tx, id)
		return found
	}
	return r
}

// ID returns the key of a row.
func (r *Resource[T]) ID(row *T) store.ObjectID { return r.Fields.ID(row) }
