package seeds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Pos is a place in a file. Lines and columns count from 1; the zero value is no place.
type Pos struct{ Line, Column int }

// Fault is one thing wrong with a file.
type Fault struct {
	File    string
	Pos     Pos
	Message string
	Warning bool // worth telling, no reason to stop

	Path     string   // the node it is about, as in "huntr.jobs[3]"; empty: none in particular
	Accepted []string // the keys that could stand there instead of an unknown one
}

func (f Fault) String() string {
	severity := ""
	if f.Warning {
		severity = "warning: "
	}
	oneLine := strings.NewReplacer("\n", `\n`, "\r", `\r`)
	return fmt.Sprintf("%s:%d:%d: %s%s", f.File, f.Pos.Line, f.Pos.Column, severity, oneLine.Replace(f.Message))
}

// Faults is everything wrong with a file.
type Faults []Fault

// mostLines is how many faults are worth reading at once.
const mostLines = 200

// Error has one line for each fault, as long as there are not too many.
func (f Faults) Error() string {
	var lines []string
	for _, fault := range f[:min(len(f), mostLines)] {
		lines = append(lines, fault.String())
	}
	if more := len(f) - mostLines; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Faultf reports something wrong at a place of the file.
func (f *File) Faultf(at Pos, format string, args ...any) {
	f.faults = append(f.faults, Fault{File: f.Name, Pos: at, Message: fmt.Sprintf(format, args...)})
}

// faultf reports something wrong with the node, whose path it puts in front.
func (n Node) faultf(at Pos, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if n.path != "" {
		message = n.path + ": " + message
	}
	n.faults = append(n.faults, Fault{File: n.Name, Pos: at, Message: message, Path: n.path})
}

// about adds to the latest fault what it is about.
func (n Node) about(key string, accepted []string) {
	latest := &n.faults[len(n.faults)-1]
	latest.Path, latest.Accepted = n.child(key, n.yaml).path, accepted
}

// Warnf reports something worth telling at a place of the file.
func (f *File) Warnf(at Pos, format string, args ...any) {
	f.faults = append(f.faults, Fault{File: f.Name, Pos: at, Message: fmt.Sprintf(format, args...), Warning: true})
}

// Err is all faults that stop the file from being used, as Faults in the order of their places; nil when there are none.
func (f *File) Err() error {
	if faults := f.sorted(false); len(faults) > 0 {
		f.findPaths(faults[:min(len(faults), mostLines)])
		return faults
	}
	return nil
}

// findPaths names the node at the place of each fault that names none.
func (f *File) findPaths(faults Faults) {
	wanted := map[Pos][]*Fault{}
	for i := range faults {
		if faults[i].Path == "" {
			wanted[faults[i].Pos] = append(wanted[faults[i].Pos], &faults[i])
		}
	}
	if f.root != nil && len(wanted) > 0 {
		Node{File: f, yaml: f.root}.findPaths(wanted)
	}
}

// findPaths walks below the node. The outermost of several nodes at one place is meant: a mapping, not its first key.
func (n Node) findPaths(wanted map[Pos][]*Fault) {
	for _, fault := range wanted[n.Pos()] {
		fault.Path = n.path
	}
	delete(wanted, n.Pos())
	for i := 0; i < len(n.yaml.Content) && len(wanted) > 0; i++ {
		if n.yaml.Kind == yaml.MappingNode {
			i++ // after the key
			if i < len(n.yaml.Content) {
				n.child(n.yaml.Content[i-1].Value, n.yaml.Content[i]).findPaths(wanted)
			}
			continue
		}
		Node{n.File, n.yaml.Content[i], fmt.Sprintf("%s[%d]", n.path, i)}.findPaths(wanted)
	}
}

// Warnings is all that was worth telling, in the order of places.
func (f *File) Warnings() Faults { return f.sorted(true) }

func (f *File) sorted(warnings bool) Faults {
	var some Faults
	for _, fault := range f.faults {
		if fault.Warning == warnings {
			some = append(some, fault)
		}
	}
	slices.SortStableFunc(some, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	return some
}
