package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/urfave/cli/v3"
)

// printVersion is the sub-command version and the flag --version.
func (p *program) printVersion(context.Context, *cli.Command) error {
	_, err := fmt.Fprintln(p.stdout, buildVersion())
	return err
}

// buildVersion is the version of a release, or else what the Go tool knows of the build.
func buildVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
