// Package composecheck holds docker-compose.yml to the compose specification, by the library of compose itself. It is a
// module of its own so that the product's stays small.
package composecheck

import (
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func load(t *testing.T, path string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{path}, cli.WithName("check"), cli.WithProfiles([]string{"*"}))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

func TestComposeFile(t *testing.T) {
	project, err := load(t, "../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	mock, err := project.GetService("mockserver")
	if err != nil {
		t.Fatal(err)
	}
	if len(mock.Ports) != 1 || mock.Ports[0].HostIP != "127.0.0.1" || mock.Ports[0].Target != 8888 {
		t.Errorf("published as %+v, not on the loopback address", mock.Ports)
	}
	if mock.HealthCheck == nil || mock.HealthCheck.Test[0] != "CMD" || mock.HealthCheck.Test[1] != "/mockserver" {
		t.Errorf("health check %+v: the image has no shell", mock.HealthCheck)
	}
	if len(mock.Volumes) != 1 || mock.Volumes[0].Target != "/seeds" || !mock.Volumes[0].ReadOnly {
		t.Errorf("volumes %+v", mock.Volumes)
	}
	client, err := project.GetService("client")
	if err != nil {
		t.Fatal(err)
	}
	if client.DependsOn["mockserver"].Condition != types.ServiceConditionHealthy {
		t.Errorf("the client does not wait for health: %+v", client.DependsOn)
	}
}

// TestTheCheckChecks: a file with a mistake is refused, or the test above proves nothing.
func TestTheCheckChecks(t *testing.T) {
	_, err := load(t, "testdata/wrong.yml")
	if err == nil || !strings.Contains(err.Error(), "health_check") {
		t.Errorf("accepted, or refused for another reason: %v", err)
	}
}
