// Package store holds the rows of every sandbox in memory.
//
// A [Store] has sandboxes and the credentials that select them. A [Sandbox] has one clock, one lock and one state:
// the tables that providers declare on a [Schema]. Rows are reached only with a [Tx], which proves that the lock of
// the sandbox is held; no lock is held while anything outside this package is called but the transaction's own function.
//
// Tables are persistent counted B-trees, so a fork (a new sandbox, a reset) shares every node with its origin and
// copies a node when it first writes to it. Coarser than a database: one writer a sandbox at a time, nothing on disk.
package store
