package store

import "time"

// Tx is one transaction: whoever holds it holds the lock of its sandbox. It is valid only inside the function that
// Read or Write calls.
type Tx struct {
	sandbox  *Sandbox
	state    state
	now      time.Time
	writable bool
	loading  bool // fills a fresh state: nothing to undo, nothing touched
	undo     []func()
}

// Now is the one instant of the transaction, in the sandbox's time.
func (tx *Tx) Now() time.Time { return tx.now }

// NewObjectID makes the sandbox's next id, created now. A loading transaction has none: what it puts brings its own ids.
func (tx *Tx) NewObjectID() ObjectID {
	tx.mustWrite()
	if tx.loading {
		panic("store: an id asked of the sandbox while it is loaded")
	}
	tx.sandbox.counter++
	tx.undo = append(tx.undo, func() { tx.sandbox.counter-- })
	return NewObjectID(tx.now, tx.sandbox.ids, tx.sandbox.counter)
}

// mustWrite stops a write in a transaction that only reads: a mistake of the program, never of a client.
func (tx *Tx) mustWrite() {
	if !tx.writable {
		panic("store: write in a read transaction")
	}
}

// rollBack undoes the writes of a transaction, last first.
func (tx *Tx) rollBack() {
	for i := len(tx.undo) - 1; i >= 0; i-- {
		tx.undo[i]()
	}
}
