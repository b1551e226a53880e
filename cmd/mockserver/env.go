package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"mockserver/server"
)

// env prints what a shell needs to point a client here: base URL and token of one API.
func (p *program) env(_ context.Context, o *options, command *cli.Command) error {
	mock, err := build(o, p.logger(o))
	if err != nil {
		return err
	}
	name := command.Args().First()
	apis := mock.APIs()
	at := slices.IndexFunc(apis, func(api server.API) bool { return api.Name == name })
	if at < 0 {
		names := make([]string, len(apis))
		for i, api := range apis {
			names[i] = api.Name
		}
		return failure{fmt.Errorf("env: no API is called %q; accepted: %s", name, strings.Join(names, ", ")), exitUsage}
	}
	url := o.providers.PublicURL
	if url == "" {
		if o.address.port == 0 {
			return failure{errors.New("env: the address setting has port 0, so nobody knows which port it will be"), exitUsage}
		}
		url = "http://" + reachable(o.address.host, o.address.port)
	}
	accounts := mock.Accounts()
	first := slices.IndexFunc(accounts, func(account server.Account) bool { return account.Provider == name })
	if first < 0 {
		return failure{fmt.Errorf("env: the seed %s has no credential of %s", o.seed.text, name), exitSeed}
	}
	prefix := strings.ToUpper(name)
	_, err = fmt.Fprintf(p.stdout, "export %s_BASE_URL=%s\nexport %s_TOKEN=%s\n", prefix, quoted(url+apis[at].Base), prefix, quoted(accounts[first].Token))
	return err
}

// quoted is a text as a POSIX shell takes it literally.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
