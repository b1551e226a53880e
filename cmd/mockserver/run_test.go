package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"version"}, {"--version"}, {"serve", "--version"}, {"version", "--version"}} {
		status, stdout, stderr := execute(t, environment("MOCKSERVER_CLOCK=nonsense"), args...)
		assert.Zero(t, status, args)
		assert.Equal(t, "1.2.3-test\n", stdout, args)
		assert.Empty(t, stderr, args)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"help"}, {"help", "serve"}} {
		status, stdout, _ := execute(t, environment(), args...)
		assert.Zero(t, status)
		for _, s := range settings() {
			assert.Contains(t, stdout, s.flag()+" string")
		}
	}
}

// wrongly has ways to call the program wrongly, and what the answer must name.
func wrongly() []struct {
	name              string
	args, environment []string
	config            string
	named             []string
} {
	return []struct {
		name              string
		args, environment []string
		config            string
		named             []string
	}{
		{name: "unknown flag", args: []string{"--prot", "1"}, named: []string{"-prot", "--addr", "--clock-mode"}},
		{name: "mistyped flag", args: []string{"--sed", "x"}, named: []string{`did you mean "--seed"?`}},
		{name: "mistyped flag of a command", args: []string{"wait", "--timout", "1s"}, named: []string{`did you mean "--timeout"?`, "--addr"}},
		{name: "mistyped flag behind a command", args: []string{"serve", "--clok", "x"}, named: []string{`did you mean "--clock"?`}},
		{name: "mistyped command", args: []string{"sevre"}, named: []string{`did you mean "serve"?`}},
		{name: "mistyped command of a command", args: []string{"seed", "validat"}, named: []string{`did you mean "validate"?`, "commands: validate, init, generate"}},
		{name: "half a command", args: []string{"seed"}, named: []string{"commands: validate, init, generate"}},
		{name: "no file", args: []string{"seed", "validate"}, named: []string{"a seed file"}},
		{name: "two files", args: []string{"seed", "init", "a", "b"}, named: []string{`"b"`}},
		{name: "no API", args: []string{"env"}, named: []string{"the name of an API"}},
		{name: "unknown API", args: []string{"env", "hunter"}, named: []string{`"hunter"`, "huntr, teamtailor, jusrecruit"}},
		{name: "API on no port", args: []string{"env", "huntr", "--addr", "localhost:0"}, named: []string{"port 0"}},
		{name: "unknown format", args: []string{"routes", "--format", "xml"}, named: []string{"text, json"}},
		{name: "no document", args: []string{"openapi"}, named: []string{"the name of a document"}},
		{name: "unknown document", args: []string{"openapi", "hunter"}, named: []string{`"hunter"`, "huntr, jusrecruit"}},
		{name: "no time", args: []string{"wait", "--timeout", "soon"}, named: []string{"soon"}},
		{name: "negative count", args: []string{"seed", "generate", "--huntr-jobs", "-3"}, named: []string{`"-3"`, "a whole number"}},
		{name: "less than no time", args: []string{"wait", "--timeout", "-1s"}, named: []string{"above 0"}},
		{name: "jobs of nobody", args: []string{"seed", "generate", "--huntr-jobs", "3"}, named: []string{"at least one member"}},
		{name: "switch", args: []string{"--watch", "--fault-header=maybe"}, named: []string{"--fault-header: fault_header:", "false, true"}},
		{name: "unknown flag of a command", args: []string{"healthcheck", "--prot"}, named: []string{"-prot", "--addr"}},
		{name: "unknown command", args: []string{"sevre"}, named: []string{"sevre", "serve, wait, healthcheck, env, routes, openapi, seed, ca, version"}},
		{name: "argument", args: []string{"serve", "8888"}, named: []string{"8888", "flags"}},
		{name: "no value", args: []string{"--seed"}, named: []string{"--seed"}},
		{name: "twice", args: []string{"--seed", "a", "--seed", "b"}, named: []string{"seed", "duplicate"}},
		{name: "flag", args: []string{"--clock-mode", "slow"}, named: []string{"--clock-mode: clock_mode:", `"slow"`, "running, still"}},
		{name: "empty flag", args: []string{"--seed="}, named: []string{"--seed: seed:", "default, empty, large"}},
		{name: "address without a port", args: []string{"--addr", "localhost"}, named: []string{"--addr: addr:", "HOST:PORT"}},
		{name: "port out of range", args: []string{"--addr", ":65536"}, named: []string{"--addr: addr:", "65535"}},
		{name: "port by name", args: []string{"--addr", ":http"}, named: []string{"--addr: addr:", "65535"}},
		{name: "negative", args: []string{"--huntr-max-limit", "-1"}, named: []string{"--huntr-max-limit: huntr.max_limit:", "whole number"}},
		{name: "a URL is no host", args: []string{"--webhook-allow", "hooks.example.com,https://ci.example.com/hook"}, named: []string{"--webhook-allow: webhook_allow:", "host names"}},
		{name: "hosts by pattern", args: []string{"--webhook-allow", "*.example.com"}, named: []string{"--webhook-allow: webhook_allow:", "host names"}},
		{name: "clock too early", args: []string{"--clock", "1969-12-31"}, named: []string{"--clock: clock:", "1970"}},
		{name: "no such day", args: []string{"--clock", "2026-02-30"}, named: []string{"--clock: clock:", "2026-01-15T09:00:00Z"}},
		{name: "host with a port", args: []string{"--allow-host", "mock.test,other.test:80"}, named: []string{"--allow-host: allow_host:", "without a port"}},
		{name: "no sandbox", args: []string{"--max-sandboxes", "0"}, named: []string{"--max-sandboxes: max_sandboxes:", "from 1"}},
		{name: "neither true nor false", args: []string{"--fault-header", "yes"}, named: []string{"--fault-header: fault_header:", "false, true"}},
		{name: "variable", environment: []string{"MOCKSERVER_HUNTR_LAST_PAGE_NEXT=never"}, named: []string{"MOCKSERVER_HUNTR_LAST_PAGE_NEXT: huntr.last_page_next:", "always, exact, null"}},
		{
			name: "several sources", args: []string{"--log-level", "loud"}, environment: []string{"MOCKSERVER_LOG_FORMAT=xml"}, config: "clock_mode: slow\n",
			named: []string{"--log-level", "debug, info", "MOCKSERVER_LOG_FORMAT", "text, json", "mock.yaml:1:13", "running, still"},
		},
		{name: "value in the config file", config: "# a comment\nhuntr:\n  max_limit: many\n", named: []string{"mock.yaml:3:14: huntr.max_limit:", `"many"`, "whole number"}},
		{name: "unknown key", config: "adr: localhost:1\n", named: []string{"mock.yaml:1:1", `"adr"`, "addr, seed, seed_dir, watch, clock"}},
		{name: "config in the config file", config: "config: other.yaml\n", named: []string{"mock.yaml:1:1", `"config"`, "addr"}},
		{name: "unknown key of a group", config: "huntr: {limit: 3}\n", named: []string{"mock.yaml:1:9", `"limit"`, "max_limit, last_page_next"}},
		{name: "records", config: "huntr:\n  max_limit: 3\n  tokens: [{token: a}]\n  members: []\n", named: []string{"mock.yaml:3:3", "mock.yaml:4:3", `"tokens"`, `"members"`, "--seed"}},
		{name: "list for a text", config: "addr: [a, b]\n", named: []string{"mock.yaml:1:7", "a list"}},
		{name: "text for a group", config: "huntr: 500\n", named: []string{"mock.yaml:1:8", "max_limit, last_page_next"}},
		{name: "not YAML", config: "a: b: c\n", named: []string{"mock.yaml:1:", "not YAML"}},
		{name: "no such config file", environment: []string{"MOCKSERVER_CONFIG=/nowhere/mock.yaml"}, named: []string{"MOCKSERVER_CONFIG: config:", "/nowhere/mock.yaml"}},
	}
}

func TestBadUsageStopsTheStart(t *testing.T) {
	t.Parallel()
	for _, wrong := range wrongly() {
		t.Run(wrong.name, func(t *testing.T) {
			t.Parallel()
			env := environment(wrong.environment...)
			if wrong.config != "" {
				env = append(env, "MOCKSERVER_CONFIG="+file(t, "mock.yaml", wrong.config))
			}
			status, stdout, stderr := execute(t, env, wrong.args...)
			assert.Equal(t, exitUsage, status, stderr)
			assert.Empty(t, stdout)
			for _, named := range wrong.named {
				assert.Contains(t, stderr, named)
			}
		})
	}
}
