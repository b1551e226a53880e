package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"mockserver/server"
)

// routeLine is one route as `routes --format json` prints it.
type routeLine struct {
	API        string `json:"api"`
	Method     string `json:"method"`
	Path       string `json:"path"`
	Permission string `json:"permission"`
	Evidence   string `json:"evidence"`
	Source     string `json:"source"`
}

// routes lists what is served, in the order of the vendors' pages.
func (p *program) routes(_ context.Context, _ *options, command *cli.Command) error {
	mock, err := server.New(server.Options{})
	if err != nil {
		return err
	}
	var lines []routeLine
	for _, r := range mock.Routes() {
		lines = append(lines, routeLine{r.Provider, r.Method, r.Pattern, r.Permission, r.Label.Evidence.String(), r.Label.Source})
	}
	if command.String("format") == "json" {
		encoder := json.NewEncoder(p.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(lines)
	}
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "API\tMethod\tPath\tPermission\tEvidence\tSource")
	for _, l := range lines {
		permission := l.Permission
		if permission == "" {
			permission = "-"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", l.API, l.Method, l.Path, permission, l.Evidence, l.Source)
	}
	return table.Flush()
}
