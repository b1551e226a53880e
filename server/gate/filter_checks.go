package gate

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"mockserver/server/provider"
)

// test is a filter made ready.
type test struct {
	Filter
	checks []check
}

// check is one field of a filter.
type check struct {
	field, wanted string
	got           func(*slot) string // for people
	meets         func(*slot) bool
}

// meets tells whether the filter wants an exchange.
func (t *test) meets(s *slot) bool {
	for i := range t.checks {
		if !t.checks[i].meets(s) {
			return false
		}
	}
	return true
}

// differs lists the fields in which an exchange is not what the filter wants.
func (t *test) differs(s *slot) (all []Difference) {
	for i := range t.checks {
		if c := &t.checks[i]; !c.meets(s) {
			all = append(all, Difference{c.field, c.wanted, clip(c.got(s), maxShown)})
		}
	}
	return all
}

// maxShown bounds what a difference shows of a value, in bytes.
const maxShown = 1000

// compile makes the filter ready. What is wrong with it is a *provider.FieldError.
func (f Filter) compile() (*test, error) {
	t := &test{Filter: f}
	if f.After < 0 || f.Limit < 0 {
		return nil, provider.BadField("after", "after and limit must be at least 0")
	}
	t.text("provider", f.Provider, func(e *Entry) string { return e.Provider })
	t.text("method", strings.ToUpper(f.Method), func(e *Entry) string { return e.Method })
	t.text("route", f.Route, func(e *Entry) string { return e.Route })
	for _, add := range []func() error{t.path, t.status, t.json} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	t.accounts()
	if f.Matched != nil {
		t.text("matched", strconv.FormatBool(*f.Matched), func(e *Entry) string { return strconv.FormatBool(e.Route != "") })
	}
	if f.Body != "" {
		t.add("body", f.Body, requestBody, func(s *slot) bool { return bytes.Contains(s.requestBody(), []byte(f.Body)) })
	}
	return t, nil
}

func (t *test) add(field, wanted string, got func(*slot) string, meets func(*slot) bool) {
	t.checks = append(t.checks, check{field, wanted, got, meets})
}

// text adds a field that is compared as it is.
func (t *test) text(field, wanted string, of func(*Entry) string) {
	if wanted != "" {
		t.add(field, wanted, func(s *slot) string { return of(&s.entry) }, func(s *slot) bool { return of(&s.entry) == wanted })
	}
}

func (t *test) path() error {
	if t.Path == "" {
		return nil
	}
	pattern, err := ParsePattern(t.Path)
	if err != nil {
		return provider.BadField("path", "%v", err)
	}
	t.add("path", t.Path, func(s *slot) string { return s.entry.Path }, func(s *slot) bool { return pattern.Matches(s.entry.Path) })
	return nil
}

// status takes a number or a class of them.
func (t *test) status() error {
	wanted := strings.ToLower(t.Status)
	if wanted == "" {
		return nil
	}
	of := func(s *slot) string { return strconv.Itoa(s.entry.Status) }
	if class, ok := strings.CutSuffix(wanted, "xx"); ok && len(class) == 1 && strings.Contains("12345", class) {
		t.add("status", wanted, of, func(s *slot) bool { return strconv.Itoa(s.entry.Status/100) == class })
		return nil
	}
	number, err := strconv.Atoi(wanted)
	if err != nil || number < 0 || number > 999 {
		return provider.BadField("status", "must be a status like 404 or a class like 4xx, not %q", t.Status)
	}
	t.add("status", wanted, of, func(s *slot) bool { return s.entry.Status == number })
	return nil
}

// accounts adds the fields that name something in one of two ways.
func (t *test) accounts() {
	if wanted := t.Credential; wanted != "" {
		t.add("credential", wanted, func(s *slot) string { return s.entry.CredentialID + " " + s.entry.Credential },
			func(s *slot) bool { return wanted == s.entry.CredentialID || wanted == s.entry.Credential })
	}
	if wanted := t.Fault; wanted != "" {
		t.add("fault", wanted, func(s *slot) string { return s.entry.Fault }, func(s *slot) bool {
			return s.entry.Fault != "" && slices.Contains([]string{"*", s.entry.Fault, s.entry.FaultID}, wanted)
		})
	}
}

func (t *test) json() error {
	if len(t.JSON) == 0 {
		return nil
	}
	wanted, err := decode(t.JSON)
	if err != nil {
		return provider.BadField("json", "must be JSON")
	}
	t.add("json", string(t.JSON), requestBody, func(s *slot) bool {
		got, err := decode(s.requestBody())
		return err == nil && contains(got, wanted)
	})
	return nil
}

func decode(text []byte) (value any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err = decoder.Decode(&value)
	return value, err
}

// contains tells whether a value has all members of the wanted one; what is no object must be the same.
func contains(got, wanted any) bool {
	switch wanted := wanted.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		for name, value := range wanted {
			member, has := object[name]
			if !ok || !has || !contains(member, value) {
				return false
			}
		}
		return ok
	case []any:
		list, ok := got.([]any)
		return ok && slices.EqualFunc(list, wanted, contains)
	default:
		return got == wanted
	}
}

func (s *slot) requestBody() []byte { return s.bytes[s.ends[0]:s.ends[1]] }

func requestBody(s *slot) string { return string(s.requestBody()) }
