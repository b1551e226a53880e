package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
)

// launchBoth starts the mock and then the bare program with the page that the mock answers.
func (b *bench) launchBoth(ctx context.Context, s scenario) (mock, bare *process, path string, err error) {
	seedFile := filepath.Join(b.dir, "seed.yaml")
	if err = os.WriteFile(seedFile, []byte(seed), 0o600); err != nil {
		return nil, nil, "", err
	}
	if mock, err = b.launchMock(ctx, "--seed", seedFile, "--teamtailor-rate-limit", "headers-only"); err != nil {
		return nil, nil, "", err
	}
	if path, err = s.resolve(ctx, mock); err == nil {
		err = b.keepPage(ctx, mock, path, s.headers)
	}
	if err == nil {
		bare, err = launch(ctx, b.bare, b.dir)
	}
	if err != nil {
		mock.stop()
	}
	return mock, bare, path, err
}

// keepPage writes the mock's answer where the bare program reads it.
func (b *bench) keepPage(ctx context.Context, mock *process, path string, headers []string) error {
	a, err := fetchOnce(ctx, mock.addr, get(path, headers))
	if err != nil {
		return err
	}
	index := path + "\t" + a.contentType + "\tpage\n"
	return errors.Join(
		os.WriteFile(filepath.Join(b.dir, "page"), a.body, 0o600),
		os.WriteFile(filepath.Join(b.dir, "index"), []byte(index), 0o600),
	)
}

// same makes sure that both programs answer with the same bytes, and counts them.
func same(ctx context.Context, mock, bare *process, request []byte) (size int, err error) {
	ours, err := fetchOnce(ctx, mock.addr, request)
	if err != nil {
		return 0, err
	}
	theirs, err := fetchOnce(ctx, bare.addr, request)
	if err == nil && (ours.contentType != theirs.contentType || !bytes.Equal(ours.body, theirs.body)) {
		err = errors.New("the mock does not answer twice alike")
	}
	return len(ours.body), err
}
