package store

// Schema is the list of tables that a store's sandboxes have. Providers declare their tables on it while the server
// is being wired; afterwards it is read only.
type Schema struct {
	kinds []tableKind
}

// tableKind is what the schema needs of a table, whatever its row type.
type tableKind interface {
	tableName() string
	isDerived() bool
	newState() tableState
}

// tableState is the rows of one table in one sandbox.
type tableState interface {
	fork() tableState
	copy() tableState
	size() int
	description() tableKind
	forgetOrigin()
	leftover(origin tableState) Leftover
}

// Leftover counts how a table differs from its origin.
type Leftover struct {
	Table                   string
	Added, Changed, Removed int
}

// state is all tables of a sandbox, in the order of the schema.
type state []tableState

func (s *Schema) newState() state {
	fresh := make(state, len(s.kinds))
	for i, kind := range s.kinds {
		fresh[i] = kind.newState()
	}
	return fresh
}

func (st state) fork() state {
	forked := make(state, len(st))
	for i, table := range st {
		forked[i] = table.fork()
	}
	return forked
}

func (st state) sizes() []TableSize {
	var sizes []TableSize
	for _, table := range st {
		if kind := table.description(); !kind.isDerived() {
			sizes = append(sizes, TableSize{Table: kind.tableName(), Rows: table.size()})
		}
	}
	return sizes
}
