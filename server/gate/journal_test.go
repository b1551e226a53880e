package gate

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

func sandbox(t *testing.T, name string) *store.Sandbox {
	t.Helper()
	s, err := store.New(new(store.Schema)).Create(name, store.NewClock(time.Time{}, store.Still))
	require.NoError(t, err)
	return s
}

func TestJournalKeepsTheLastExchanges(t *testing.T) {
	t.Parallel()
	journal := newJournals(nil).Of(sandbox(t, "s"))
	for i := range journalEntries + 250 {
		journal.add(Entry{Target: fmt.Sprint("/", i)}, capture{
			requestBody: fmt.Append(nil, "in", i), responseBody: fmt.Append(nil, "out", i),
			requestHeader: http.Header{"Accept": {"a", "b"}}, responseHeader: http.Header{"X-A": {fmt.Sprint(i)}},
		})
	}
	entries := journal.Entries()
	require.Len(t, entries, journalEntries)
	for i, entry := range entries {
		n := 250 + i
		assert.Equal(t, int64(n+1), entry.Number)
		assert.Equal(t, fmt.Sprint("/", n), entry.Target)
		assert.Equal(t, fmt.Sprint("in", n), string(entry.RequestBody))
		assert.Equal(t, fmt.Sprint("out", n), string(entry.ResponseBody))
		assert.Equal(t, http.Header{"Accept": {"a", "b"}}, entry.RequestHeader)
		assert.Equal(t, http.Header{"X-A": {fmt.Sprint(n)}}, entry.ResponseHeader)
	}
}

func TestJournalRedactsCredentials(t *testing.T) {
	t.Parallel()
	journal := newJournals(nil).Of(sandbox(t, "s"))
	journal.add(Entry{}, capture{requestHeader: http.Header{
		"Authorization": {"Bearer secret-token", "secret-token", "secret-token more", "token secret-token"}, "Cookie": {"a=secret-token"}, "Accept": {"*/*"},
	}})
	header := journal.Entries()[0].RequestHeader
	assert.Equal(t, http.Header{"Authorization": {"Bearer [REDACTED]", "[REDACTED]", "[REDACTED]", "token [REDACTED]"}, "Cookie": {"[REDACTED]"}, "Accept": {"*/*"}}, header)
}

func TestJournalPreviewsLargeBodies(t *testing.T) {
	t.Parallel()
	journal := newJournals(nil).Of(sandbox(t, "s"))
	body := bytes.Repeat([]byte("x"), 1<<20)
	for range 200 {
		journal.add(Entry{}, capture{requestBody: body})
	}
	entry := journal.Entries()[199]
	assert.Len(t, entry.RequestBody, maxPreview)
	assert.Equal(t, 1<<20, entry.RequestSize)
	assert.Less(t, journal.all.held.Load(), int64(40<<20))
	journal.add(Entry{}, capture{requestHeader: http.Header{"A": {strings.Repeat("a", 1<<20)}, "B": {"b"}}})
	assert.Equal(t, http.Header{"B": {"b"}}, journal.Entries()[200].RequestHeader)
}

// TestBoundsOfTheJournal pins what the documentation promises.
func TestBoundsOfTheJournal(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 1000, journalEntries)
	assert.Equal(t, 65536, maxPreview)
	assert.Equal(t, 268435456, maxJournals)
	assert.Equal(t, "abc...", clip("abcdef", 3))
	assert.Equal(t, "abc", clip("abc", 3))
}

// TestJournalsShareTheirMemory fills several journals beyond what all may hold: the oldest exchanges go first, they
// are counted, and what is held stays within the bound.
func TestJournalsShareTheirMemory(t *testing.T) {
	t.Parallel()
	all := newJournals(nil)
	first, second := all.Of(sandbox(t, "first")), all.Of(sandbox(t, "second"))
	large := capture{requestBody: bytes.Repeat([]byte("x"), maxPreview), responseBody: bytes.Repeat([]byte("y"), maxPreview)}
	fill := func(journal *Journal, exchanges int) {
		for i := range exchanges {
			binary.BigEndian.PutUint64(large.responseBody, uint64(i)) // no answer is like another
			journal.add(Entry{}, large)
		}
	}
	fill(first, journalEntries)
	fill(second, journalEntries)
	third := all.Of(sandbox(t, "third"))
	fill(third, 200)
	assert.LessOrEqual(t, all.held.Load(), int64(maxJournals))
	assert.Positive(t, first.Dropped(), "the oldest go first")
	assert.Zero(t, third.Dropped())
	assert.Len(t, third.Entries(), 200)
	assert.Equal(t, int64(journalEntries)-first.Dropped(), int64(len(first.Entries())))
	first.add(Entry{Target: "/again"}, capture{})
	entries := first.Entries()
	assert.Equal(t, "/again", entries[len(entries)-1].Target)
}

func TestJournalIsSafeForManyAtOnce(t *testing.T) {
	t.Parallel()
	journal := newJournals(nil).Of(sandbox(t, "s"))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 300 {
				journal.add(Entry{}, capture{responseBody: []byte(strings.Repeat("x", 100))})
				if entries := journal.Entries(); len(entries) > 1 {
					assert.Equal(t, entries[0].Number+1, entries[1].Number)
				}
			}
		})
	}
	group.Wait()
	assert.Equal(t, int64(2400), journal.Entries()[journalEntries-1].Number)
}

func TestHeaderTextIsSafe(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `a "b" \r\n c \u00e9`, headerText("a \"b\" \r\n c é"))
	assert.Len(t, headerText(strings.Repeat("x", 5000)), maxReason+3)
}

// TestJournalKeepsRepeatedAnswersOnce polls one path among others: every entry tells what was answered, the repeated
// bytes are held once.
func TestJournalKeepsRepeatedAnswersOnce(t *testing.T) {
	t.Parallel()
	journal := newJournals(nil).Of(sandbox(t, "s"))
	body := func(i int) []byte { return bytes.Repeat([]byte{byte('a' + i/700)}, 10_000) }
	for i := range 2 * journalEntries {
		journal.add(Entry{Target: "/poll"}, capture{responseBody: body(i)})
		if i%10 == 0 {
			journal.add(Entry{Target: fmt.Sprint("/", i)}, capture{responseBody: []byte("once")})
		}
	}
	entries := journal.Entries()
	require.Len(t, entries, journalEntries)
	for _, entry := range entries {
		polled := int(entry.Number) - int(entry.Number)/11 - 1 // every eleventh exchange is another path
		if entry.Target == "/poll" {
			assert.Len(t, entry.ResponseBody, 10_000)
			assert.InDelta(t, 'a'+polled/700, entry.ResponseBody[0], 1)
			continue
		}
		assert.Equal(t, "once", string(entry.ResponseBody))
	}
	assert.Less(t, journal.all.held.Load(), int64(1<<20))
	assert.LessOrEqual(t, len(journal.answers.last), 102, "only what slots tell of")
}
