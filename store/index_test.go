package store_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mockserver/store"
)

// book is filed under each of its words.
type book struct {
	ID    int
	Title string
}

// TestAnIndexOfManyValues holds an index that files a row under several values against a plain search, through writes,
// deletes, undone transactions and resets.
func TestAnIndexOfManyValues(t *testing.T) {
	t.Parallel()
	titles := rapid.SampledFrom([]string{"", "a", "b", "a b", "b a", "a a", "c b a"})
	rapid.Check(t, func(t *rapid.T) {
		schema := new(store.Schema)
		books := store.NewTable(schema, "books", cmp.Compare[int], func(b *book) int { return b.ID })
		byWord := store.NewIndexOfMany(books, strings.Compare, func(b *book) []string { return strings.Fields(b.Title) })
		shelf, err := store.New(schema).Create("shelf", store.NewClock(instant(), store.Still))
		require.NoError(t, err)
		now := map[int]string{}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			id, title, what := rapid.IntRange(1, 5).Draw(t, "id"), titles.Draw(t, "title"), rapid.IntRange(0, 9).Draw(t, "what")
			undone := errors.New("undone")
			err := shelf.Write(instant(), func(tx *store.Tx) error {
				if what < 3 {
					books.Delete(tx, id)
				} else {
					books.Put(tx, book{id, title})
				}
				if what%3 == 0 {
					return undone
				}
				return nil
			})
			switch {
			case err != nil:
			case what < 3:
				delete(now, id)
			default:
				now[id] = title
			}
			if what == 9 {
				shelf.Reset()
				clear(now)
			}
			require.NoError(t, shelf.Read(instant(), func(tx *store.Tx) error {
				for _, word := range []string{"a", "b", "c"} {
					assert.Equal(t, having(now, word), found(byWord.Of(tx, word)), word)
				}
				return nil
			}))
		}
	})
}

func having(books map[int]string, word string) (ids []int) {
	for id, title := range books {
		if slices.Contains(strings.Fields(title), word) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func found(span store.Span[book]) (ids []int) {
	for row := range span.Forward(0) {
		ids = append(ids, row.Value.ID)
	}
	return ids
}
