package teamtailor

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
		d.shape(jobs, mask{})
	}
	assert.Equal(t, 1, tt.shapes.size())
	for i := range 5 * maxShapes {
		d := &document{Teamtailor: tt, fields: map[*resource]fieldset{jobs: {attributes: mask{uint64(i)}}}}
		made := d.shape(jobs, mask{})
		again := &document{Teamtailor: tt, fields: d.fields}
		assert.Same(t, made, again.shape(jobs, mask{}), "the latest is kept")
	}
	assert.LessOrEqual(t, tt.shapes.size(), maxShapes)
}

// TestWideResource: a resource of 70 attributes and 40 relations loses none of them, in whole documents and in sparse ones.
func TestWideResource(t *testing.T) {
	t.Parallel()
	tt, schema := &Teamtailor{}, new(store.Schema)
	wide := &resource{name: "wide"}
	for i := range 70 {
		wide.attributes = append(wide.attributes, attribute{name: fmt.Sprint("a", i), kind: integer})
	}
	for i := range 40 {
		wide.relations = append(wide.relations, relation{name: fmt.Sprint("r", i), target: "wide"})
	}
	tt.resources = []*resource{wide}
	tt.declare(schema, wide)
	tt.connect(wide)
	record := Record{ID: 7, Values: make([]any, 70), One: make([]int64, 40)}
	for i := range record.Values {
		record.Values[i] = int64(i)
	}
	object := func(fields fieldset) string {
		sandbox, err := store.New(schema).Create(store.Default, store.NewClock(time.Unix(1, 0), store.Still))
		require.NoError(t, err)
		var body []byte
		require.NoError(t, sandbox.Write(time.Unix(1, 0), func(tx *store.Tx) error {
			wide.table.Put(tx, record)
			found, _ := wide.table.Get(tx, 7)
			d := &document{Teamtailor: tt, tx: tx, fields: map[*resource]fieldset{wide: fields}}
			body = d.appendOne(nil, wide, found, nil)
			return nil
		}))
		return string(body)
	}
	whole := object(wide.everything)
	for i := range 70 {
		assert.Contains(t, whole, fmt.Sprintf(`"a%d":%d`, i, i))
	}
	for i := range 40 {
		assert.Contains(t, whole, fmt.Sprintf(`/relationships/r%d"`, i))
	}
	fields, _, ok := wide.fieldset([]string{"a31", "a32", "a33", "a69", "r31", "r32", "r39"})
	require.True(t, ok)
	sparse := object(fields)
	assert.Contains(t, sparse, `"attributes":{"a31":31,"a32":32,"a33":33,"a69":69}`)
	assert.Equal(t, 3, strings.Count(sparse, "/relationships/r"))
	wide.attributes = append(wide.attributes, make([]attribute, maxFields)...)
	assert.Panics(t, func() { tt.declare(new(store.Schema), wide) }, "more fields than a set can hold are a mistake of the program")
}
