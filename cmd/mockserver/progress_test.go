package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestProgressTellsTheTimeAndLeavesNothing(t *testing.T) {
	t.Parallel()
	ticks, done := make(chan time.Time), make(chan struct{})
	go func() {
		ticks <- time.Time{}
		ticks <- time.Time{}
		close(done)
	}()
	var out bytes.Buffer
	tellTime(&out, "large", ticks, done)
	assert.Equal(t, "\rloading the seed large, 0.5 s\rloading the seed large, 1.0 s\r\x1b[K", out.String())
}

func TestProgressIsSilentWhereItIsQuickOrNobodyLooks(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	close(done)
	var out bytes.Buffer
	tellTime(&out, "small", nil, done)
	progress(&out, "no terminal")()
	assert.Empty(t, out.String())
	assert.False(t, isTerminal(&out))
}
