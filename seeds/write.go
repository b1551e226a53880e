package seeds

import (
	"fmt"
	"strconv"
	"time"
)

// YAML writes the mapping as a seed file that Parse reads back, one record a line. It fails with a value of a type
// that Mapping does not name.
func (m Mapping) YAML() ([]byte, error) {
	w := &writer{}
	w.blockYAML(m, 0)
	return w.dst, w.err
}

// JSON writes the mapping as JSON, which Parse reads back too, one record a line.
func (m Mapping) JSON() ([]byte, error) {
	w := &writer{json: true}
	w.blockJSON(m, 0)
	w.text("\n")
	return w.dst, w.err
}

// MarshalJSON writes the members in their order.
func (m Mapping) MarshalJSON() ([]byte, error) {
	w := &writer{json: true}
	w.flow(m)
	return w.dst, w.err
}

// writer writes both formats: what stands inside a line differs only in which texts have quotes.
type writer struct {
	dst  []byte
	json bool
	err  error
}

func (w *writer) text(text string) { w.dst = append(w.dst, text...) }

func (w *writer) indent(depth int) {
	for range depth {
		w.text("  ")
	}
}

// blockYAML writes a mapping over several lines: the sections, what is in them, and of lists an item a line.
func (w *writer) blockYAML(m Mapping, depth int) {
	for _, member := range m {
		w.indent(depth)
		w.scalar(member.Name)
		w.text(":")
		section, isMapping := member.Value.(Mapping)
		items, _ := itemsOf(member.Value)
		switch {
		case isMapping && len(section) > 0 && depth == 0:
			w.text("\n")
			w.blockYAML(section, depth+1)
			continue
		case len(items) > 0:
			for _, item := range items {
				w.text("\n")
				w.indent(depth + 1)
				w.text("- ")
				w.flow(item)
			}
		default:
			w.text(" ")
			w.flow(member.Value)
		}
		w.text("\n")
	}
	if len(m) == 0 && depth == 0 {
		w.text("{}\n")
	}
}

// blockJSON writes the same lines in JSON.
func (w *writer) blockJSON(m Mapping, depth int) {
	w.text("{")
	for i, member := range m {
		w.line(i, depth+1)
		w.scalar(member.Name)
		w.text(": ")
		section, isMapping := member.Value.(Mapping)
		items, _ := itemsOf(member.Value)
		switch {
		case isMapping && len(section) > 0 && depth == 0:
			w.blockJSON(section, depth+1)
		case len(items) > 0:
			w.text("[")
			for i, item := range items {
				w.line(i, depth+2)
				w.flow(item)
			}
			w.text("\n")
			w.indent(depth + 1)
			w.text("]")
		default:
			w.flow(member.Value)
		}
	}
	if len(m) > 0 {
		w.text("\n")
		w.indent(depth)
	}
	w.text("}")
}

// line begins the line of the i-th part of a JSON list or object.
func (w *writer) line(i, depth int) {
	if i > 0 {
		w.text(",")
	}
	w.text("\n")
	w.indent(depth)
}

// flow writes a value inside a line.
func (w *writer) flow(value any) {
	mapping, isMapping := value.(Mapping)
	items, isList := itemsOf(value)
	switch {
	case isMapping:
		w.text("{")
		for i, member := range mapping {
			w.comma(i)
			w.scalar(member.Name)
			w.text(": ")
			w.flow(member.Value)
		}
		w.text("}")
	case isList:
		w.text("[")
		for i, item := range items {
			w.comma(i)
			w.flow(item)
		}
		w.text("]")
	default:
		w.scalar(value)
	}
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.text(", ")
	}
}

// itemsOf is the items of a list, false for what is no list.
func itemsOf(value any) (items []any, isList bool) {
	switch list := value.(type) {
	case []any:
		return list, true
	case []Mapping:
		for _, item := range list {
			items = append(items, item)
		}
		return items, true
	default:
		return nil, false
	}
}

func (w *writer) scalar(value any) {
	switch v := value.(type) {
	case string:
		w.quoted(v)
	case Text:
		w.quoted(v.Value)
	case Instant:
		if w.json {
			w.text(`"`)
		}
		w.dst = v.UTC().AppendFormat(w.dst, time.RFC3339Nano)
		if w.json {
			w.text(`"`)
		}
	case bool:
		w.dst = strconv.AppendBool(w.dst, v)
	case int:
		w.dst = strconv.AppendInt(w.dst, int64(v), 10)
	case int64:
		w.dst = strconv.AppendInt(w.dst, v, 10)
	default:
		w.err = fmt.Errorf("seeds: no way to write a %T", value)
	}
}

func (w *writer) quoted(text string) {
	if !w.json && isPlain(text) {
		w.text(text)
		return
	}
	w.dst = appendQuoted(w.dst, text)
}
