package main

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"mockserver/server"
	"mockserver/server/intercept"
	"mockserver/store"
)

// options are all settings, read and accepted.
type options struct {
	passedOver []string // files of the seed directory that are no seeds
	instance   string   // of this start, see newInstance
	address    address
	tlsAddr    address // without a flag: no listener for https
	tls        intercept.Options
	seed       value
	seedDir    value
	watch      bool
	clock      time.Time // zero for real time
	clockMode  store.ClockMode
	logFormat  string
	logLevel   slog.Level
	providers  server.Settings

	allowHosts   []string
	maxSandboxes int
	faultHeader  bool
	cors         bool

	mark    mark     // of the seed file, before it was read
	unknown []string // environment variables that look like a setting's and are none
}

// among accepts some words only.
func among(words []string, set setter) setter {
	return func(o *options, v value) bool { return slices.Contains(words, v.text) && set(o, v) }
}

// address is where to listen.
type address struct {
	flag string // which setting it is, for people
	host string
	port int
}

func setAddress(o *options, v value) bool { return o.address.set("--addr", v) }

func setTLSAddress(o *options, v value) bool { return o.tlsAddr.set("--tls-addr", v) }

func (a *address) set(flag string, v value) bool {
	host, port, err := net.SplitHostPort(strings.TrimSpace(v.text))
	if err != nil || strings.ContainsFunc(host, unicode.IsSpace) {
		return false
	}
	number, err := strconv.ParseUint(port, 10, 16)
	*a = address{flag, host, int(number)}
	return err == nil
}

func setTLSDirectory(o *options, v value) bool { return setPath(&o.tls.Directory, v) }

func setTLSCert(o *options, v value) bool { return setPath(&o.tls.CertFile, v) }

func setTLSKey(o *options, v value) bool { return setPath(&o.tls.KeyFile, v) }

func setPath(field *string, v value) bool {
	*field = v.text
	return v.text != ""
}

func setSeed(o *options, v value) bool {
	o.seed = v
	return v.text != ""
}

func setSeedDirectory(o *options, v value) bool {
	o.seedDir = v
	return v.text != ""
}

func setWatch(o *options, v value) bool {
	o.watch = v.text == "true"
	return true
}

// setConfig has nothing to take: the file was read before, for its values.
func setConfig(_ *options, v value) bool { return v.text != "" }

func setClock(o *options, v value) bool {
	at, err := time.Parse(time.RFC3339Nano, v.text)
	if err != nil {
		at, err = time.Parse(time.DateOnly, v.text)
	}
	o.clock = at
	return err == nil && at.UTC().Year() >= 1970 && at.UTC().Year() <= 2105 // ids hold seconds in 32 bits
}

func setClockMode(o *options, v value) bool {
	o.clockMode = store.ClockMode(v.text)
	return true
}

func setLogFormat(o *options, v value) bool {
	o.logFormat = v.text
	return true
}

func setLogLevel(o *options, v value) bool {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[v.text]
	o.logLevel = level
	return ok
}

func setAllowHost(o *options, v value) bool {
	o.allowHosts = names(v.text)
	return !slices.ContainsFunc(o.allowHosts, func(name string) bool { return !isHostName(name) })
}

// names splits a list with commas.
func names(text string) []string {
	list := strings.Split(strings.ToLower(text), ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// isHostName tells whether a text may stand in front of the port of a Host header.
func isHostName(text string) bool {
	letters := func(r rune) bool {
		return r != '-' && r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}
	return text != "" && len(text) <= 253 && text == strings.Trim(text, ".") && !strings.ContainsFunc(text, letters)
}

func setMaxSandboxes(o *options, v value) bool {
	most, err := strconv.ParseUint(v.text, 10, 31)
	o.maxSandboxes = int(most)
	return err == nil && most >= 1 && most <= 1_000_000
}

func setFaultHeader(o *options, v value) bool {
	o.faultHeader = v.text == "true"
	return true
}

func setCORS(o *options, v value) bool {
	o.cors = v.text == "any"
	return true
}

func setHuntrMaxLimit(o *options, v value) bool {
	most, err := strconv.ParseUint(v.text, 10, 31)
	o.providers.Huntr.MaxLimit = int(most)
	return err == nil
}

func setHuntrLastPageNext(o *options, v value) bool {
	return setWord(&o.providers.Huntr.LastPageNext, v)
}

func setPublicURL(o *options, v value) bool {
	o.providers.PublicURL = v.text
	return isOrigin(v.text)
}

func setWebhookAllow(o *options, v value) bool {
	o.providers.WebhookAllow = nil
	for item := range strings.SplitSeq(v.text, ",") {
		host := strings.TrimSpace(item)
		if !isHost(host) {
			return false
		}
		o.providers.WebhookAllow = append(o.providers.WebhookAllow, host)
	}
	return true
}

// isHost tells whether a text is a host's name or an address, with nothing around it.
func isHost(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	wrong := func(r rune) bool {
		return r != '-' && r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return text != "" && !strings.ContainsFunc(text, wrong)
}

func setTeamtailorRateLimit(o *options, v value) bool {
	return setWord(&o.providers.Teamtailor.RateLimit, v)
}

func setTeamtailorFetchResume(o *options, v value) bool {
	o.providers.Teamtailor.FetchResume = v.text == "true"
	return true
}

func setTeamtailorCareersiteURL(o *options, v value) bool {
	o.providers.Teamtailor.CareersiteURL = v.text
	return isOrigin(v.text)
}

// isOrigin tells whether a text is a URL of scheme and host, and perhaps a path in front of all others.
func isOrigin(text string) bool {
	parsed, err := url.Parse(text)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host != "" && parsed.RawQuery == "" && parsed.Fragment == "" && parsed.User == nil
}

func setJusRecruitRateLimit(o *options, v value) bool {
	return setWord(&o.providers.JusRecruit.RateLimit, v)
}

func setJusRecruitLimitHeader(o *options, v value) bool {
	return setWord(&o.providers.JusRecruit.LimitHeader, v)
}

func setJusRecruitResetFormat(o *options, v value) bool {
	return setWord(&o.providers.JusRecruit.ResetFormat, v)
}

func setJusRecruitEventNames(o *options, v value) bool {
	return o.providers.JusRecruit.RenameEvents(v.text)
}

// setWord fills a field of whatever type of words it has, so that no provider's package has to be imported here.
func setWord[T ~string](field *T, v value) bool {
	*field = T(v.text)
	return true
}
