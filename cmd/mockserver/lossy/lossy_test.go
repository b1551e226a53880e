package lossy

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func notice(dropped int) []byte { return []byte(fmt.Sprintf("%d dropped\n", dropped)) }

// gate is a writer that lets nothing through until it is opened, and may fail.
type gate struct {
	open chan struct{}
	mu   sync.Mutex
	out  bytes.Buffer
	err  error
}

func (g *gate) Write(text []byte) (int, error) {
	<-g.open
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil {
		return 0, g.err
	}
	return g.out.Write(text)
}

func TestNobodyWaitsForAReader(t *testing.T) {
	t.Parallel()
	g := &gate{open: make(chan struct{})}
	w := New(g, notice)
	line := []byte(strings.Repeat("x", 1023) + "\n")
	for range 3000 { // three times what may wait
		n, err := w.Write(line)
		assert.Equal(t, len(line), n)
		assert.NoError(t, err)
	}
	w.Flush(time.Millisecond) // comes back though nothing moves
	close(g.open)
	w.Flush(time.Minute)
	out := strings.ReplaceAll(g.out.String(), string(line), "x")
	assert.Regexp(t, `^x{0,2}19\d\d dropped\nx+$`, out)
	_, _ = w.Write([]byte("after\n"))
	w.Flush(time.Minute)
	assert.True(t, strings.HasSuffix(g.out.String(), "x\nafter\n"), "what is written later comes last")
}

func TestAWriterThatFailsIsCounted(t *testing.T) {
	t.Parallel()
	g := &gate{open: make(chan struct{}), err: errors.New("full")}
	close(g.open)
	w := New(g, notice)
	for range 3 {
		_, _ = w.Write([]byte("lost\n"))
	}
	w.Flush(time.Minute)
	g.mu.Lock()
	g.err = nil
	g.mu.Unlock()
	_, _ = w.Write([]byte("found\n"))
	w.Flush(time.Minute)
	assert.Equal(t, "3 dropped\nfound\n", g.out.String())
}

func TestWritersAtOnce(t *testing.T) {
	t.Parallel()
	g := &gate{open: make(chan struct{})}
	close(g.open)
	w := New(g, notice)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				_, _ = w.Write([]byte("line\n"))
			}
		})
	}
	group.Wait()
	w.Flush(time.Minute)
	assert.Equal(t, 1600, strings.Count(g.out.String(), "line\n"))
}
