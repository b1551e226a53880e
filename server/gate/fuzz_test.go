package gate

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// goWords are what Go's packages say of a value, which no user should read.
var goWords = regexp.MustCompile(`strconv|json: |time: |Go value|%!|runtime error|invalid syntax|value out of range|invalid character`)

// quoted is what a reason repeats of what was sent.
var quoted = regexp.MustCompile(`"(\\.|[^"\\])*"`)

// FuzzPattern: a pattern is refused in words, or matches the paths that a regular expression of the same meaning does.
func FuzzPattern(f *testing.F) {
	for _, c := range [][2]string{
		{"", "/v1/jobs"},
		{"/v1/jobs/{id}", "/v1/jobs/1"},
		{"/v1/*/1", "/v1//1"},
		{"/**/a/**", "/a"},
		{"/a*b*c/**", "/abc/"},
		{"/***", "/x"},
		{"/{a}*", "/{b}"},
		{"//", "//"},
		{"/{}", "/"},
		{"/a/", "/a"},
		{"/\xff*", "/\xff\n"},
	} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		if len(text) > 200 || len(path) > 200 || !strings.HasPrefix(path, "/") {
			t.Skip("short paths find as much")
		}
		pattern, err := ParsePattern(text)
		if err != nil {
			if goWords.MatchString(err.Error()) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if got, want := pattern.Matches(path), text == "" || matchesSlowly(pattern.segments, strings.Split(path[1:], "/")); got != want {
			t.Fatalf("%q matches %q: %v, want %v", text, path, got, want)
		}
	})
}

// matchesSlowly tries every number of segments for `**` and every length for `*`, by dynamic programming.
func matchesSlowly(pattern, path []string) bool {
	return tryAll(len(pattern), len(path), func(i int) bool { return pattern[i] == "**" }, func(i, j int) bool {
		p, s := pattern[i], path[j]
		if strings.HasPrefix(p, "{") && strings.HasSuffix(p, "}") {
			return s != ""
		}
		return tryAll(len(p), len(s), func(i int) bool { return p[i] == '*' }, func(i, j int) bool { return p[i] == s[j] })
	})
}

func tryAll(m, n int, many func(int) bool, same func(i, j int) bool) bool {
	ends := make([]bool, n+1) // whether the pattern so far matches the first j elements
	ends[0] = true
	for i := range m {
		next := make([]bool, n+1)
		for j := 0; j <= n; j++ {
			if many(i) {
				next[j] = ends[j] || j > 0 && next[j-1]
			} else {
				next[j] = j > 0 && ends[j-1] && same(i, j-1)
			}
		}
		ends = next
	}
	return ends[n]
}

// TestAnUnknownEffectWithAValue: the reason names the effects that there are.
func TestAnUnknownEffectWithAValue(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"explode=1": `effect.type: must be one of status, latency`, "empty_page=1": "empty_page takes no value", "=503": `effect.type: must be one of status, latency`,
	} {
		if got := (&exchange{}).ownStrike(text).problem; !strings.Contains(got, want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// FuzzFaultHeader: a header asks for an effect within its bounds, or is refused in words.
func FuzzFaultHeader(f *testing.F) {
	for _, text := range []string{
		"status=503", "status=429; retry_after=3s", "latency=200ms; max=2s", "truncate=0.3", "drop; after_handler=true", "", ";", "status=", "status=9e9",
		"truncate=NaN", "invalid_json=-0", "slow=1h; chunk=0", "stall; max=-1s", "empty_page=1", "=503", "status=99999999999999999999", "latency=9999999h", "latency=1s; max=1ms",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x := &exchange{}
		own := x.ownStrike(text)
		if own.problem != "" {
			if !goWords.MatchString(text) && goWords.MatchString(quoted.ReplaceAllString(own.problem, "")) || own.effect.Status != http.StatusBadRequest {
				t.Fatalf("%q is refused by %+v: %s", text, own.effect, own.problem)
			}
			return
		}
		e := own.effect
		if e.Status != 0 && (e.Status < 400 || e.Status > 599) || e.Delay < 0 || e.Delay > maxFaultDelay || e.Max < 0 || e.Max > maxFaultDelay ||
			e.RetryAfter < 0 || e.Chunk < 0 || !(e.At >= 0 && e.At <= maxPlace) || e.Type == EffectStatus && e.Status == 0 {
			t.Fatalf("%q asks for %+v", text, e)
		}
	})
}

// FuzzRedacted: of good JSON nothing but the values of the secret members changes; no text is changed twice.
func FuzzRedacted(f *testing.F) {
	for _, text := range []string{
		`{"secret":"s","a":[{"secret":{"b":1}},1]}`, `{"secret" : [1,"]"],"x":"\"secret\":1"}`, `{"\u0073ecret":null}`, `{"secret":tru`, `{"secret":"a\`, `"secret":1`,
		`["secret",":",{"key":"secret"}]`, `{"secret":}`, `{"secret":1,"secret":2,"Secret":3}`, `{"":{"secret":-1e9}}`, "{\"secret\":\"\xff\"}", `{"secret":"x"]`,
	} {
		f.Add([]byte(text))
	}
	members := []string{"secret", "key"}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		got := redacted(text, members)
		if !bytes.Equal(text, before) {
			t.Fatalf("%q was changed in place", before)
		}
		if again := redacted(got, members); !bytes.Equal(again, got) {
			t.Fatalf("%q gives %q, and that %q", text, got, again)
		}
		if !json.Valid(text) {
			return
		}
		var read, want any
		if err := json.Unmarshal(got, &read); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if err := json.Unmarshal(text, &want); err != nil {
			return // a number beyond a float's
		}
		if want = without(want, members); !reflect.DeepEqual(read, want) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// without replaces the values of members in decoded JSON.
func without(value any, members []string) any {
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = without(member, members)
		}
		for _, name := range members {
			if _, there := v[name]; there {
				v[name] = "[REDACTED]"
			}
		}
	case []any:
		for i, item := range v {
			v[i] = without(item, members)
		}
	}
	return value
}
