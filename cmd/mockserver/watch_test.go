package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const oneMember = "huntr:\n  tokens: [{token: huntr-demo-token}]\n  members: [{givenName: Ann, familyName: Lee, email: ann@example.com}]\n"

func TestWatchLoadsAChangedSeed(t *testing.T) {
	t.Parallel()
	seed := file(t, "seed.yaml", oneMember)
	p := start(t, environment(), "--watch", "--addr=127.0.0.1:0", "--seed", seed)
	members := func() string {
		_, body := get(t, p.ready.URL+"/org/members")
		return body
	}
	assert.Contains(t, members(), "Ann")

	require.NoError(t, os.WriteFile(seed, []byte(oneMember+"  nonsense: 1\n"), 0o600))
	eventually(t, func() bool { return strings.Contains(p.stderr.String(), "seed not loaded again") }, "the fault is not told")
	assert.Contains(t, p.stderr.String(), "line=4")
	assert.Contains(t, members(), "Ann", "the old state stays")

	require.NoError(t, os.WriteFile(seed, []byte(strings.ReplaceAll(oneMember, "Ann", "Berta")), 0o600))
	eventually(t, func() bool { return strings.Contains(members(), "Berta") }, "not loaded")
	assert.NotContains(t, members(), "Ann\"")

	require.NoError(t, os.WriteFile(seed, []byte(strings.ReplaceAll(oneMember, "huntr-demo-token", "another")), 0o600))
	eventually(t, func() bool {
		status, _ := get(t, p.ready.URL+"/org/members")
		return status == http.StatusUnauthorized
	}, "the old token still holds")
}

func TestWatchOfABuiltInSeed(t *testing.T) {
	t.Parallel()
	p := start(t, environment("MOCKSERVER_WATCH=true"), "--addr=127.0.0.1:0", "--seed=empty")
	eventually(t, func() bool { return strings.Contains(p.stderr.String(), "nothing to watch") }, "ignored in silence")
}

func TestSeedDirectory(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	banner := func(more ...string) string {
		return start(t, environment("MOCKSERVER_SEED_DIR="+directory), append(more, "--addr=127.0.0.1:0")...).stderr.String()
	}
	assert.Contains(t, banner(), "default (embedded)")
	path := filepath.Join(directory, "world.yml")
	require.NoError(t, os.WriteFile(path, []byte(oneMember), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(directory, ".hidden.yaml"), []byte("no seed"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(directory, "notes.txt"), []byte("no seed"), 0o600))
	assert.Contains(t, banner(), path)
	assert.Contains(t, banner("--seed=empty"), "empty (embedded)", "who names a seed gets it")
	second := filepath.Join(directory, "other.yaml")
	require.NoError(t, os.WriteFile(second, []byte(oneMember), 0o600))
	status, _, stderr := execute(t, environment("MOCKSERVER_SEED_DIR="+directory), "--addr=127.0.0.1:0")
	assert.Equal(t, exitSeed, status)
	assert.Contains(t, stderr, second+", "+path)
	p := start(t, environment("MOCKSERVER_SEED_DIR=/nowhere"), "--addr=127.0.0.1:0")
	assert.Contains(t, p.stderr.String(), "default (embedded)")
}
