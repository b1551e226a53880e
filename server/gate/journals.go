package gate

import (
	"sync"
	"sync/atomic"

	"mockserver/store"
)

// Journals is the journals of all sandboxes and the memory they share.
type Journals struct {
	rooms    rooms[Journal]
	turn     atomic.Int64 // exchanges of all sandboxes
	held     atomic.Int64 // bytes of all slots
	reclaims sync.Mutex   // one reclaim at a time
}

func newJournals(s *store.Store) *Journals {
	j := new(Journals)
	j.rooms.store, j.rooms.end = s, (*Journal).close
	j.rooms.make = func() *Journal { return &Journal{all: j} }
	return j
}

// Of is the journal of a sandbox.
func (j *Journals) Of(sandbox *store.Sandbox) *Journal { return j.rooms.of(sandbox) }

// reclaim gives up the oldest entries of all journals until an eighth of the memory is free again, so that the next
// reclaim is far away. It holds one journal's lock at a time.
func (j *Journals) reclaim() {
	j.reclaims.Lock()
	defer j.reclaims.Unlock()
	const enough = maxJournals / 8 * 7
	for j.held.Load() > enough {
		oldest := j.oldest()
		if oldest == nil {
			return
		}
		oldest.drop(journalEntries / 16)
	}
}

// oldest finds the journal with the oldest entry, nil when all are empty.
func (j *Journals) oldest() (oldest *Journal) {
	var least int64
	j.rooms.each(func(journal *Journal) {
		if turn, ok := journal.oldestTurn(); ok && (oldest == nil || turn < least) {
			oldest, least = journal, turn
		}
	})
	return oldest
}

func (j *Journal) oldestTurn() (turn int64, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.first == j.count {
		return 0, false
	}
	return j.slot(j.first).turn, true
}

// drop gives up the oldest entries and the memory of their slots.
func (j *Journal) drop(entries int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	had := j.answers.size
	for ; entries > 0 && j.first < j.count; entries-- {
		given := j.slot(j.first)
		had += given.size()
		j.answers.release(given.answer)
		*given = slot{}
		j.first++
		j.dropped++
	}
	j.answers.dropSpare()
	j.all.held.Add(j.answers.size - had)
}

// Dropped counts the entries that were given up for the memory of all journals.
func (j *Journal) Dropped() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.dropped
}
