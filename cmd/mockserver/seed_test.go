package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSeedFaultsAreAllTold(t *testing.T) {
	t.Parallel()
	path := file(t, "seed.yaml", "huntr:\n  tokens:\n    - {token: demo, nam: x}\n  members: 7\nhunter: {}\n")
	status, stdout, stderr := execute(t, environment(), "--addr", "127.0.0.1:0", "--seed", path)
	assert.Equal(t, exitSeed, status)
	assert.Empty(t, stdout)
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	if assert.Len(t, lines, 3, stderr) {
		for i, place := range []string{":3:21: ", ":4:12: ", ":5:1: "} {
			assert.Truef(t, strings.HasPrefix(lines[i], path+place), "%s does not begin with %s%s", lines[i], path, place)
		}
	}
}

func TestASeedWithOneTokenTwice(t *testing.T) {
	t.Parallel()
	path := file(t, "seed.yaml", "huntr:\n  tokens: [{token: demo}, {token: demo}]\n")
	status, _, stderr := execute(t, environment(), "--addr", "127.0.0.1:0", "--seed", path)
	assert.Equal(t, exitSeed, status)
	assert.Contains(t, stderr, path)
}

func TestSeedWarningsDoNotStopTheStart(t *testing.T) {
	t.Parallel()
	path := file(t, "seed.yaml", "huntr:\n  tokens: [{token: huntr-demo-token}]\n  members:\n"+
		"    - {id: 5b0379b5712bb674fd0d561e, givenName: A, familyName: B, email: a@example.com, createdAt: 1500000000}\n")
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--seed", path)
	assert.Contains(t, p.stderr.String(), "level=WARN")
	assert.Contains(t, p.stderr.String(), "line=4")
	status, body := get(t, p.ready.URL+"/org/members")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, body, "5b0379b5712bb674fd0d561e")
}

func TestASeedThatCannotBeRead(t *testing.T) {
	t.Parallel()
	status, _, stderr := execute(t, environment("MOCKSERVER_SEED=defalt"), "--addr", "127.0.0.1:0")
	assert.Equal(t, exitSeed, status)
	for _, needed := range []string{"MOCKSERVER_SEED", "defalt", "default, empty, large"} {
		assert.Contains(t, stderr, needed)
	}
}

func TestEmbeddedSeedsByName(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--seed", "empty")
	status, body := get(t, p.ready.URL+"/org/members")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, body, `"data":[]`)
}
