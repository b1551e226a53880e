package main

import (
	"slices"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server"
)

// setting is one thing a user may set. Its flag, its environment variable, its config key and its row in
// docs/settings.md all follow from it: a new setting is a new row of the table below.
type setting struct {
	name       string // as "huntr.max_limit": a provider's settings carry its name in front
	standard   string // the default, as a user would write it; empty for none
	accepted   string // what values there are, for people
	meaning    string
	perSandbox string // whether a sandbox of its own may have a value of its own
	set        setter
}

// setter takes a value into the options, false when it is not accepted.
type setter func(*options, value) bool

// noConfig is the one setting that makes no sense in a config file.
const noConfig = "config"

// settings is the table of all settings, in the order of the documentation.
func settings() []setting {
	return slices.Concat(ownSettings(), huntrSettings(), teamtailorSettings(), jusrecruitSettings())
}

func ownSettings() []setting {
	return []setting{
		{"addr", "localhost:8888", "HOST:PORT, where the port is from 0 (picks a free one) to 65535; `localhost` listens on 127.0.0.1 and on [::1], no host on every address", "where to listen", "no", setAddress},
		{"seed", seeds.Names()[0], "the path of a YAML file, or the name of an embedded seed: " + strings.Join(seeds.Names(), ", "), "what fills the default sandbox", "yes", setSeed},
		{"seed_dir", "", "the path of a directory", "where the seed is looked for if `seed` is not set: the one YAML or JSON file in it; the default seed if there is none", "no", setSeedDirectory},
		oneOf("watch", []string{"false", "true"}, "whether the seed file is loaded again when it changes: the default sandbox then has its records and credentials and nothing else", "no", setWatch),
		{"config", "", "the path of a YAML file", "a file of settings (never of records: those are a seed)", "no", setConfig},
		{"clock", "", "a time like 2026-01-15T09:00:00Z or a date like 2026-01-15, from 1970 to 2105", "the instant at which the clock starts; real time if not set", "yes", setClock},
		oneOf("clock_mode", []string{"running", "still"}, "whether time passes by itself", "yes", setClockMode),
		oneOf("log_format", []string{"text", "json"}, "how the banner and the log on standard error are written", "no", setLogFormat),
		{"public_url", "", "scheme and host, like https://api.example.com", "what the links that providers print begin with; scheme and host of the request if not set", "no", setPublicURL},
		{"webhook_allow", "", "host names with commas between them, like hooks.example.com,ci.example.org", "hosts that may be called though their addresses are public; link-local addresses, where clouds keep their metadata services, never are", "no", setWebhookAllow},
		{"tls_addr", "", "HOST:PORT, as for `addr`", "where to listen for https beside `addr`; nowhere if not set", "no", setTLSAddress},
		{"tls_dir", "", "the path of a directory", "where the certificate authority is kept between starts; in memory only if not set", "no", setTLSDirectory},
		{"tls_cert", "", "the path of a PEM file", "a certificate of your own, with its chain, instead of those that the mock makes", "no", setTLSCert},
		{"tls_key", "", "the path of a PEM file", "the private key of `tls_cert`", "no", setTLSKey},
		{"allow_host", "", "names without a port, with commas between them, like mock.example.com,mock.test", "more host names of the mock: the control API answers to them, certificates are made for them, and a client may ask for them when the mock is its proxy", "no", setAllowHost},
		{"max_sandboxes", strconv.Itoa(server.DefaultMaxSandboxes), "a whole number from 1 to 1000000", "how many sandboxes there may be at once, the default one included", "no", setMaxSandboxes},
		oneOf("fault_header", []string{"false", "true"}, "whether a request may ask for a fault of its own by a header", "no", setFaultHeader),
		oneOf("cors", []string{"off", "any"}, "whether web pages of other origins may use the providers' APIs: `any` answers preflights and lets every page read the answers; the control API never does", "no", setCORS),
		{"log_level", "info", "debug, info, warn, error", "the least severe thing that is logged; debug has one line a request", "no", setLogLevel},
	}
}

func huntrSettings() []setting {
	standard := server.DefaultSettings().Huntr
	return []setting{
		{"huntr.max_limit", strconv.Itoa(standard.MaxLimit), "a whole number, 0 for no maximum", "the greatest `limit` of a list", "yes", setHuntrMaxLimit},
		oneOf("huntr.last_page_next", []string{"always", "exact", "null"}, "what `next` says on a list's last page: `always` the last object's id, `exact` nothing, `null` null", "yes", setHuntrLastPageNext),
	}
}

func teamtailorSettings() []setting {
	return []setting{
		oneOf("teamtailor.rate_limit", []string{"enforce", "headers-only", "off", "static"}, "what becomes of the rate limit: requests above it are refused, or only told of it in headers, or nothing is counted; `static` has the headers of 2017, which never change", "yes", setTeamtailorRateLimit),
		oneOf("teamtailor.fetch_resume", []string{"false", "true"}, "whether a candidate's `resume` is fetched when it is written, and refused when it is not there; only loopback and private addresses are called, and the hosts of `webhook_allow`", "yes", setTeamtailorFetchResume),
		{"teamtailor.careersite_url", "", "scheme and host, like https://career.example.com", "what the career-site links of jobs begin with; the vendor's own if not set", "yes", setTeamtailorCareersiteURL},
	}
}

func jusrecruitSettings() []setting {
	return []setting{
		oneOf("jusrecruit.rate_limit", []string{"enforce", "headers-only", "off"}, "what becomes of the rate limit: requests above it are refused, or only told of it in headers, or nothing is counted", "yes", setJusRecruitRateLimit),
		oneOf("jusrecruit.limit_header", []string{"steady", "burst"}, "what `X-RateLimit-Limit` says: `steady` the requests a second, `burst` the size of the bucket", "yes", setJusRecruitLimitHeader),
		oneOf("jusrecruit.reset_format", []string{"epoch", "delta"}, "what `X-RateLimit-Reset` says: `epoch` Unix seconds, `delta` seconds from now", "yes", setJusRecruitResetFormat),
		{"jusrecruit.event_names", "", "the mock's names and yours, like job.created=JOB_CREATED,job.updated=JOB_UPDATED", "the names that webhooks have for events in place of the mock's, which are a guess: in bodies, headers and `events`", "no", setJusRecruitEventNames},
	}
}

// oneOf is a setting that takes some words, the first of them by default.
func oneOf(name string, words []string, meaning, perSandbox string, set setter) setting {
	return setting{name, words[0], strings.Join(words, ", "), meaning, perSandbox, among(words, set)}
}

// flag is the setting's spelling on the command line: --huntr-max-limit.
func (s setting) flag() string {
	return "--" + strings.NewReplacer(".", "-", "_", "-").Replace(s.name)
}

// variable is the setting's spelling in the environment: MOCKSERVER_HUNTR_MAX_LIMIT.
func (s setting) variable() string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(s.name, ".", "_"))
}

// key is the setting's place in a config file: the group ("huntr", or none) and the key in it; false when it has none.
func (s setting) key() (group, key string, ok bool) {
	if group, key, ok = strings.Cut(s.name, "."); ok {
		return group, key, true
	}
	return "", s.name, s.name != noConfig
}

// variables lists all environment variables that are settings.
func variables() []string {
	table := settings()
	names := make([]string, len(table))
	for i, s := range table {
		names[i] = s.variable()
	}
	return names
}
