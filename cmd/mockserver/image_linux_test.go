package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nobody is the user and group of the image.
const nobody = 65532

// image is a directory with what the image holds: the binary as the Dockerfile builds it, and a seed as if mounted.
func image(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.Chmod(root, 0o755))
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w -X main.version=1.2.3-test -X main.imageBuild=yes", "-o", filepath.Join(root, "mockserver"), ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	require.NoError(t, os.Mkdir(filepath.Join(root, "seeds"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(root, "seeds", "world.yaml"), []byte(oneMember), 0o644))
	return root
}

// inside is a command of the image, run as a container would: nothing but its files, as nobody, in an empty environment.
func inside(t *testing.T, root string, environment []string, args ...string) *exec.Cmd {
	t.Helper()
	command := exec.CommandContext(t.Context(), "/mockserver", args...)
	command.Dir, command.Env = "/", environment
	command.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return command
}

func TestTheBinaryRunsInAnEmptyRoot(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the binary once more")
	}
	if os.Geteuid() != 0 {
		t.Skip("only root may change the root directory of a process")
	}
	root := image(t)
	_, port, err := net.SplitHostPort(freeAddress(t)) // that no other test takes afterwards
	require.NoError(t, err)
	server := inside(t, root, []string{"MOCKSERVER_ADDR=:" + port}) // the image's own port may be in use here
	var log bytes.Buffer
	server.Stderr = &log
	stdout, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	require.NoError(t, err)
	var at ready
	require.NoError(t, json.Unmarshal(line, &at))

	status, body := get(t, at.URL+"/org/members")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, body, `"givenName":"Ann"`, "the mounted seed")
	healthcheck := func() error {
		return inside(t, root, []string{"MOCKSERVER_ADDR=" + at.Address}, "healthcheck").Run()
	}
	require.NoError(t, healthcheck())
	require.NoError(t, server.Process.Signal(syscall.SIGTERM))
	watchdog := time.AfterFunc(generous, func() { _ = server.Process.Kill() })
	defer watchdog.Stop()
	require.NoError(t, server.Wait(), "SIGTERM is a regular end")
	assert.Contains(t, log.String(), "/seeds/world.yaml")
	var failed *exec.ExitError
	require.ErrorAs(t, healthcheck(), &failed)
	assert.Equal(t, exitFailure, failed.ExitCode())
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "nothing was written")
	assert.Less(t, compressed(t, filepath.Join(root, "mockserver"), "/etc/ssl/certs/ca-certificates.crt"), 12<<20, "size of the image")
}

// compressed is how large files are in a registry, in bytes. What is not there counts nothing.
func compressed(t *testing.T, paths ...string) int {
	t.Helper()
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			continue
		}
		_, err = io.Copy(zip, file)
		require.NoError(t, err)
		_ = file.Close()
	}
	require.NoError(t, zip.Close())
	t.Logf("%d bytes compressed", out.Len())
	return out.Len()
}

// TestTheDefaultsOfTheImageStandLast: a flag, a variable and a config file say otherwise.
func TestTheDefaultsOfTheImageStandLast(t *testing.T) {
	imageBuild = "yes"
	t.Cleanup(func() { imageBuild = "" })
	config := filepath.Join(t.TempDir(), "mock.yaml")
	require.NoError(t, os.WriteFile(config, []byte("addr: :7777\n"), 0o600))
	for _, of := range []struct {
		flags, environment layer
		port               int
	}{
		{nil, nil, 8888},
		{layer{"config": {config, "--config"}}, nil, 7777},
		{layer{"config": {config, "--config"}}, layer{"addr": {":6666", "MOCKSERVER_ADDR"}}, 6666},
		{layer{"addr": {":5555", "--addr"}}, layer{"addr": {":6666", "MOCKSERVER_ADDR"}}, 5555},
	} {
		settled, err := resolve(of.flags, of.environment)
		require.NoError(t, err)
		assert.Equal(t, address{"--addr", "", of.port}, settled.address, "no host is every address, of both families")
		assert.Equal(t, "/seeds", settled.seedDir.text)
	}
}

// TestTheHealthCheckReadsTheContainersFlags: of a process that is this program, and of no other.
func TestTheHealthCheckReadsTheContainersFlags(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "7777", flagsOf([]string{"/mockserver", "--addr", "7777", "serve", "--log-level=debug"})["addr"].text)
	assert.Equal(t, ":1", flagsOf([]string{"/mockserver", "serve", "-addr=:1"})["addr"].text)
	assert.Empty(t, flagsOf([]string{"/mockserver", "addr", "x", "--unknown", "--addr"})["addr"].text)
	process := t.TempDir()
	own, err := os.Readlink("/proc/self/exe")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(process, "cmdline"), []byte("/mockserver\x00--addr\x00:7777\x00"), 0o600))
	assert.Empty(t, containerFlags(process), "nothing is known of the process")
	require.NoError(t, os.Symlink("/bin/sh", filepath.Join(process, "exe")))
	assert.Empty(t, containerFlags(process), "it is another program")
	require.NoError(t, os.Remove(filepath.Join(process, "exe")))
	require.NoError(t, os.Symlink(own, filepath.Join(process, "exe")))
	assert.Equal(t, ":7777", containerFlags(process)["addr"].text)
}

// TestTheExampleSeedIsTheStarter keeps the seed of docker-compose.yml true.
func TestTheExampleSeedIsTheStarter(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../examples/compose/seeds/seed.yaml")
	require.NoError(t, err)
	assert.Equal(t, starter, string(text))
}
