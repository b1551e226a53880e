package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/urfave/cli/v3"

	"mockserver/seeds"
)

// generated lists what each provider's `generate` section counts, in the order of the seed's documentation.
func generated() []generatedSection {
	return []generatedSection{
		{"huntr", []string{"members", "employers", "jobs"}},
		{"teamtailor", []string{"departments", "roles", "locations", "users", "questions", "jobs", "candidates", "job-applications", "answers"}},
		{"jusrecruit", []string{"users", "workflows", "jobs", "candidates"}},
	}
}

type generatedSection struct {
	provider string
	kinds    []string
}

// generateFlags are a flag for each count, and what all counts have in common.
func generateFlags() []cli.Flag {
	all := []cli.Flag{
		&cli.Int64Flag{Name: "draw", Value: 1, Usage: "another number gives other records"},
		&cli.StringFlag{Name: "from", Usage: "a time before which nothing happens (2025-01-01 if not set)"},
		&cli.StringFlag{Name: "to", Usage: "a time after which nothing happens (2026-01-01 if not set)"},
	}
	for _, section := range generated() {
		for _, kind := range section.kinds {
			all = append(all, &cli.UintFlag{Name: section.provider + "-" + kind, Usage: "how many " + kind + " of " + section.provider, HideDefault: true})
		}
	}
	return all
}

// seedGenerate writes a seed that has the credentials of the seed "empty" and generates what was asked for.
func (p *program) seedGenerate(_ context.Context, o *options, command *cli.Command) error {
	text := generatingSeed(command, command.Uint)
	few := func(name string) uint { return min(command.Uint(name), 1) }
	if err := check(o, seeds.Parse("generate", []byte(generatingSeed(command, few)))); err != nil {
		return failure{err, exitUsage}
	}
	return p.writeNew(command.Args().First(), text)
}

// seedSchemaLine is the first line of the starter, by which editors find the schema of seeds.
func seedSchemaLine() string {
	line, _, _ := strings.Cut(starter, "\n")
	return line + "\n"
}

// generatingSeed is the text of the seed, with counts by the names of their flags.
func generatingSeed(command *cli.Command, count func(flag string) uint) string {
	base, _ := seeds.Embedded("empty")
	_, sections, _ := strings.Cut(string(base), "\nhuntr:\n") // without the comments of the embedded file
	text := seedSchemaLine() + "# Made by: mockserver seed generate\nhuntr:\n" + sections
	for _, section := range generated() {
		fields := []string{fmt.Sprintf("seed: %d", command.Int64("draw"))}
		for _, name := range []string{"from", "to"} {
			if at := command.String(name); at != "" {
				fields = append(fields, fmt.Sprintf("%s: %q", name, at))
			}
		}
		common := len(fields)
		for _, kind := range section.kinds {
			if n := count(section.provider + "-" + kind); n > 0 {
				fields = append(fields, fmt.Sprintf("%s: %d", kind, n))
			}
		}
		if len(fields) > common {
			top := regexp.MustCompile(`(?m)^` + section.provider + ":\n")
			line := section.provider + ":\n  generate: {" + strings.Join(fields, ", ") + "}\n"
			text = top.ReplaceAllLiteralString(text, line)
		}
	}
	return text
}
