package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"mockserver/openapi"
)

// printOpenAPI prints the OpenAPI document of an API.
func (p *program) printOpenAPI(_ context.Context, _ *options, command *cli.Command) error {
	read := openapi.Document
	if command.String("format") == "json" {
		read = openapi.JSON
	}
	text, ok := read(command.Args().First())
	if !ok {
		return failure{fmt.Errorf("openapi: no document is called %q; accepted: %s", command.Args().First(), strings.Join(openapi.Names(), ", ")), exitUsage}
	}
	_, err := p.stdout.Write(text)
	return err
}
