// Command mockserver stands in for recruiting APIs: it serves them on one port, without a network or an account.
package main

import (
	"context"
	"os"
)

// version is what a release is linked with: go build -ldflags "-X main.version=1.2.3". The linker can only set a
// package variable; nothing in the program changes it. It is empty in any other build, see buildVersion.
var version string

// imageBuild is not empty in the binary of the image, which is linked with -X main.imageBuild=yes: its defaults differ, see
// imageSettings.
var imageBuild string //nolint:gochecknoglobals // set by the linker

func main() {
	os.Exit(run(context.Background(), os.Args, os.Environ(), os.Stdout, os.Stderr))
}
