package seeds_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/seeds"
)

func TestKeysSayWhatAStructTakes(t *testing.T) {
	t.Parallel()
	person := seeds.Key{Name: "owner", Type: "mapping", Keys: []seeds.Key{{Name: "name", Type: "text", Required: true}}}
	animal := []seeds.Key{{Name: "id", Type: "text", Required: true}, {Name: "name", Type: "text"}, {Name: "born", Type: "time"}, {Name: "wild", Type: "boolean"}}
	assert.Equal(t, []seeds.Key{
		{Name: "animals", Type: "list", Items: "mapping", Keys: animal},
		{Name: "size", Type: "integer"},
		{Name: "count", Type: "integer"},
		person,
	}, seeds.Keys(farm{}))
	type plain struct {
		Tags []seeds.Text `seed:"tags"`
	}
	assert.Equal(t, []seeds.Key{{Name: "tags", Type: "list", Items: "text"}}, seeds.Keys(plain{}))
}
