package teamtailor

import (
	"fmt"
	"time"

	"mockserver/store"
)

// resource is one type of the API. It is all that the engine knows of the type: documents, fields, include, sort,
// filters, writes and seeds follow from it.
type resource struct {
	name        string // on the wire: "job-applications"
	path        string // "/v1/job-applications"
	heading     string // of the vendor's page
	one         string // a single one, in words: "job application"
	scope       Scope  // the least that sees it at all
	listed      bool   // the page documents list and show
	creates     bool   // the page documents create
	updates     bool   // the page documents update; linkage writes follow it
	attributes  []attribute
	relations   []relation
	filters     []filter
	indexed     []string    // columns that need an index beside those of filters, order and relations
	order       []criterion // when no sort is asked for; id ascending when empty
	newestFirst bool        // the default order is id descending

	links   func(*Record) []link                                          // in front of self
	visible func(Scope, *Record, time.Time) bool                          // nil: to all who may see the type
	twin    func(*change) (*Record, bool)                                 // a create that means a record there is
	settle  func(*change)                                                 // stamps, derives and validates before a write
	created func(*change)                                                 // what a new record brings along
	place   func(*loader, *draft, *Record)                                // finds what a seed's record means by its placed relations, behind all other types
	told    *told                                                         // what webhooks are told of it; nil: nothing
	once    *once                                                         // what no two records of a seed may have
	status  func(*store.Tx, Scope, []string, time.Time) (condition, bool) // jobs only: by status and what the key may see

	everything fieldset // what documents show of it

	table   *store.Table[int64, Record]
	indexes map[column]*store.Index[int64, Record, key]
}

// kind is the type of an attribute's value.
type kind int

// The kinds, with the Go type of their values in a Record; nil is null for each of them.
const (
	text         kind = iota // string, or ownFile of one that is fetched
	boolean                  // bool
	integer                  // int64
	date                     // moment
	texts                    // []string
	integers                 // []int64
	picture                  // string, the URL of the standard size
	pictures                 // []string
	alternatives             // []alternative
)

// access says who may set an attribute or relation.
type access int

const (
	writable  access = iota
	readOnly         // not allowed in a request
	ignored          // accepted in a request, changes nothing
	writeOnly        // for creating only, not stored
	internal         // not stored in a document nor accepted: for indexes
)

// attribute is one attribute of a resource.
type attribute struct {
	name    string
	kind    kind
	access  access
	initial any                          // what a new record has
	fold    bool                         // stored in lower case
	derive  func(*Record, time.Time) any // not stored: follows from the record and the time
	seeded  bool                         // internal, but a seed may set it
	words   []string                     // what a seed may set it to, if not anything
	fetched bool                         // the URL of a document, which is fetched when the setting says so
}

// gap reports whether what a document prints follows from the time, so that kept bytes leave it out.
func (a *attribute) gap() bool { return a.derive != nil || a.fetched }

// printed tells whether documents show the attribute.
func (a *attribute) printed() bool { return a.access != writeOnly && a.access != internal }

// relation is one relationship of a resource. A relation to many is one of three: the records whose own relation points
// back (inverse), those reached over a third type (through), or a list that the record itself keeps.
type relation struct {
	name    string
	target  string
	to      *resource // the target, found when the schema is complete
	many    bool
	inverse string
	through *through
	needed  bool // a seed must set it
	placed  bool // a seed sets it through the resource's place
}

// once is what the rules of the API let one record have only.
type once struct {
	of        func(*change) any                     // nil for nothing
	message   func(of any, id int64, at int) string // the id and the line of the record that has it
	tolerated bool                                  // a seed may have it more often all the same
}

// oncePair is once for the first two relations of a record together.
func oncePair(message string) *once {
	return &once{
		of: func(c *change) any {
			if c.record.One[0] == 0 || c.record.One[1] == 0 {
				return nil
			}
			return [2]int64(c.record.One[:2])
		},
		message: func(_ any, _ int64, line int) string { return fmt.Sprintf("%s, in line %d", message, line) },
	}
}

// derived tells that nobody can write the relation.
func (r *relation) derived() bool { return r.through != nil }

// through is a way over a third type: the records of over whose relation from is this one lead to their relation onto.
type through struct{ over, from, onto string }

// link is one link of a resource object in front of self, to a page of the career site.
type link struct {
	name string
	site byte // plainSite or secureSite
	path string
}

// column is one attribute, relation or (the zero value) the id of a resource.
type column struct {
	of columnKind
	n  int
}

type columnKind int

const (
	theID columnKind = iota
	anAttribute
	aRelation
)

// criterion is one key of an order: a column, or the column of a related record.
type criterion struct {
	via        string // a relation to one, empty for the record itself
	name       string
	descending bool
}

// filter is one filter of a resource.
type filter struct {
	name    string
	column  string   // empty: as the filter is called
	ranged  bool     // takes [from] and [to]
	fold    bool     // in any case
	initial string   // the value when it is not given
	status  bool     // the status of a job
	words   []string // the values that can find something; none: any. The library takes others and finds nothing (measured)
}

// attribute finds an attribute by name, -1 when there is none.
func (r *resource) attribute(name string) int {
	for i := range r.attributes {
		if r.attributes[i].name == name {
			return i
		}
	}
	return -1
}

// relation finds a relation by name, -1 when there is none.
func (r *resource) relation(name string) int {
	for i := range r.relations {
		if r.relations[i].name == name {
			return i
		}
	}
	return -1
}

// column finds what a name stands for.
func (r *resource) column(name string) (column, bool) {
	if name == "id" {
		return column{}, true
	}
	if i := r.attribute(name); i >= 0 {
		return column{anAttribute, i}, true
	}
	if i := r.relation(name); i >= 0 {
		return column{aRelation, i}, true
	}
	return column{}, false
}

// mustColumn is column for names that the program itself gives.
func (r *resource) mustColumn(name string) column {
	found, ok := r.column(name)
	if !ok {
		panic("teamtailor: " + r.name + " has no " + name)
	}
	return found
}
