package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"mockserver/seeds"
)

// readConfig reads a file of settings. What it could read it returns even when the file has faults, so that one start
// tells of everything.
func readConfig(path value) (layer, error) {
	data, err := os.ReadFile(path.text)
	if err != nil {
		return nil, fmt.Errorf("%s: config: the file cannot be read: %w", path.source, err)
	}
	file, given := seeds.Parse(path.text, data), layer{}
	take := func(name string, node seeds.Node) {
		if text := node.Text(); text.Given() {
			given[name] = value{text.Value, fmt.Sprintf("%s:%d:%d", path.text, text.Pos.Line, text.Pos.Column)}
		}
	}
	groups, keys := configKeys()
	file.Sections(groups, func(name string, node seeds.Node) {
		if len(keys[name]) == 0 {
			take(name, node)
			return
		}
		node.Entries(keys[name], func(key string, inner seeds.Node) { take(name+"."+key, inner) })
	})
	return given, hinted(file.Err())
}

// configKeys lists the top keys of a config file in the order of the table, and what each group holds; a plain setting
// holds nothing.
func configKeys() (top []string, inner map[string][]string) {
	inner = map[string][]string{}
	for _, s := range settings() {
		group, key, ok := s.key()
		switch {
		case !ok:
			continue
		case group == "":
			group = key
		default:
			inner[group] = append(inner[group], key)
		}
		if !slices.Contains(top, group) {
			top = append(top, group)
		}
	}
	return top, inner
}

// hinted tells who writes records or tokens into a config file where those belong.
func hinted(err error) error {
	var faults seeds.Faults
	if !errors.As(err, &faults) {
		return err
	}
	faults = slices.Clone(faults)
	for i := range faults {
		if strings.Contains(faults[i].Message, "unknown key") {
			faults[i].Message += "; a config file holds settings only: tokens, records and what to generate go into a seed, see --seed"
		}
	}
	return faults
}
