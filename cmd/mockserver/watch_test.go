package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

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

// TestWatchDecidesByContent: a swap to a file of equal size and time is seen, a file that is empty or half written is not
// loaded, and what is no file is said.
func TestWatchDecidesByContent(t *testing.T) {
	t.Parallel()
	seed := file(t, "seed.yaml", oneMember)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, os.Chtimes(seed, at, at))
	content, err := os.ReadFile(seed)
	require.NoError(t, err)
	var log bytes.Buffer
	w := watcher{from: value{seed, "--seed"}, loaded: markOf(content), seen: markOf(content), log: slog.New(slog.NewTextHandler(&log, nil))}
	put := func(text string) {
		require.NoError(t, os.WriteFile(seed, []byte(text), 0o600))
		require.NoError(t, os.Chtimes(seed, at, at))
	}
	assert.Nil(t, w.changed())
	put(strings.ReplaceAll(oneMember, "Ann", "Bob"))
	assert.Nil(t, w.changed(), "it may be half written")
	put(strings.ReplaceAll(oneMember, "Ann", "Cid"))
	assert.Nil(t, w.changed(), "and was")
	assert.Contains(t, string(w.changed()), "Cid")
	assert.Nil(t, w.changed(), "once")
	put("")
	assert.Nil(t, w.changed())
	put(" \n")
	assert.Nil(t, w.changed(), "an empty file is never a seed")
	assert.Equal(t, 1, strings.Count(log.String(), "it is empty"), log.String())
	require.NoError(t, os.Remove(seed))
	assert.Nil(t, w.changed())
	require.NoError(t, syscall.Mkfifo(seed, 0o600))
	assert.Nil(t, w.changed(), "a pipe is not opened")
	assert.Contains(t, log.String(), "it is no regular file")
	require.NoError(t, os.Remove(seed))
	put(strings.ReplaceAll(oneMember, "Ann", "Dan"))
	assert.Nil(t, w.changed())
	assert.Contains(t, string(w.changed()), "Dan")
	assert.Contains(t, log.String(), "watched again")
}

// TestWatchOfALargeFile: its content is read when time, size or the file itself is another.
func TestWatchOfALargeFile(t *testing.T) {
	t.Parallel()
	large := oneMember + strings.Repeat("# padding\n", mostHashed/10+1)
	seed := file(t, "seed.yaml", large)
	w := watcher{from: value{seed, "--seed"}, loaded: markOf([]byte(large)), seen: markOf([]byte(large)), log: slog.New(slog.DiscardHandler)}
	assert.Nil(t, w.changed())
	swapped := file(t, "other.yaml", strings.ReplaceAll(large, "Ann", "Bob"))
	require.NoError(t, os.Rename(swapped, seed))
	assert.Nil(t, w.changed())
	assert.Contains(t, string(w.changed()), "Bob")
	assert.Nil(t, w.changed())
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
	assert.Contains(t, banner(), "files=[notes.txt]", "what is passed over is said")
	json := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(json, "seed.json"), []byte(`{"huntr": {"tokens": [{"token": "of-json"}]}}`), 0o600))
	assert.Contains(t, banner("--seed-dir", json), "of-json")
	second := filepath.Join(directory, "other.yaml")
	require.NoError(t, os.WriteFile(second, []byte(oneMember), 0o600))
	status, _, stderr := execute(t, environment("MOCKSERVER_SEED_DIR="+directory), "--addr=127.0.0.1:0")
	assert.Equal(t, exitSeed, status)
	assert.Contains(t, stderr, second+", "+path)
	p := start(t, environment("MOCKSERVER_SEED_DIR=/nowhere"), "--addr=127.0.0.1:0")
	assert.Contains(t, p.stderr.String(), "default (embedded)")
}
