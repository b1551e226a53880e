package main

import (
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNoOutputEndsOrHoldsUpTheService: standard output and standard error may be broken, full, unread or closed, and the
// server answers and stops as ever.
func TestNoOutputEndsOrHoldsUpTheService(t *testing.T) {
	t.Parallel()
	for name, redirected := range map[string]string{
		"stderr full": "2>/dev/full", "stdout full": ">/dev/full", "both closed": ">&- 2>&-", "stderr closed": "2>&-", "both full": ">/dev/full 2>&1",
		"stderr broken": "2> >(exec true)", "stdout broken": "> >(exec true)", "stderr unread": "2> >(exec sleep 60)", "both unread": "> >(exec sleep 60) 2>&1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath("bash"); err != nil {
				t.Skip("there is no bash")
			}
			address := freeAddress(t)
			command := exec.CommandContext(t.Context(), "bash", "-c", "exec "+binary+" --addr "+address+" --log-level debug "+redirected)
			command.Env, command.Stdout, command.Stderr = environment(), nil, nil
			command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			require.NoError(t, command.Start())
			done := make(chan error, 1)
			go func() { done <- command.Wait() }()
			t.Cleanup(func() { _ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) })
			eventually(t, func() bool {
				response, err := http.Get("http://" + address + "/_mock/health")
				if err == nil {
					_ = response.Body.Close()
				}
				return err == nil
			}, "it answers")
			long := "http://" + address + "/org/members?x=" + strings.Repeat("x", 2000)
			client := &http.Client{Timeout: generous}
			for range 700 { // more than a pipe and the log's own memory hold
				response, err := client.Get(long)
				require.NoError(t, err)
				require.NoError(t, response.Body.Close())
			}
			require.NoError(t, command.Process.Signal(syscall.SIGTERM))
			select {
			case err := <-done:
				assert.NoError(t, err, "SIGTERM is a regular end")
			case <-time.After(generous):
				assert.Fail(t, "it does not stop")
			}
		})
	}
}

// TestAFullStandardErrorKeepsTheExitStatus: the status says what the text cannot.
func TestAFullStandardErrorKeepsTheExitStatus(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer full.Close()
	command := exec.CommandContext(t.Context(), binary, "--addr", "nonsense")
	command.Env, command.Stderr = environment(), full
	var failed *exec.ExitError
	require.ErrorAs(t, command.Run(), &failed)
	assert.Equal(t, exitUsage, failed.ExitCode())
}
