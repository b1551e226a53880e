package main

import (
	"bytes"
	"maps"
	"os"
	"strings"
)

// imageSettings are the defaults of the image. They stand below a config file, so that a mounted one can say otherwise; a
// variable set in the Dockerfile would overrule it.
func imageSettings() layer {
	if imageBuild == "" {
		return layer{}
	}
	return layer{"addr": value{":8888", "the image"}, "seed_dir": value{"/seeds", "the image"}}
}

// containerFlags are the flags that the first process of a container was started with, when that is this program: its
// health check is started without them.
func containerFlags(process string) layer {
	first, err := os.Readlink(process + "/exe")
	own, ownErr := os.Readlink("/proc/self/exe")
	if err != nil || ownErr != nil || first != own {
		return layer{}
	}
	line, err := os.ReadFile(process + "/cmdline") //nolint:gosec // the path is of our own making
	if err != nil {
		return layer{}
	}
	return flagsOf(strings.Split(string(bytes.TrimRight(line, "\x00")), "\x00"))
}

// flagsOf reads the settings among the arguments of a command: --name value, --name=value, or with one dash.
func flagsOf(arguments []string) layer {
	byFlag, given := map[string]string{}, layer{}
	for _, s := range settings() {
		byFlag[strings.TrimPrefix(s.flag(), "--")] = s.name
	}
	for i := 1; i < len(arguments); i++ {
		flag, text, inOne := strings.Cut(strings.TrimLeft(arguments[i], "-"), "=")
		name, known := byFlag[flag]
		if !known || !strings.HasPrefix(arguments[i], "-") {
			continue
		}
		if !inOne && i+1 < len(arguments) {
			i++
			text = arguments[i]
		}
		given[name] = value{text, "--" + flag + " of the container's command"}
	}
	return given
}

// over has what this layer says, and below it what another one says.
func (l layer) over(other layer) layer {
	both := maps.Clone(other)
	maps.Copy(both, l)
	return both
}
