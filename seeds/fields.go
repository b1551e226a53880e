package seeds

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// field is one key that a struct takes.
type field struct {
	name     string
	index    int
	required bool
	limits   limits
}

// limits are the least and the greatest number a field takes.
type limits struct{ least, most int64 }

// noLimits take every number of 64 bits.
func noLimits() limits { return limits{math.MinInt64, math.MaxInt64} }

func (l limits) String() string {
	if l == noLimits() {
		return "of at most 64 bits"
	}
	return fmt.Sprintf("from %d to %d", l.least, l.most)
}

// fieldsOf reads the `seed` tags of a struct: the name, then "required", "min=N", "max=N" as they apply.
func fieldsOf(of reflect.Type) []field {
	var fields []field
	for i := range of.NumField() {
		tag, tagged := of.Field(i).Tag.Lookup("seed")
		if !tagged {
			continue
		}
		options := strings.Split(tag, ",")
		f := field{name: options[0], index: i, limits: noLimits()}
		for _, option := range options[1:] {
			f.option(of, option)
		}
		fields = append(fields, f)
	}
	return fields
}

func (f *field) option(of reflect.Type, option string) {
	name, text, _ := strings.Cut(option, "=")
	number, err := strconv.ParseInt(text, 10, 64)
	switch {
	case option == "required":
		f.required = true
	case name == "min" && err == nil:
		f.limits.least = number
	case name == "max" && err == nil:
		f.limits.most = number
	default:
		panic(fmt.Sprintf("seeds: %s.%s has the unknown option %q", of, f.name, option))
	}
}

// fieldsOfTypes remembers the fields of types: reading tags takes longer than filling a field.
type fieldsOfTypes map[reflect.Type][]field

func (known fieldsOfTypes) of(structure reflect.Type) []field {
	fields, ok := known[structure]
	if !ok {
		fields = fieldsOf(structure)
		known[structure] = fields
	}
	return fields
}
