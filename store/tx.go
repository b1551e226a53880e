package store

import (
	"fmt"
	"time"
)

// Tx is one transaction: whoever holds it holds the lock of its sandbox. It is valid only inside the function that
// Read or Write calls.
type Tx struct {
	sandbox  *Sandbox
	state    state
	now      time.Time
	writable bool
	loading  bool // fills a fresh state: nothing to undo, nothing touched
	counter  uint64
	changes  []change
	events   []Event
}

// change is one step of a transaction: how to undo it and, for a row, which.
type change struct {
	undo  func()
	table tableKind // nil: no row
	key   any
	what  What
}

// What became of a row.
type What string

// The ways of a row.
const (
	Added   What = "added"
	Changed What = "changed"
	Removed What = "removed"
)

// Change tells what became of one row.
type Change struct {
	Table string // "huntr.jobs"
	Key   string
	What  What
}

// Now is the one instant of the transaction, in the sandbox's time.
func (tx *Tx) Now() time.Time { return tx.now }

// Sandbox is the sandbox whose lock the transaction holds.
func (tx *Tx) Sandbox() *Sandbox { return tx.sandbox }

// NewObjectID makes the sandbox's next id, created now. A loading transaction has none: what it puts brings its own ids.
func (tx *Tx) NewObjectID() ObjectID {
	tx.mustWrite()
	if tx.loading {
		panic("store: an id asked of the sandbox while it is loaded")
	}
	tx.sandbox.counter++
	tx.note(func() { tx.sandbox.counter-- })
	return NewObjectID(tx.now, tx.sandbox.ids, tx.sandbox.counter)
}

// IDs counts the ids that NewObjectID has made in the sandbox.
func (tx *Tx) IDs() uint64 { return tx.sandbox.counter }

// ContinueIDs has a sandbox that is being loaded go on counting its ids from where another one was.
func (tx *Tx) ContinueIDs(from uint64) {
	if !tx.loading {
		panic("store: only a loading transaction says where ids go on")
	}
	tx.counter = from
}

// Changes lists the rows that the transaction has written so far, in order, each once; derived tables are left out.
func (tx *Tx) Changes() []Change {
	var list []Change
	place := map[Change]int{}
	for _, c := range tx.changes {
		if c.table == nil || c.table.isDerived() {
			continue
		}
		row := Change{Table: c.table.tableName(), Key: fmt.Sprint(c.key)}
		if i, seen := place[row]; seen {
			list[i].What = list[i].What.then(c.what)
			continue
		}
		place[row] = len(list)
		row.What = c.what
		list = append(list, row)
	}
	return list
}

// then is what became of a row after two steps.
func (w What) then(next What) What {
	if w == Added && next == Changed {
		return Added
	}
	return next
}

// note remembers how to undo a step that concerns no row.
func (tx *Tx) note(undo func()) { tx.changes = append(tx.changes, change{undo: undo}) }

// mustWrite stops a write in a transaction that only reads: a mistake of the program, never of a client.
func (tx *Tx) mustWrite() {
	if !tx.writable {
		panic("store: write in a read transaction")
	}
}

// rollBack undoes the writes of a transaction, last first.
func (tx *Tx) rollBack() {
	for i := len(tx.changes) - 1; i >= 0; i-- {
		tx.changes[i].undo()
	}
}
