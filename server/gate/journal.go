package gate

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of the journal.
const (
	journalEntries = 1000      // of a sandbox
	maxPreview     = 64 << 10  // bytes kept of a body, and of all headers together
	maxTarget      = 8 << 10   // bytes kept of a path and query
	maxJournals    = 256 << 20 // bytes of all journals together
)

// Entry is one exchange as the journal keeps it.
type Entry struct {
	Number       int64     // counts the sandbox's exchanges from 1
	At           time.Time // on the sandbox's clock
	Took         time.Duration
	Provider     string
	Sandbox      string
	Route        string // the pattern, empty when no route matched
	Credential   string // masked, empty when unknown
	CredentialID string
	Method       string
	Target       string // path and query as sent
	Path         string // what patterns are compared with, see Pattern
	Status       int    // 0 when the connection was cut off before the status line
	Reason       string // why it was refused
	Evidence     string
	Fault        string // the name of the fault that struck, or its id when it has none
	FaultID      string // empty for one that the request asked for itself

	RequestHeader, ResponseHeader http.Header // credentials redacted
	RequestBody, ResponseBody     []byte      // the first 64 KiB
	RequestSize, ResponseSize     int         // bytes of the whole bodies
}

// Journal is the last exchanges of one sandbox, a ring that is allocated on first use. Its slots keep their memory,
// so that recording an exchange costs a copy and no allocation; an answer that a path gives again is not even copied.
type Journal struct {
	all     *Journals
	numbers atomic.Int64 // exchanges begun

	mu        sync.Mutex
	slots     []slot // grows to journalEntries, then wraps; see slot
	base      int64  // entries before the first that the slots were used for
	first     int64  // the oldest entry still kept
	count     int64  // entries ever added
	dropped   int64  // entries given up for the memory of all journals
	unmatched int64  // entries without a route
	answers   answers
	news      chan struct{} // closed when an entry is added; nil until somebody waits
	ended     bool          // its sandbox is deleted: nothing more is kept
}

// slot is where the entry n stands, counted from 0.
func (j *Journal) slot(n int64) *slot { return &j.slots[(n-j.base)%journalEntries] }

type slot struct {
	entry  Entry
	turn   int64   // the place among the exchanges of all sandboxes
	bytes  []byte  // request header, request body and response header, one behind the other
	ends   [2]int  // where request header and request body end in bytes
	answer *answer // the response body
}

// capture is what an entry is made of that must be copied.
type capture struct {
	requestHeader, responseHeader http.Header
	requestBody, responseBody     []byte
	secrets                       []string // members of the bodies that are left out
}

// number counts an exchange as it begins. Entries are numbered as they end.
func (j *Journal) number() int64 { return j.numbers.Add(1) }

func (j *Journal) add(entry Entry, from capture) {
	entry.RequestSize, entry.ResponseSize = len(from.requestBody), len(from.responseBody)
	from.requestBody, from.responseBody = redacted(from.requestBody, from.secrets), redacted(from.responseBody, from.secrets)
	if j.record(entry, from) > maxJournals {
		j.all.reclaim()
	}
}

// record writes the entry and returns the bytes that all journals hold together.
func (j *Journal) record(entry Entry, from capture) (held int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.ended {
		return 0
	}
	if len(j.slots) < journalEntries {
		j.slots = append(j.slots, slot{})
	}
	next := j.slot(j.count)
	had := next.size() + j.answers.size
	j.count++
	j.first = max(j.first, j.count-journalEntries)
	entry.Number = j.count
	if entry.Route == "" {
		j.unmatched++
	}
	j.tellLocked()
	next.turn = j.all.turn.Add(1)
	next.fill(entry, from)
	j.answers.release(next.answer)
	next.answer = j.answers.keep(entry.Target, preview(from.responseBody))
	return j.all.held.Add(next.size() + j.answers.size - had)
}

// size is what the slot holds beside its answer, in bytes.
func (s *slot) size() int64 { return int64(cap(s.bytes) + len(s.entry.Target) + len(s.entry.Reason)) }

func (s *slot) fill(entry Entry, from capture) {
	b := appendHeader(s.bytes[:0], from.requestHeader)
	s.ends[0] = len(b)
	b = append(b, preview(from.requestBody)...)
	s.ends[1] = len(b)
	s.entry, s.bytes = entry, appendHeader(b, from.responseHeader)
}

// Entries copies out what is kept, oldest first.
func (j *Journal) Entries() []Entry {
	entries, _, _ := j.Select(Filter{})
	return entries
}

func (s *slot) export() Entry {
	entry, kept := s.entry, bytes.Clone(s.bytes)
	entry.RequestHeader = parseHeader(kept[:s.ends[0]])
	entry.RequestBody = kept[s.ends[0]:s.ends[1]]
	entry.ResponseHeader = parseHeader(kept[s.ends[1]:])
	entry.ResponseBody = bytes.Clone(s.answer.bytes)
	return entry
}

func preview(body []byte) []byte { return body[:min(len(body), maxPreview)] }

// clip bounds a text that a client chose, without holding on to the rest of it.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.Clone(text[:most]) + "..."
}

// appendHeader writes a header as lines, with what could be used to log in taken out. What would make it larger than a
// preview is left out.
func appendHeader(dst []byte, header http.Header) []byte {
	begin := len(dst)
	for name, values := range header {
		for _, value := range values {
			if len(dst)-begin+len(name)+len(value) > maxPreview {
				continue
			}
			dst = append(append(dst, name...), ':')
			dst = append(appendRedacted(dst, name, value), '\n')
		}
	}
	return dst
}

func parseHeader(lines []byte) http.Header {
	header := http.Header{}
	for line := range strings.Lines(string(lines)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		header.Add(name, value)
	}
	return header
}

// appendRedacted keeps the scheme of a credential and nothing else of it.
func appendRedacted(dst []byte, name, value string) []byte {
	switch name {
	case "Authorization", "Proxy-Authorization":
		scheme, _, _ := strings.Cut(value, " ")
		if slices.ContainsFunc([]string{"Bearer", "Token", "Basic"}, func(known string) bool { return strings.EqualFold(scheme, known) }) {
			dst = append(append(dst, scheme...), ' ')
		}
		return append(dst, "[REDACTED]"...)
	case "Cookie", "Set-Cookie":
		return append(dst, "[REDACTED]"...)
	default:
		return append(dst, value...)
	}
}
