package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

// TestEventsOfRowsThatAreGoneAreDropped: what nobody has taken yet is told of rows that a reset, a restored snapshot or
// a load takes away.
func TestEventsOfRowsThatAreGoneAreDropped(t *testing.T) {
	t.Parallel()
	z := newZoo()
	z.store.Listen(func(*store.Sandbox) {}) // takes nothing
	s := z.create(t, "one")
	saved := s.Snapshot()
	for name, goBack := range map[string]func(){
		"reset":   func() { s.Reset() },
		"restore": func() { s.Restore(saved) },
		"load":    func() { require.NoError(t, s.Load(instant(), func(*store.Tx) error { return nil })) },
	} {
		require.NoError(t, s.Write(instant(), func(tx *store.Tx) error {
			tx.Emit(store.Event{Name: "born"})
			return nil
		}))
		goBack()
		assert.Empty(t, s.Outbox().Take(), name)
	}
}
