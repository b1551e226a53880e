package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v3"
)

// brief is a setting in the list of flags: its group, and its meaning in a few words. The long meaning is printed by
// "mockserver help FLAG" and stands in docs/settings.md.
type brief struct{ group, meaning string }

// The groups of flags, in their order: the library sorts by name.
const (
	ofServer  = "1 Where and how it runs"
	ofWorld   = "2 What it serves"
	ofClients = "3 Who may use it, and what it may call"
	ofTLS     = "4 https"
	ofVendors = "5 What the vendors do"
)

// briefs has each setting, by name.
func briefs() map[string]brief {
	return map[string]brief{
		"addr":                      {ofServer, "where to listen; port 0 picks a free one"},
		"config":                    {ofServer, "a YAML file of settings"},
		"log_format":                {ofServer, "text or json"},
		"log_level":                 {ofServer, "debug, info, warn or error"},
		"max_sandboxes":             {ofServer, "how many sandboxes there may be at once"},
		"seed":                      {ofWorld, "a YAML file, or an embedded seed"},
		"seed_dir":                  {ofWorld, "a directory with one seed, if --seed is not set"},
		"watch":                     {ofWorld, "reload the seed file when it changes"},
		"clock":                     {ofWorld, "when the clock starts; real time if not set"},
		"clock_mode":                {ofWorld, "running or still"},
		"fault_header":              {ofWorld, "let a request inject a fault by X-Mock-Fault"},
		"public_url":                {ofClients, "what printed links begin with"},
		"allow_host":                {ofClients, "more host names of the mock"},
		"cors":                      {ofClients, "off or any: web pages of other origins"},
		"webhook_allow":             {ofClients, "public hosts that may be called"},
		"tls_addr":                  {ofTLS, "where to listen for https; nowhere if not set"},
		"tls_dir":                   {ofTLS, "where the certificate authority is kept"},
		"tls_cert":                  {ofTLS, "a certificate of your own"},
		"tls_key":                   {ofTLS, "its private key"},
		"huntr.max_limit":           {ofVendors, "the greatest limit of a list, 0 for any"},
		"huntr.last_page_next":      {ofVendors, "always, exact or null: the last page's next"},
		"teamtailor.rate_limit":     {ofVendors, "enforce, headers-only, off or static"},
		"teamtailor.fetch_resume":   {ofVendors, "fetch a candidate's resume when it is written"},
		"teamtailor.careersite_url": {ofVendors, "what career-site links of jobs begin with"},
		"jusrecruit.rate_limit":     {ofVendors, "enforce, headers-only or off"},
		"jusrecruit.limit_header":   {ofVendors, "steady or burst: X-RateLimit-Limit"},
		"jusrecruit.reset_format":   {ofVendors, "epoch or delta: X-RateLimit-Reset"},
		"jusrecruit.event_names":    {ofVendors, "your names for webhook events"},
	}
}

// flags makes a flag of each setting. They are texts for the library, so that a value has one parser wherever it stands.
func flags() []cli.Flag {
	table, short := settings(), briefs()
	all := make([]cli.Flag, 0, len(table)+1)
	for _, s := range table {
		b := short[s.name]
		all = append(all, &cli.StringFlag{
			Name: strings.TrimPrefix(s.flag(), "--"), Category: b.group, Usage: b.meaning,
			DefaultText: s.standard, HideDefault: s.standard == "" || s.standard == "false", OnlyOnce: true,
		})
	}
	return all
}

// explain prints everything about a setting, for "mockserver help FLAG"; false when no setting is called so.
func explain(to io.Writer, args []string) bool {
	if len(args) != 3 || args[1] != "help" {
		return false
	}
	for _, s := range settings() {
		if asked := args[2]; asked != s.name && asked != s.flag() && "--"+asked != s.flag() && asked != s.variable() {
			continue
		}
		plain := strings.NewReplacer("`", "")
		_, _ = fmt.Fprintf(to, "%s, %s, config key %s\n\n%s\n\n", s.flag(), s.variable(), s.name, wrapped(plain.Replace(sentence(s.meaning))))
		_, _ = fmt.Fprintf(to, "Accepted: %s\n", wrapped(plain.Replace(s.accepted)))
		if s.standard != "" {
			_, _ = fmt.Fprintf(to, "Default: %s\n", s.standard)
		}
		return true
	}
	return false
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + strings.TrimSuffix(text[size:], ".") + "."
}

// wrapped breaks a text into lines of at most 100 characters.
func wrapped(text string) string {
	var lines strings.Builder
	length := 0
	for word := range strings.FieldsSeq(text) {
		if length > 0 && length+1+utf8.RuneCountInString(word) > 100 {
			lines.WriteByte('\n')
			length = 0
		} else if length > 0 {
			lines.WriteByte(' ')
			length++
		}
		lines.WriteString(word)
		length += utf8.RuneCountInString(word)
	}
	return lines.String()
}
