package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/store"
)

// build makes the mock that the settings describe. Its errors are about the seed.
func build(o *options, log *slog.Logger) (*server.Server, error) {
	var err error
	if o.seed, err = pickSeed(o); err != nil {
		return nil, failure{err, exitSeed}
	}
	if len(o.passedOver) > 0 {
		log.Warn("files of seed_dir that are no seeds: a seed ends in .yaml, .yml or .json", "files", o.passedOver, "seed_dir", o.seedDir.text)
	}
	seed, content, err := readSeed(o.seed)
	o.mark = markOf(content)
	if err != nil {
		return nil, failure{err, exitSeed}
	}
	mock, err := server.New(server.Options{
		Version: buildVersion(), Instance: o.instance, Seed: seed, Clock: store.NewClock(o.clock, o.clockMode), Settings: &o.providers, Log: log,
		MaxSandboxes: o.maxSandboxes, FaultHeader: o.faultHeader, CORS: o.cors, AllowHosts: o.allowHosts, TLS: o.tls,
	})
	if errors.As(err, new(seeds.Faults)) {
		return nil, failure{err, exitSeed}
	}
	if errors.As(err, new(server.TLSError)) {
		return nil, failure{err, exitUsage}
	}
	if err != nil {
		return nil, failure{fmt.Errorf("%s: %w", seed.Name, err), exitSeed}
	}
	warn(seed, log)
	return mock, nil
}

// warn logs what is worth telling about a seed that was loaded.
func warn(seed *seeds.File, log *slog.Logger) {
	for _, warning := range seed.Warnings() {
		log.Warn(warning.Message, "file", warning.File, "line", warning.Pos.Line, "column", warning.Pos.Column)
	}
}

// readSeed takes an embedded seed of that name or else the file of that path; ./default is a file.
func readSeed(from value) (seed *seeds.File, content []byte, err error) {
	if text, embedded := seeds.Embedded(from.text); embedded {
		return seeds.Parse(from.text+".yaml", text), text, nil
	}
	text, err := os.ReadFile(from.text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: seed: neither a file that can be read nor an embedded seed (%s): %w", from.source, strings.Join(seeds.Names(), ", "), err)
	}
	return seeds.Parse(from.text, text), text, nil
}
