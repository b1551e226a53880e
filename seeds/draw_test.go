package seeds_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"mockserver/seeds"
)

// TestDrawsStayWhatTheyAre pins a small generated set: an upgrade of the fake-data library that changes what seeds
// generate must be a decision, because users keep golden files of it.
func TestDrawsStayWhatTheyAre(t *testing.T) {
	t.Parallel()
	hash := sha256.New()
	for i := range 100 {
		d := seeds.NewDraw(1).At("people").Item(i)
		_, _ = fmt.Fprintln(io.Writer(hash), d.At("a").FirstName(), d.At("b").LastName(), d.At("d").City(), d.At("e").Street(), d.At("f").Between(1, 6))
	}
	assert.Equal(t, "8f7fd511cb7309e1393a362c846a0182ef0d62a74b02fd12665a16909bd41c35", hex.EncodeToString(hash.Sum(nil)))
}

func TestDrawsHaveAddresses(t *testing.T) {
	t.Parallel()
	d := seeds.NewDraw(7).At("members")
	assert.Equal(t, d.Item(3).At("name"), d.Item(3).At("name"))
	assert.NotEqual(t, d.Item(3).At("name"), d.Item(4).At("name"))
	assert.NotEqual(t, d.Item(3).At("name"), d.Item(3).At("city"))
	assert.NotEqual(t, seeds.NewDraw(7), seeds.NewDraw(8))
	assert.NotEqual(t, seeds.NewDraw(0).At("a").Item(0), seeds.NewDraw(0).At("a").Item(1))
}

func TestDrawsStayInRange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := seeds.NewDraw(rapid.Int64().Draw(t, "seed")).At(rapid.String().Draw(t, "path"))
		least := rapid.Int64Range(-1000, 1000).Draw(t, "least")
		most := least + rapid.Int64Range(0, 1000).Draw(t, "span")
		assert.GreaterOrEqual(t, d.Between(least, most), least)
		assert.LessOrEqual(t, d.Between(least, most), most)
		assert.False(t, d.Chance(0))
		assert.True(t, d.Chance(100))
	})
}

// TestBucketMovesOnlyToTheNewOne: one more record of a kind takes over relations, it does not shuffle the others.
func TestBucketMovesOnlyToTheNewOne(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []int{9, 13, 9, 11}, []int{seeds.NewDraw(1).Bucket(20), seeds.NewDraw(2).Bucket(20), seeds.NewDraw(3).Bucket(20), seeds.NewDraw(4).Bucket(20)}, "seeds keep their relations")
	moved := 0
	for i := range 2000 {
		d := seeds.NewDraw(1).Item(i)
		before, after := d.Bucket(20), d.Bucket(21)
		if before != after {
			assert.Equal(t, 20, after)
			moved++
		}
		assert.Less(t, before, 20)
	}
	assert.InDelta(t, 2000/21, moved, 50)
}

func TestSlug(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "obrien3sns", seeds.Slug("O'Brien, 3 Söns"))
}
