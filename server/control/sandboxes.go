package control

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// sandboxBody is a sandbox for people.
type sandboxBody struct {
	Name        string                       `json:"name"`
	BaseURLs    map[string]string            `json:"base_urls"`
	Credentials map[string]map[string]string `json:"credentials,omitempty"` // of a new one, and when asked for
	Clock       clockBody                    `json:"clock"`
	Settings    Settings                     `json:"settings"`
	Rows        rowCounts                    `json:"rows"`
	Faults      []faultBody                  `json:"faults"`
	Snapshots   []snapshotBody               `json:"snapshots"`
	Warnings    []string                     `json:"warnings,omitempty"` // of the seed that was sent
}

// rowCounts is the number of rows of each table that has any, in the order of the schema.
type rowCounts []store.TableSize

func countRows(sizes []store.TableSize) rowCounts {
	counts := rowCounts{}
	for _, size := range sizes {
		if size.Rows > 0 {
			counts = append(counts, size)
		}
	}
	return counts
}

// MarshalJSON writes an object, in order.
func (r rowCounts) MarshalJSON() ([]byte, error) {
	dst := []byte{'{'}
	for i, size := range r {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(strconv.AppendQuote(dst, size.Table), ':')
		dst = strconv.AppendInt(dst, int64(size.Rows), 10)
	}
	return append(dst, '}'), nil
}

func (c *call) show(w *World) sandboxBody {
	return sandboxBody{
		Name: w.Name(), BaseURLs: c.BaseURLs(provider.Origin(c.r)), Clock: w.showClock(), Settings: w.settings,
		Rows: countRows(w.sandbox.Sizes()), Faults: faultBodies(w.Faults().List()), Snapshots: w.listSnapshots(),
	}
}

// BaseURLs is the base URL of each provider behind scheme and host, or behind those that the server was told.
func (c *Control) BaseURLs(origin string) map[string]string {
	if c.PublicURL != "" {
		origin = strings.TrimSuffix(c.PublicURL, "/")
	}
	urls := make(map[string]string, len(c.Providers))
	for _, p := range c.Providers {
		urls[p.Name] = origin + p.Base
	}
	return urls
}

func listSandboxes(c *call) (answer, error) {
	return answer{body: dataBody[sandboxBody]{list(c.Worlds(), func(w **World) sandboxBody { return c.show(*w) })}}, nil
}

// showSandbox shows no credentials unless it is asked for them, so that a log of the answer gives none away.
func showSandbox(c *call) (answer, error) {
	shown := c.show(c.world)
	switch sent := c.query.Get("credentials"); sent {
	case "", "omit":
	case "include":
		shown.Credentials = c.secrets(c.world)
	default:
		p := bad("credentials", "%q is neither", shorten(sent))
		p.Accepted = []string{"include", "omit"}
		return answer{}, p
	}
	return answer{body: shown}, nil
}

func createSandbox(c *call) (answer, error) {
	spec, err := c.spec()
	if err != nil {
		return answer{}, err
	}
	w, err := c.Create(c.r.Context(), spec)
	if err != nil {
		return answer{}, err
	}
	made := c.show(w)
	made.Credentials, made.Warnings = c.secrets(w), warnings(spec.Seed)
	return answer{status: http.StatusCreated, body: made}, nil
}

// warnings is what a seed says that may be a mistake, in words.
func warnings(seed *seeds.File) []string {
	if seed == nil {
		return nil
	}
	return list(seed.Warnings(), func(w *seeds.Fault) string { return w.String() })
}

// spec reads what a new sandbox is to be: from a body of JSON, or a seed as YAML with all else in the query.
func (c *call) spec() (Spec, error) {
	mediaType, _, _ := strings.Cut(strings.ToLower(c.r.Header.Get("Content-Type")), ";")
	if strings.HasSuffix(strings.TrimSpace(mediaType), "yaml") {
		spec, err := c.specInQuery()
		spec.Seed = seeds.Parse("body", c.body)
		return spec, err
	}
	for name := range c.query {
		return Spec{}, bad(name, "it stands in the body, unless that is a seed as application/yaml")
	}
	body, err := decoded[struct {
		Name     string     `seed:"name"`
		From     string     `seed:"from"`
		Seed     seeds.Node `seed:"seed"`
		Settings seeds.Node `seed:"settings"`
	}](c)
	if err != nil {
		return Spec{}, err
	}
	spec := Spec{Name: body.Name, From: body.From}
	if body.Seed.Given() {
		spec.Seed = body.Seed.Sub()
		if text, isText := body.Seed.Scalar(); isText {
			spec.Seed = seeds.Parse("seed", []byte(text))
		}
	}
	if !body.Settings.Given() {
		return spec, nil
	}
	spec.Settings, err = c.readSettings(body.Settings)
	return spec, err
}

func (c *call) readSettings(node seeds.Node) (Settings, error) {
	s := c.settingsIn(node)
	return s, node.Err()
}

// specInQuery reads name and settings from the query: ?name=a&clock_mode=still&huntr.max_limit=5.
func (c *call) specInQuery() (Spec, error) {
	spec, flat := Spec{Name: c.query.Get("name")}, map[string]any{}
	for name := range c.query {
		providerName, setting, ofProvider := strings.Cut(name, ".")
		switch {
		case name == "name":
		case !ofProvider:
			flat[name] = c.query.Get(name)
		case flat[providerName] == nil:
			flat[providerName] = map[string]string{setting: c.query.Get(name)}
		default:
			flat[providerName].(map[string]string)[setting] = c.query.Get(name)
		}
	}
	text, err := json.Marshal(map[string]any{"settings": flat})
	if err != nil {
		return spec, err
	}
	file := seeds.Parse("query", text)
	root, _ := file.Root()
	spec.Settings, err = c.readSettings(root.Members([]string{"settings"})["settings"])
	return spec, err
}

// createQuery lists what may stand in the query of a new sandbox.
func (c *Control) createQuery() []string {
	names := append([]string{"name"}, generalSettings()...)
	for _, p := range c.Providers {
		for _, setting := range settingNames(p) {
			names = append(names, p.Name+"."+setting)
		}
	}
	return names
}

func deleteSandbox(c *call) (answer, error) {
	return answer{}, c.Delete(c.r.Context(), c.world.Name())
}
