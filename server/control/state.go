package control

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// State writes the whole sandbox as a seed, with or without its credentials.
func (w *World) State(credentials bool) (seeds.Mapping, error) {
	return provider.Export(w.sandbox, w.control.Providers, credentials)
}

// Replace makes a sandbox what a seed says, whole or not at all: the seed is its origin from then on, and a reset comes
// back to it. The credentials that the sandbox was created with stay, unless the seed has others of the same token.
// Clock, limits, armed faults and the journal stay as they are; what waits to be told of the rows it had is dropped.
func (w *World) Replace(ctx context.Context, seed *seeds.File) error {
	return w.replace(ctx, seed, mergeCredentials)
}

// Reload is Replace, but the credentials are those of the seed and no others.
func (w *World) Reload(ctx context.Context, seed *seeds.File) error {
	err := w.replace(ctx, seed, func(_, found []store.Credential) []store.Credential { return found })
	if err != nil {
		return err
	}
	return w.turn(ctx, func() error { w.keepSeed(); return nil })
}

func (w *World) replace(ctx context.Context, seed *seeds.File, credentials func(old, found []store.Credential) []store.Credential) error {
	return w.turn(ctx, func() error {
		var all []*store.Credential
		err := provider.FillIf(w.sandbox, w.control.Providers, seed, func(found []store.Credential) error {
			next := credentials(w.born, found)
			added, err := w.control.Store.ReplaceCredentials(w.Name(), func(*store.Credential) bool { return true }, next)
			all = added
			return err
		})
		if err != nil {
			return err
		}
		w.remember(all)
		w.control.Webhooks.Reset(w.sandbox)
		return nil
	})
}

// mergeCredentials is the old ones without those that the new ones replace, and then the new ones.
func mergeCredentials(old, found []store.Credential) []store.Credential {
	merged := slices.DeleteFunc(slices.Clone(old), func(c store.Credential) bool {
		return slices.ContainsFunc(found, func(f store.Credential) bool { return f.Provider == c.Provider && f.Token == c.Token })
	})
	return append(merged, found...)
}

func readState(c *call) (answer, error) {
	credentials := true
	switch sent := c.query.Get("credentials"); sent {
	case "", "include":
	case "omit":
		credentials = false
	default:
		p := bad("credentials", "%q is neither", shorten(sent))
		p.Accepted = []string{"include", "omit"}
		return answer{}, p
	}
	asJSON, err := wantsJSON(c.r.Header)
	if err != nil {
		return answer{}, err
	}
	state, err := c.world.State(credentials)
	if err != nil {
		return answer{}, err
	}
	if asJSON {
		text, err := state.JSON()
		return answer{text: text, contentType: "application/json"}, err
	}
	text, err := state.YAML()
	return answer{text: text, contentType: "application/yaml"}, err
}

// wantsJSON chooses between YAML, which a seed file is, and JSON by what the client prefers.
func wantsJSON(header http.Header) (bool, error) {
	sent := strings.Join(header.Values("Accept"), ",")
	if strings.TrimSpace(sent) == "" {
		return false, nil
	}
	var asJSON, asYAML float64
	for part := range strings.SplitSeq(sent, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		quality := qualityOf(parameters)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "application/json", "text/json":
			asJSON = max(asJSON, quality)
		case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain":
			asYAML = max(asYAML, quality)
		case "*/*", "application/*":
			asYAML = max(asYAML, quality/1000) // anything named goes before
		}
	}
	if asJSON == 0 && asYAML == 0 {
		return false, &Problem{Status: http.StatusNotAcceptable, Field: "Accept", Detail: "there is no such form of a state", Accepted: []string{"application/yaml", "application/json"}}
	}
	return asJSON > asYAML, nil
}

func qualityOf(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		if text, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			if quality, err := strconv.ParseFloat(text, 64); err == nil {
				return quality
			}
		}
	}
	return 1
}

func replaceState(c *call) (answer, error) {
	if strings.TrimSpace(string(c.body)) == "" {
		return answer{}, bad("body", "is missing: a seed as YAML or JSON; {} is an empty one")
	}
	seed := seeds.Parse("body", c.body)
	if err := c.world.Replace(c.r.Context(), seed); err != nil {
		return answer{}, err
	}
	shown := c.show(c.world)
	shown.Warnings = warnings(seed)
	return answer{body: shown}, nil
}
