package control_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/control"
	"mockserver/server/servertest"
)

// TestOneTooManyOfEverything: each bound of a sandbox is a conflict that says what to do, and never a mistake of the mock.
func TestOneTooManyOfEverything(t *testing.T) {
	t.Parallel()
	a := &api{servertest.Run(t, func(o *server.Options) { o.MaxSandboxes = 2 }), t, "/_mock"}
	for _, of := range []struct{ path, body string }{
		{"/faults", `{"effect": {"type": "status", "status": 503}}`},
		{"/snapshots", `{}`},
		{"/credentials", `{"provider": "jusrecruit", "permissions": []}`},
		{"/webhooks", `{"provider": "huntr", "url": "http://127.0.0.1:9/"}`},
		{"/webhooks", `{"provider": "jusrecruit", "url": "http://127.0.0.1:9/"}`},
		{"/sandboxes", `{}`},
	} {
		status, problem := 0, body(nil)
		for range 2000 {
			if status, problem = a.ask("POST", of.path, of.body); status >= 300 {
				break
			}
		}
		assert.Equal(t, 409, status, "%s: %v", of.path, problem)
		assert.Regexp(t, "already", problem["detail"], of.path)
	}
}

// TestEveryErrorOfAnotherPackageHasAStatus reads which errors the packages below have.
func TestEveryErrorOfAnotherPackageHasAStatus(t *testing.T) {
	t.Parallel()
	found, err := control.ErrorsOf("../gate", "../webhook", "../provider", "../../store")
	require.NoError(t, err)
	require.NotEmpty(t, found)
	assert.ElementsMatch(t, found, control.KnownErrors(), "an error without a row in known() would be a 500")
	for _, status := range control.KnownStatuses() {
		assert.NotEqual(t, 500, status, fmt.Sprint(status))
	}
}
