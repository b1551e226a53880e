package teamtailor

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/store"
)

func (s *shapes) size() (size int) {
	s.kept.Range(func(any, any) bool { size++; return true })
	return size
}

// TestClientsCannotGrowTheShapes: neither the names that clients call the server by nor the fieldsets that they ask for
// fill the memory, nor do they keep what others ask for from being kept.
func TestClientsCannotGrowTheShapes(t *testing.T) {
	t.Parallel()
	tt := newTeamtailor(new(store.Schema), DefaultSettings())
	jobs := tt.resource("jobs")
	for i := range 2000 {
		d := &document{Teamtailor: tt, base: "http://host" + strconv.Itoa(i)}
		d.shape(jobs, 0)
	}
	assert.Equal(t, 1, tt.shapes.size())
	for i := range 5 * maxShapes {
		d := &document{Teamtailor: tt, fields: map[*resource]fieldset{jobs: {attributes: mask(i)}}}
		made := d.shape(jobs, 0)
		again := &document{Teamtailor: tt, fields: d.fields}
		assert.Same(t, made, again.shape(jobs, 0), "the latest is kept")
	}
	assert.LessOrEqual(t, tt.shapes.size(), maxShapes)
}
