package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"mockserver/cmd/mockserver/lossy"
	"mockserver/seeds"
	"mockserver/server"
	"mockserver/store"
)

// ready is the one line on standard output, for whoever started the server and waits for it.
type ready struct {
	Event    string `json:"event"`
	Version  string `json:"version"`
	Instance string `json:"instance"` // as in the answer to a health check
	PID      int    `json:"pid"`
	Address  string `json:"addr"`
	URL      string `json:"url"`
	TLSURL   string `json:"tls_url,omitempty"`
}

// announce tells people on standard error what is served, then programs on standard output that it is.
func (p *program) announce(mock *server.Server, o *options, open doors, log *slog.Logger) error {
	line := ready{Event: "ready", Version: buildVersion(), Instance: o.instance, PID: os.Getpid(), Address: open.plain.String(), URL: "http://" + reachableAt(open.plain)}
	if open.secure != nil {
		line.TLSURL = "https://" + reachableAt(open.secure)
	}
	if o.logFormat == "json" {
		logBanner(log, mock, o, line)
	} else if err := printBanner(p.stderr, mock, o, line); err != nil {
		return err
	}
	if written, ok := p.stderr.(*lossy.Writer); ok {
		written.Flush(beforeReady) // whoever reads the ready line finds the banner there
	}
	return json.NewEncoder(p.stdout).Encode(line)
}

// beforeReady is how long the banner may hold up the ready line where nobody reads it.
const beforeReady = 100 * time.Millisecond

func reachableAt(listening net.Addr) string {
	address := listening.(*net.TCPAddr)
	return reachable(address.IP.String(), address.Port)
}

// printBanner writes the banner for people.
func printBanner(to io.Writer, mock *server.Server, o *options, at ready) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(table, "mockserver %s\n\n", buildVersion())
	for _, api := range mock.APIs() {
		_, _ = fmt.Fprintf(table, "%s\t%s%s\n", api.Title, at.URL, api.Base)
	}
	_, _ = fmt.Fprintf(table, "What is served\t%s/\n", at.URL)
	if at.TLSURL != "" {
		_, _ = fmt.Fprintf(table, "The same by https\t%s/, to be trusted by %s/_mock/ca.pem\n", at.TLSURL, at.URL)
	}
	_, _ = fmt.Fprintf(table, "Seed\t%s\n", describeSeed(o))
	if clock := describeClock(mock, o); clock != "" {
		_, _ = fmt.Fprintf(table, "Clock\t%s\n", clock)
	}
	printCredentials(table, mock)
	_, _ = fmt.Fprintln(table)
	return table.Flush()
}

// printCredentials shows the first credential of each API, and how many more the seed has.
func printCredentials(table io.Writer, mock *server.Server) {
	seen, more := map[string]int{}, []string(nil)
	_, _ = fmt.Fprintf(table, "\nFirst credential\tOf\tMay do\n")
	for _, account := range mock.Accounts() {
		if seen[account.Provider]++; seen[account.Provider] == 1 {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", account.Token, account.Provider, account.Rights)
		}
	}
	for _, api := range mock.APIs() {
		if rest := seen[api.Name] - 1; rest > 0 {
			more = append(more, fmt.Sprintf("%d of %s", rest, api.Name))
		}
	}
	if len(more) > 0 {
		_, _ = fmt.Fprintf(table, "The seed has more: %s; README.md lists those of the default seed.\n", strings.Join(more, ", "))
	}
}

// logBanner says the same as one record of the log, so that standard error stays JSON.
func logBanner(log *slog.Logger, mock *server.Server, o *options, at ready) {
	urls := map[string]string{}
	for _, api := range mock.APIs() {
		urls[api.Name] = at.URL + api.Base
	}
	credentials := make([]map[string]string, len(mock.Accounts()))
	for i, account := range mock.Accounts() {
		credentials[i] = map[string]string{"token": account.Token, "provider": account.Provider, "name": account.Name, "rights": account.Rights}
	}
	attributes := []any{"version", buildVersion(), "url", at.URL, "tls_url", at.TLSURL, "base_urls", urls, "seed", describeSeed(o), "credentials", credentials}
	if clock := describeClock(mock, o); clock != "" {
		attributes = append(attributes, "clock", clock)
	}
	log.Info("ready", attributes...)
}

func describeSeed(o *options) string {
	if _, embedded := seeds.Embedded(o.seed.text); embedded {
		return o.seed.text + " (embedded)"
	}
	return o.seed.text
}

// describeClock is empty for a clock that simply tells real time.
func describeClock(mock *server.Server, o *options) string {
	if o.clock.IsZero() && o.clockMode == store.Running {
		return ""
	}
	return mock.Clock().Now().Format(time.RFC3339) + ", " + string(o.clockMode)
}
