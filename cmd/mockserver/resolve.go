package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"mockserver/server"
)

// variablePrefix begins the name of every environment variable that is a setting.
const variablePrefix = "MOCKSERVER_"

// value is the text of a setting and where it stands: "--addr", "MOCKSERVER_ADDR", "mock.yaml:3:7".
type value struct{ text, source string }

// layer is what one source gives, by the name of the setting.
type layer map[string]value

func fromFlags(command *cli.Command) layer {
	given := layer{}
	for _, s := range settings() {
		if name := strings.TrimPrefix(s.flag(), "--"); command.IsSet(name) {
			given[s.name] = value{command.String(name), s.flag()}
		}
	}
	return given
}

// fromEnvironment reads the variables, and lists in order those that look like a setting's and are none. An empty one is
// as good as none, because that is what compose files make of a variable that is not set.
func fromEnvironment(environment []string) (given layer, unknown []string) {
	given, byVariable := layer{}, map[string]string{}
	for _, s := range settings() {
		byVariable[s.variable()] = s.name
	}
	for _, entry := range environment {
		variable, text, _ := strings.Cut(entry, "=")
		name, known := byVariable[variable]
		switch {
		case known && text != "":
			given[name] = value{text, variable}
		case !known && strings.HasPrefix(variable, variablePrefix):
			unknown = append(unknown, variable)
		}
	}
	slices.Sort(unknown)
	return given, unknown
}

// resolve settles every setting: flag before environment before config file before default. The error names all that
// was wrong, a line for each.
func resolve(fromFlags, fromEnvironment layer) (*options, error) {
	var wrong []error
	layers := []layer{fromFlags, fromEnvironment}
	if config, given := first(layers, noConfig); given {
		fromConfig, err := readConfig(config)
		layers, wrong = append(layers, fromConfig), append(wrong, err)
	}
	layers = append(layers, imageSettings())
	settled := &options{providers: server.DefaultSettings()}
	for _, s := range settings() {
		v, given := first(layers, s.name)
		if !given && s.standard == "" {
			continue
		}
		if !given {
			v = value{s.standard, "default"}
		}
		if !s.set(settled, v) {
			wrong = append(wrong, s.refuse(v))
		}
	}
	return settled, errors.Join(wrong...)
}

// first finds a setting's value in the first layer that has it.
func first(layers []layer, name string) (value, bool) {
	for _, l := range layers {
		if v, given := l[name]; given {
			return v, true
		}
	}
	return value{}, false
}

func (s setting) refuse(v value) error {
	return fmt.Errorf("%s: %s: %q is not accepted; accepted: %s", v.source, s.name, v.text, strings.ReplaceAll(s.accepted, "`", ""))
}
