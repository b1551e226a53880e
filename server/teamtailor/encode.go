package teamtailor

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"time"

	"mockserver/server/provider"
)

// keep encodes what a record prints of itself, once: the links in front of self, then the attributes in chunks, with a
// gap where a value follows from the time. Everything else in a resource object follows from its type and id.
func (t *Teamtailor) keep(res *resource, record *Record) []byte {
	var kept, chunk []byte
	if res.links != nil {
		for _, l := range res.links(record) {
			chunk = append(appendName(chunk, l.name, true), '"', l.site)
			chunk = append(append(chunk, l.path...), '"', ',')
		}
		kept = appendChunk(kept, chunk)
	}
	chunk = chunk[:0]
	first := true
	for i := range res.attributes {
		a := &res.attributes[i]
		if !a.printed() {
			continue
		}
		chunk = appendName(chunk, a.name, first)
		first = false
		if a.gap() {
			kept, chunk = appendChunk(kept, chunk), chunk[:0]
			continue
		}
		chunk = t.appendValue(chunk, a.kind, record.Values[i])
	}
	kept = appendChunk(kept, chunk)
	return kept[:len(kept):len(kept)]
}

// What stands in kept links for the scheme and host of the career site, which every sandbox may have of its own. No JSON
// text has such bytes, and the paths, made of ids and slugs, need no escaping.
const (
	plainSite byte = iota
	secureSite
)

// appendLinks joins kept links, with the career site of the sandbox in the holes.
func (d *document) appendLinks(dst, links []byte) []byte {
	plain, secure := d.settingsOf(d.tx.Sandbox()).careersite()
	for {
		hole, site := bytes.IndexByte(links, plainSite), plain
		if other := bytes.IndexByte(links, secureSite); hole < 0 || 0 <= other && other < hole {
			hole, site = other, secure
		}
		if hole < 0 {
			return append(dst, links...)
		}
		dst = append(append(dst, links[:hole]...), site...)
		links = links[hole+1:]
	}
}

// appendChunk appends a length and that many bytes.
func appendChunk(dst, chunk []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(chunk))), chunk...)
}

// nextChunk splits the first chunk off.
func nextChunk(kept []byte) (chunk, rest []byte) {
	length, size := binary.Uvarint(kept)
	end := size + int(length) //nolint:gosec // written by appendChunk
	return kept[size:end], kept[end:]
}

// appendName appends a member's name; names are the schema's own and need no escaping.
func appendName(dst []byte, name string, first bool) []byte {
	if !first {
		dst = append(dst, ',')
	}
	dst = append(append(dst, '"'), name...)
	return append(dst, `":`...)
}

// appendValue appends an attribute's value.
func (t *Teamtailor) appendValue(dst []byte, as kind, value any) []byte {
	if value == nil {
		return append(dst, "null"...)
	}
	switch v := value.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case moment:
		return t.appendMoment(dst, v)
	case string:
		if as == picture {
			return appendPicture(dst, v)
		}
		return provider.AppendString(dst, v)
	case []string:
		if as == pictures {
			return appendList(dst, v, appendPicture)
		}
		return appendList(dst, v, provider.AppendString)
	case []int64:
		return appendList(dst, v, func(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) })
	case []alternative:
		return appendList(dst, v, appendAlternative)
	default:
		panic("teamtailor: a value of an unknown type")
	}
}

// appendMoment appends an instant as Rails prints it in the company's zone: with milliseconds and offset.
func (t *Teamtailor) appendMoment(dst []byte, m moment) []byte {
	return time.UnixMilli(int64(m)).In(t.zone).AppendFormat(dst, `"2006-01-02T15:04:05.000-07:00"`)
}

func appendPicture(dst []byte, url string) []byte {
	return append(provider.AppendString(append(dst, `{"standard":`...), url), '}')
}

// appendAlternative: the page names the attribute and no more of it; answers choose by number (inferred).
func appendAlternative(dst []byte, a alternative) []byte {
	dst = strconv.AppendInt(append(dst, `{"id":`...), a.ID, 10)
	return append(provider.AppendString(append(dst, `,"title":`...), a.Title), '}')
}

func appendList[T any](dst []byte, list []T, item func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, element := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item(dst, element)
	}
	return append(dst, ']')
}
