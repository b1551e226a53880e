package gate

import (
	"context"
	"errors"
)

// What a reader of the journal is told.
var (
	// ErrTooSlow says that exchanges were lost before the reader came to them.
	ErrTooSlow = errors.New("the reader was too slow: exchanges are lost to it")
	// ErrDropped says that the sandbox is deleted.
	ErrDropped = errors.New("the sandbox is deleted")
)

// Select copies out the exchanges that a filter wants, oldest first. next is the After that goes on behind them. What is
// wrong with the filter is a *provider.FieldError.
func (j *Journal) Select(filter Filter) (entries []Entry, next int64, err error) {
	test, err := filter.compile()
	if err != nil {
		return nil, 0, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	entries, next = j.selectLocked(test)
	return entries, next, nil
}

func (j *Journal) selectLocked(test *test) (entries []Entry, next int64) {
	entries, next = []Entry{}, max(test.After, j.count)
	for n := max(j.first, test.After); n < j.count; n++ {
		s := j.slot(n)
		if !test.meets(s) {
			continue
		}
		entries = append(entries, s.export())
		if len(entries) == test.Limit {
			return entries, n + 1
		}
	}
	return entries, next
}

// Wait is Select, but does not come back with nothing: it waits until an exchange is wanted, however it came in the
// meantime, or the context ends, whose error it returns. It ends with ErrDropped when the sandbox is deleted.
func (j *Journal) Wait(ctx context.Context, filter Filter) (entries []Entry, next int64, err error) {
	test, err := filter.compile()
	if err != nil {
		return nil, 0, err
	}
	for {
		j.mu.Lock()
		entries, next = j.selectLocked(test)
		news, ended := j.newsLocked(), j.ended
		j.mu.Unlock() // what is added from here on closes news
		if len(entries) > 0 {
			return entries, next, nil
		}
		if ended {
			return entries, next, ErrDropped
		}
		test.After = next
		select {
		case <-news:
		case <-ctx.Done():
			return entries, next, ctx.Err()
		}
	}
}

// Subscription is a reader that follows a journal. It is for one goroutine.
type Subscription struct {
	journal *Journal
	test    *test
	begun   bool // what was lost before is no fault of the reader
}

// Subscribe follows the exchanges that a filter wants, those after filter.After first; see Now for only the new ones.
// Nothing is kept for the reader beside the journal itself, so it cannot hold anything up, and needs no closing.
func (j *Journal) Subscribe(filter Filter) (*Subscription, error) {
	filter.Limit = 1
	test, err := filter.compile()
	if err != nil {
		return nil, err
	}
	return &Subscription{journal: j, test: test}, nil
}

// Next waits for the next exchange. It fails with ErrTooSlow when exchanges after the last one are lost, ErrDropped when
// the sandbox is deleted, or the context's error.
func (s *Subscription) Next(ctx context.Context) (Entry, error) {
	defer func() { s.begun = true }()
	for {
		s.journal.mu.Lock()
		lost := s.begun && s.journal.base <= s.test.After && s.test.After < s.journal.first
		news, ended := s.journal.newsLocked(), s.journal.ended
		entries, next := s.journal.selectLocked(s.test)
		s.journal.mu.Unlock()
		switch {
		case lost:
			return Entry{}, ErrTooSlow
		case len(entries) > 0:
			s.test.After = next
			return entries[0], nil
		case ended:
			return Entry{}, ErrDropped
		}
		s.test.After, s.begun = next, true
		select {
		case <-news:
		case <-ctx.Done():
			return Entry{}, ctx.Err()
		}
	}
}

// Now is the number of the latest exchange.
func (j *Journal) Now() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.count
}

// Unmatched counts the exchanges that matched no route, since the start or the latest Clear.
func (j *Journal) Unmatched() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.unmatched
}

// Clear forgets all exchanges. Numbers go on.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.clearLocked()
}

// Reset is Clear, and what the vendor names its requests by begins anew.
func (j *Journal) Reset() {
	j.Clear()
	j.numbers.Store(0)
}

func (j *Journal) clearLocked() {
	had := j.answers.size
	for i := range j.slots {
		had += j.slots[i].size()
	}
	j.all.held.Add(-had)
	j.slots, j.answers = nil, answers{}
	j.base, j.first, j.dropped, j.unmatched = j.count, j.count, 0, 0
}

// close is Clear for ever.
func (j *Journal) close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.clearLocked()
	j.ended = true
	j.tellLocked()
}

// newsLocked is closed when the next entry is added.
func (j *Journal) newsLocked() <-chan struct{} {
	if j.news == nil {
		j.news = make(chan struct{})
	}
	return j.news
}

func (j *Journal) tellLocked() {
	if j.news != nil {
		close(j.news)
		j.news = nil
	}
}

// Lost counts the exchanges since the start or the latest Clear that the journal no longer has.
func (j *Journal) Lost() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.first - j.base
}
