package main

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"mockserver/server"
	"mockserver/store"
)

// settle reads settings as a command would.
func settle(t *testing.T, environment []string, args ...string) *options {
	t.Helper()
	p := &program{environment: environment, stdout: io.Discard, stderr: io.Discard}
	var settled *options
	command := &cli.Command{Name: "test", Flags: append(flags(), &cli.BoolFlag{Name: "version"}), Action: p.with(func(_ context.Context, o *options) error {
		settled = o
		return nil
	})}
	require.NoError(t, p.prepare(command).Run(t.Context(), append([]string{"test"}, args...)))
	return settled
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	assert.Equal(t, &options{
		address: address{"--addr", "localhost", 8888}, seed: value{"default", "default"}, clockMode: store.Running, logFormat: "text",
		logLevel: slog.LevelInfo, providers: server.DefaultSettings(), maxSandboxes: server.DefaultMaxSandboxes,
	}, settle(t, nil))
}

func TestPrecedence(t *testing.T) {
	t.Parallel()
	config := "MOCKSERVER_CONFIG=" + file(t, "mock.yaml", "huntr: {max_limit: 3}\n")
	const variable, flag = "MOCKSERVER_HUNTR_MAX_LIMIT=2", "--huntr-max-limit=1"
	for _, c := range []struct {
		name        string
		environment []string
		args        []string
		want        int
	}{
		{"flag over all", []string{config, variable}, []string{flag}, 1},
		{"flag over variable", []string{variable}, []string{flag}, 1},
		{"flag over config", []string{config}, []string{flag}, 1},
		{"variable over config", []string{config, variable}, nil, 2},
		{"empty variable is none", []string{config, "MOCKSERVER_HUNTR_MAX_LIMIT="}, nil, 3},
		{"config over default", []string{config}, nil, 3},
		{"default", nil, nil, 500},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, settle(t, c.environment, c.args...).providers.Huntr.MaxLimit)
		})
	}
}

func TestTheFlagNamesTheConfigFile(t *testing.T) {
	t.Parallel()
	strong, weak := file(t, "strong.yaml", "log_level: debug\n"), file(t, "weak.yaml", "log_level: error\n")
	assert.Equal(t, slog.LevelDebug, settle(t, []string{"MOCKSERVER_CONFIG=" + weak}, "--config", strong).logLevel)
}

func TestEverySettingFromAConfigFile(t *testing.T) {
	t.Parallel()
	o := settle(t, nil, "--config", file(t, "mock.yaml", `
addr: "[::1]:9999"
seed: "1"
clock: 2026-01-15T10:00:00+01:00
clock_mode: still
log_format: json
log_level: warn
webhook_allow: "hooks.example.com, 203.0.113.7"
huntr:
  max_limit: 0
  last_page_next: null
`))
	assert.Equal(t, "::1", o.address.host)
	assert.Equal(t, 9999, o.address.port)
	assert.Equal(t, "1", o.seed.text)
	assert.True(t, o.clock.Equal(time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)))
	assert.Equal(t, store.Still, o.clockMode)
	assert.Equal(t, "json", o.logFormat)
	assert.Equal(t, slog.LevelWarn, o.logLevel)
	assert.Equal(t, []string{"hooks.example.com", "203.0.113.7"}, o.providers.WebhookAllow)
	assert.Zero(t, o.providers.Huntr.MaxLimit)
	assert.EqualValues(t, "null", o.providers.Huntr.LastPageNext)
}

func TestAnEmptyConfigFile(t *testing.T) {
	t.Parallel()
	assert.Equal(t, settle(t, nil), settle(t, nil, "--config", file(t, "mock.yaml", "# nothing yet\n")))
}

func TestAllowedHosts(t *testing.T) {
	t.Parallel()
	o := settle(t, []string{"MOCKSERVER_ALLOW_HOST=Mock.Example.com, mock.test"}, "--max-sandboxes=3", "--fault-header=true")
	assert.Equal(t, []string{"mock.example.com", "mock.test"}, o.allowHosts)
	assert.Equal(t, 3, o.maxSandboxes)
	assert.True(t, o.faultHeader)
}

func TestSwitchesNeedNoValue(t *testing.T) {
	t.Parallel()
	p := new(program)
	for given, want := range map[string]string{
		"--watch": "--watch=true", "--watch true": "--watch true", "--watch false": "--watch false", "--watch --seed x": "--watch=true --seed x",
		"--watch serve": "--watch=true serve", "--fault-header maybe": "--fault-header maybe", "--seed --x": "--seed --x",
	} {
		assert.Equal(t, strings.Fields(want), p.spelledOut(strings.Fields(given)), given)
	}
}
