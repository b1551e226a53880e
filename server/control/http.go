package control

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"mockserver/seeds"
)

// maxBody is the greatest request body that is taken, in bytes.
const maxBody = 5 << 20

// call is one request to the control API.
type call struct {
	*Control
	r     *http.Request
	world *World // that the path speaks of; nil for what belongs to no sandbox
	query url.Values
	body  []byte
}

// answer is what a call is answered. The zero status is 200, a nil body none.
type answer struct {
	status      int
	body        any
	text        []byte // instead of body, with its type
	contentType string
	stream      func(ctx context.Context, w http.ResponseWriter) // instead of both
}

// ServeHTTP answers every path at or below /_mock.
func (c *Control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if problem := c.guard(r); problem != nil {
		c.refuse(w, r, problem)
		return
	}
	c.handler.ServeHTTP(w, r)
}

// serve runs an operation and writes what comes of it: the one place that writes.
func (c *Control) serve(w http.ResponseWriter, r *http.Request, route *route) {
	defer func() {
		if fault := recover(); fault != nil {
			c.Log.Error("panic in the control API", "path", r.URL.Path, "panic", fault, "stack", string(debug.Stack()))
			c.refuse(w, r, errors.New("panic"))
		}
	}()
	a, err := c.run(w, r, route)
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	c.Log.Debug("request", "method", r.Method, "path", r.URL.EscapedPath(), "status", max(a.status, http.StatusOK))
	switch {
	case a.stream != nil && r.Method == http.MethodHead: // a stream never ends, and HEAD has no body to wait for
		streamHeader(w)
	case a.stream != nil:
		ctx, stop := context.WithCancel(r.Context())
		defer context.AfterFunc(c.closing, stop)()
		defer stop()
		a.stream(ctx, w)
	case a.text != nil:
		w.Header().Set("Content-Type", a.contentType)
		_, _ = w.Write(a.text)
	default:
		writeJSON(w, max(a.status, http.StatusOK), "application/json", a.body)
	}
}

func (c *Control) run(w http.ResponseWriter, r *http.Request, route *route) (answer, error) {
	made := &call{Control: c, r: r}
	var err error
	if route.sandbox {
		if made.world, err = c.World(named(r)); err != nil {
			return answer{}, err
		}
		made.world.idle.touch()
	}
	if made.query, err = readQuery(r, route.query); err != nil {
		return answer{}, err
	}
	if made.body, err = readBody(w, r); err != nil {
		return answer{}, err
	}
	if !route.body {
		if _, err = decoded[struct{}](made); err != nil {
			return answer{}, err
		}
	}
	// Whoever waits for something may wait longer than a request may take to arrive.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	return route.run(made)
}

// named is the sandbox that a path speaks of.
func named(r *http.Request) string {
	if name := pathParam(r, "name"); name != "" {
		return name
	}
	return "default"
}

func pathParam(r *http.Request, name string) string {
	raw := chi.URLParam(r, name)
	if text, err := url.PathUnescape(raw); err == nil && r.URL.RawPath != "" {
		return text
	}
	return raw
}

func (c *call) param(name string) string { return pathParam(c.r, name) }

// readQuery refuses parameters that the route does not know, and any given twice.
func readQuery(r *http.Request, known []string) (url.Values, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, bad("query", "the query string has a percent sign that no two hex digits follow, or a semicolon")
	}
	names := make([]string, 0, len(query))
	for name := range query {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if !slices.Contains(known, name) {
			p := bad(shorten(name), "there is no such query parameter")
			p.Accepted = known
			return nil, p
		}
		if len(query[name]) > 1 {
			return nil, bad(name, "given %d times", len(query[name]))
		}
		if query.Get(name) == "" {
			return nil, bad(name, "has no value: give it one or leave the parameter out")
		}
	}
	return query, nil
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody { // not read, so a client that sent "Expect: 100-continue" need not send it
		return nil, tooLarge()
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if errors.As(err, new(*http.MaxBytesError)) {
		return nil, tooLarge()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, bad("body", "it ended before it was complete")
	}
	if err != nil {
		return nil, bad("body", "it could not be read: %s", err)
	}
	return body, nil
}

func tooLarge() *Problem {
	return &Problem{Status: http.StatusRequestEntityTooLarge, Detail: "the body is larger than 5 MiB"}
}

// decoded reads the body, JSON or YAML, into a struct with `seed` tags; no body is an empty one.
func decoded[B any](c *call) (body B, err error) {
	file := c.file()
	if root, ok := file.Root(); ok {
		root.Decode(&body)
	}
	return body, file.Err()
}

func (c *call) file() *seeds.File {
	body := c.body
	if strings.TrimSpace(string(body)) == "" {
		body = []byte("{}")
	}
	return seeds.Parse("body", body)
}

// flag reads a query parameter that is true or false, false when it is not given.
func (c *call) flag(name string) (bool, error) {
	switch c.query.Get(name) {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	default:
		p := bad(name, "%q is not true or false", shorten(c.query.Get(name)))
		p.Accepted = []string{"true", "false"}
		return false, p
	}
}

// refuse writes a problem document.
func (c *Control) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError {
		c.Log.Error("control API failed", "path", r.URL.Path, "error", err)
	}
	c.Log.Debug("request", "method", r.Method, "path", r.URL.EscapedPath(), "status", p.Status)
	writeJSON(w, p.Status, "application/problem+json", p)
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body any) {
	if body == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // a client that went away is no concern of the mock
}

// list shows each of some things; there is a list also of none.
func list[E, B any](from []E, show func(*E) B) []B {
	shown := make([]B, len(from))
	for i := range from {
		shown[i] = show(&from[i])
	}
	return shown
}

// dataBody is a list that has no pages.
type dataBody[B any] struct {
	Data []B `json:"data"`
}
