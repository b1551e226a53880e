package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// generous is how long a test waits for what should happen at once.
const generous = 30 * time.Second

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	os.Exit(buildAndTest(m))
}

func buildAndTest(m *testing.M) int {
	directory, err := os.MkdirTemp("", "mockserver")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(directory) }()
	binary = filepath.Join(directory, "mockserver")
	if output, err := exec.Command("go", "build", "-ldflags", "-X main.version=1.2.3-test", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, output)
		return 1
	}
	return m.Run()
}

// process is a running server.
type process struct {
	ready   ready
	command *exec.Cmd
	stdout  *bufio.Reader
	stderr  output
	done    chan struct{} // closed when it has ended
}

// output is the file that a process writes to: what was written before the ready line can be read after it.
type output struct{ *os.File }

func (o output) String() string {
	text, _ := os.ReadFile(o.Name())
	return string(text)
}

// environment is that of the tests, without settings.
func environment(more ...string) []string {
	var kept []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, variablePrefix) {
			kept = append(kept, entry)
		}
	}
	return append(kept, more...)
}

// start runs a server and waits until it is ready.
func start(t *testing.T, environment []string, args ...string) *process {
	t.Helper()
	errs, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	require.NoError(t, err)
	p := &process{command: exec.Command(binary, args...), stderr: output{errs}, done: make(chan struct{})}
	p.command.Env, p.command.Stderr = environment, errs
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	p.command.Stdout, p.stdout = writer, bufio.NewReader(reader)
	require.NoError(t, p.command.Start())
	require.NoError(t, writer.Close())
	go func() {
		_ = p.command.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.done
		_, _ = reader.Close(), errs.Close()
	})
	require.NoError(t, reader.SetReadDeadline(time.Now().Add(generous)))
	line, err := p.stdout.ReadString('\n')
	require.NoError(t, err, "no ready line; standard error:\n%s", p.stderr)
	require.NoError(t, json.Unmarshal([]byte(line), &p.ready), line)
	return p
}

func (p *process) signal(t *testing.T) {
	t.Helper()
	require.NoError(t, p.command.Process.Signal(syscall.SIGTERM))
}

// exit waits for the end and returns the exit status.
func (p *process) exit(t *testing.T) int {
	t.Helper()
	select {
	case <-p.done:
		return p.command.ProcessState.ExitCode()
	case <-time.After(generous):
		require.Fail(t, "the process does not end", p.stderr.String())
		return -1
	}
}

// execute runs a command that ends by itself.
func execute(t *testing.T, environment []string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	command := exec.CommandContext(t.Context(), binary, args...)
	command.Env, command.Stdout, command.Stderr = environment, &out, &errs
	watchdog := time.AfterFunc(generous, func() { _ = command.Process.Kill() })
	defer watchdog.Stop()
	_ = command.Run()
	return command.ProcessState.ExitCode(), out.String(), errs.String()
}

// get asks for a path with the demo token.
func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer huntr-demo-token")
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

// file writes a file and returns its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// eventually polls until a condition holds.
func eventually(t *testing.T, condition func() bool, message string) {
	t.Helper()
	assert.Eventually(t, condition, generous, 5*time.Millisecond, message)
}
