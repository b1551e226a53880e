package seeds

import (
	"math"
	"strconv"
	"time"

	"gopkg.in/yaml.v3"
)

// Text is a scalar taken as it is written, whatever it looks like: ids, labels and relations, which are texts even
// when they look like numbers.
type Text struct {
	Value string
	Pos   Pos
}

// Given tells whether the file has the text at all.
func (t Text) Given() bool { return t.Pos != Pos{} }

// Instant is a point in time: RFC 3339, a date, or Unix seconds.
type Instant struct {
	time.Time
	Pos Pos
}

// Given tells whether the file has the instant at all.
func (i Instant) Given() bool { return i.Pos != Pos{} }

// Text reads the node as a text, whatever it looks like.
func (n Node) Text() Text {
	if n.yaml.Kind != yaml.ScalarNode {
		n.mismatch("a text")
		return Text{}
	}
	return Text{Value: n.yaml.Value, Pos: n.Pos()}
}

// Duration reads a time span: as Go writes it ("90s", "1h30m"), or in whole seconds.
func (n Node) Duration() time.Duration {
	if n.yaml.Kind == yaml.ScalarNode {
		if seconds, err := strconv.ParseInt(n.yaml.Value, 10, 32); err == nil {
			return time.Duration(seconds) * time.Second
		}
		if span, err := time.ParseDuration(n.yaml.Value); err == nil {
			return span
		}
	}
	n.mismatch("a duration like 90s, 1h30m or 250ms")
	return 0
}

// Instant reads a point in time.
func (n Node) Instant() Instant { return n.instant() }

func (n Node) instant() Instant {
	if n.yaml.Kind == yaml.ScalarNode {
		if at, ok := parseInstant(n.yaml.Value); ok {
			return Instant{Time: at.UTC(), Pos: n.Pos()}
		}
	}
	n.mismatch("a time (like 2026-01-15T09:00:00Z, 2026-01-15 or Unix seconds) between 1970 and 2106")
	return Instant{}
}

func parseInstant(text string) (at time.Time, ok bool) {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		at, ok = time.Unix(seconds, 0), true
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			at, ok = t, true
		}
	}
	return at, ok && at.Unix() >= 1 && at.Unix() < 1<<32 // ids hold the second of creation in 32 bits
}

func (n Node) string() string {
	if n.yaml.Kind == yaml.ScalarNode && n.yaml.Tag == "!!str" {
		return n.yaml.Value
	}
	n.mismatch("a text in quotes")
	return ""
}

func (n Node) bool() bool {
	var value bool
	if n.yaml.Kind != yaml.ScalarNode || n.yaml.Tag != "!!bool" || n.yaml.Decode(&value) != nil {
		n.mismatch("true or false")
	}
	return value
}

func (n Node) integer(limits limits) int64 {
	value, err := strconv.ParseInt(n.yaml.Value, 10, 64)
	if n.yaml.Kind != yaml.ScalarNode || n.yaml.Tag != "!!int" || err != nil || value < limits.least || value > limits.most {
		n.mismatch("a whole number " + limits.String())
		return 0
	}
	return value
}

func (n Node) float() float64 {
	value, err := strconv.ParseFloat(n.yaml.Value, 64)
	if n.yaml.Kind != yaml.ScalarNode || n.yaml.Tag != "!!float" && n.yaml.Tag != "!!int" || err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		n.mismatch("a number")
		return 0
	}
	return value
}

// mismatch reports a value of the wrong type.
func (n Node) mismatch(wanted string) {
	found := map[yaml.Kind]string{yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list"}[n.yaml.Kind]
	if found == "" {
		found = shorten(n.yaml.Value)
	}
	if n.yaml.Tag == "!!str" {
		found = strconv.Quote(found)
	}
	n.faultf(n.Pos(), "must be %s, not %s", wanted, found)
}

func shorten(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
