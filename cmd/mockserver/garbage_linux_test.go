package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLargeRequestsLeaveLittleResident: 200 requests of a mebibyte raise the resident memory by at most 40 MiB.
func TestLargeRequestsLeaveLittleResident(t *testing.T) {
	t.Parallel()
	p := start(t, environment(), "--addr", "127.0.0.1:0", "--teamtailor-rate-limit", "off")
	create := func(email string) {
		body := fmt.Sprintf(`{"data":{"type":"candidates","attributes":{"email":%q}}}`, email)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.ready.URL+"/v1/candidates", strings.NewReader(body))
		require.NoError(t, err)
		request.Header = http.Header{
			"Authorization": {"Token token=abc123abc123"}, "X-Api-Version": {"20161108"}, "Content-Type": {"application/vnd.api+json"},
		}
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_, _ = io.Copy(io.Discard, response.Body)
		require.NoError(t, response.Body.Close())
		require.Equal(t, http.StatusUnprocessableEntity, response.StatusCode)
	}
	create("no address")
	before := p.resident(t)
	large := strings.Repeat("x", 1<<20)
	for range 200 {
		create(large)
	}
	assert.Less(t, p.resident(t)-before, 40<<10)
}

// resident is the memory of the process that is resident, in KiB.
func (p *process) resident(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	require.NoError(t, err)
	found := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	require.NotNil(t, found)
	size, err := strconv.Atoi(string(found[1]))
	require.NoError(t, err)
	return size
}
