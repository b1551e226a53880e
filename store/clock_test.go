package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"mockserver/store"
)

func TestStillClockMovesOnlyWhenTold(t *testing.T) {
	t.Parallel()
	c := store.NewClock(instant(), store.Still)
	assert.Equal(t, instant(), c.Now())
	assert.Equal(t, instant(), c.Now())
	c.Advance(90 * time.Second)
	assert.Equal(t, instant().Add(90*time.Second), c.Now())
	c.Set(instant().Add(-time.Hour))
	assert.Equal(t, instant().Add(-time.Hour), c.Now())
	assert.Equal(t, store.Still, c.Mode())
}

func TestRunningClockRunsFromWhereItStarts(t *testing.T) {
	t.Parallel()
	c := store.NewClock(instant(), store.Running)
	first := c.Now()
	assert.False(t, first.Before(instant()))
	assert.Eventually(t, func() bool { return c.Now().After(first) }, time.Minute, time.Millisecond)
	c.Advance(time.Hour)
	assert.True(t, c.Now().After(first.Add(time.Hour)), "what has passed is not lost")
	c.SetMode(store.Still)
	stopped := c.Now()
	assert.Equal(t, stopped, c.Now())
	c.SetMode(store.Running)
	assert.Eventually(t, func() bool { return c.Now().After(stopped) }, time.Minute, time.Millisecond)
}

func TestClockWithoutStartIsRealTime(t *testing.T) {
	t.Parallel()
	before := time.Now()
	now := store.NewClock(time.Time{}, store.Running).Now()
	assert.False(t, now.Before(before.Round(0)))
	assert.False(t, now.After(time.Now()))
	assert.Equal(t, time.UTC, now.Location())
}
